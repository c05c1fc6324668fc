using System.Collections.Generic;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Backends.Cpu.Updates;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Planning;

/// <summary>Where a layer writes the gradient of one of its inputs.</summary>
/// <param name="Tensor">The tensor to write.</param>
/// <param name="Accumulate">Whether to add to the existing values, because another layer wrote them first.</param>
/// <param name="Derivative">The activation whose derivative the kernel applies to what it writes, or null.</param>
/// <param name="Saved">The tensor that the derivative is taken from.</param>
internal sealed record GradientTarget(Tensor Tensor, bool Accumulate, Elementwise? Derivative, Tensor? Saved);

/// <summary>Collects the steps of the backward pass, layer by layer from the losses to the inputs.</summary>
internal sealed class BackwardBuilder(Graph graph, ForwardBuilder forward, OptimizerKernel? optimizer)
{
    private readonly Dictionary<Node, Tensor> _gradients = [];
    private readonly HashSet<Tensor> _shared = [];
    private readonly List<Step> _steps = [];

    public ElementType Element => forward.Element;

    public IReadOnlyList<Step> Steps => _steps;

    public OptimizerKernel? Optimizer { get; } = optimizer;

    public Tensor ValueOf(Node node) => forward.ValueOf(node);

    /// <summary>What the layer's forward pass has kept under a name.</summary>
    public Tensor Kept(Node node, string name) => forward.Kept(node, name);

    /// <summary>The gradient of a node's output, or null if none reaches it.</summary>
    public Tensor? GradientOf(Node node) => _gradients.TryGetValue(node, out Tensor? gradient) ? gradient : null;

    /// <summary>Adds a step; the gradient of a frozen parameter is left out.</summary>
    public void Add(Step step)
    {
        if (step is not ParameterGradientStep { Parameter.IsFrozen: true })
        {
            _steps.Add(step);
        }
    }

    public static string Banner(Node node) => node.Layer!.Describe(node);

    /// <summary>Where to write a contribution to the gradient of <paramref name="node"/>'s output.</summary>
    public GradientTarget Target(Node node)
    {
        if (!_gradients.TryGetValue(node, out Tensor? gradient))
        {
            return new GradientTarget(_gradients[node] = NewGradient(node), false, null, null);
        }

        // Another layer reads this memory as its own gradient: add to a copy.
        if (_shared.Contains(gradient))
        {
            Tensor copy = NewGradient(node);
            _steps.Add(CopyKernel.Step("", Element, copy, gradient, node.Shape.Size));
            _gradients[node] = copy;
            return new GradientTarget(copy, true, null, null);
        }

        return new GradientTarget(gradient, true, null, null);
    }

    /// <summary>
    /// As <see cref="Target"/>, for a kernel that can apply an activation's derivative while it stores: if the input is an activation that
    /// nothing else reads, the kernel writes the gradient of what went into the activation.
    /// </summary>
    public GradientTarget TargetThroughActivation(Node node)
    {
        if (node.Elementwise is not { } operation || node.Consumers.Count != 1 || node.IsObserved)
        {
            return Target(node);
        }

        Node input = node.Inputs[0];
        if (!input.NeedsGradient || input.Consumers.Count != 1 || input.IsObserved)
        {
            return Target(node);
        }

        Tensor gradient = _gradients[input] = NewGradient(input);
        return new GradientTarget(gradient, false, operation, ValueOf(operation.Saves == Saved.Output ? node : input));
    }

    /// <summary>Makes <paramref name="gradient"/> the gradient of the inputs as it is, without a copy where that is possible.</summary>
    public void PassThrough(Tensor gradient, IReadOnlyList<Node> inputs)
    {
        if (inputs.Count > 1)
        {
            _shared.Add(gradient);
        }

        foreach (Node input in inputs)
        {
            if (!input.NeedsGradient)
            {
                continue;
            }

            if (!_gradients.ContainsKey(input))
            {
                _gradients[input] = gradient;
            }
            else
            {
                GradientTarget target = Target(input);
                _steps.Add(AddKernel.AccumulateStep("", Element, target.Tensor, gradient, input.Shape.Size));
            }
        }
    }

    /// <summary>Runs all layers in reverse order. Losses have set the gradients of their nodes before.</summary>
    public void Run()
    {
        for (int i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            Node node = graph.Nodes[i];
            if (!node.IsInput && node.NeedsGradient && _gradients.ContainsKey(node))
            {
                node.Layer!.Backward(node, this);
            }
        }
    }

    private static Tensor NewGradient(Node node) => new(node.Name + "Gradient", TensorKind.Workspace, node.Shape.Size, perSample: true);
}
