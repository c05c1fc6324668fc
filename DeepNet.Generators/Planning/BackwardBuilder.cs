using System.Collections.Generic;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Planning;

/// <summary>Collects the operations of the backward pass, layer by layer from the losses to the inputs.</summary>
internal sealed class BackwardBuilder(Graph graph, ForwardBuilder forward)
{
    private readonly Dictionary<Node, Tensor> _gradients = [];
    private readonly HashSet<Tensor> _shared = [];
    private readonly List<Operation> _operations = [];
    private int _attribute = -1;

    /// <summary>What is computed, in order.</summary>
    public IReadOnlyList<Operation> Operations => _operations;

    public Tensor ValueOf(Node node) => forward.ValueOf(node);

    /// <summary>What the layer's forward pass has kept under a name.</summary>
    public Tensor Kept(Node node, string name) => forward.Kept(node, name);

    /// <summary>The gradient of a node's output, or null if none reaches it.</summary>
    public Tensor? GradientOf(Node node) => _gradients.TryGetValue(node, out Tensor? gradient) ? gradient : null;

    /// <summary>Adds an operation; the gradient of a frozen parameter is left out.</summary>
    public void Add(Operation operation)
    {
        if (operation.IsNeeded)
        {
            _operations.Add(operation with { Attribute = _attribute });
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
            Add(new Copy("", node.Shape.Size) { Output = copy, Input = gradient });
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
        // The gradient of a learned operand needs the gradient as it is before the derivative.
        if (node.Elementwise is not { Learned: null } operation || node.Consumers.Count != 1 || node.IsObserved)
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
                Add(new Accumulation("", input.Shape.Size) { Target = target.Tensor, Input = gradient });
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
                _attribute = node.AttributeIndex;
                node.Layer!.Backward(node, this);
            }
        }
    }

    private static Tensor NewGradient(Node node) => new(node.Name + "Gradient", TensorKind.Workspace, node.Shape.Size, perSample: true);
}
