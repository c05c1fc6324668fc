using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;
using DeepNet.Generators.Planning.Stepping;

namespace DeepNet.Generators.Planning;

/// <summary>Collects the operations of a forward pass.</summary>
/// <param name="graph">The graph.</param>
/// <param name="training">Whether dropout is on and what backward needs is kept.</param>
/// <param name="writesOutputs">Whether outputs go to the caller's spans; else they stay in the workspace, where the loss reads them.</param>
internal sealed class ForwardBuilder(Graph graph, bool training, bool writesOutputs)
{
    private readonly Dictionary<Node, Tensor> _values = [];
    private readonly Dictionary<(Node Node, string Name), Tensor> _saved = [];
    private readonly List<Operation> _operations = [];
    private int _attribute = -1;

    public bool Training { get; } = training;

    /// <summary>Where layers keep the state of a sequence that is computed step by step; null in passes over whole sequences.</summary>
    public SteppingStates? Stepping { get; init; }

    /// <summary>What is computed, in order.</summary>
    public IReadOnlyList<Operation> Operations => _operations;

    public IReadOnlyDictionary<Node, Tensor> Values => _values;

    public Tensor ValueOf(Node node) => _values[node];

    /// <summary>Gives a node the memory of another value: for layers that only rename.</summary>
    public void SetValue(Node node, Tensor value) => _values[node] = value;

    /// <summary>A new tensor for a node's output: the caller's span if the node is an output, else workspace.</summary>
    public Tensor NewValue(Node node)
    {
        Tensor value = writesOutputs && graph.IsOutput(node)
            ? graph.OutputTensor(node)
            : new Tensor(node.Name + "Output", TensorKind.Workspace, node.Shape.Size, perSample: true);
        _values[node] = value;
        return value;
    }

    public void Add(Operation operation) => _operations.Add(operation with { Attribute = _attribute });

    /// <summary>Keeps a tensor that a layer writes beside its output, for its backward pass to find.</summary>
    public Tensor Keep(Node node, string name, int size, bool perSample)
    {
        Tensor tensor = new(node.Name + name, TensorKind.Workspace, size, perSample);
        _saved.Add((node, name), tensor);
        return tensor;
    }

    /// <summary>The tensor that a layer has kept under a name.</summary>
    public Tensor Kept(Node node, string name) => _saved[(node, name)];

    /// <summary>
    /// Whether a layer with a fused activation also has to store what goes into the activation: someone else reads it, or backward
    /// needs it.
    /// </summary>
    public bool KeepsPreActivation(Node node) =>
        node.FusedActivation is { } activation
        && (node.Consumers.Count > 1 || node.IsObserved || (Training && activation.Elementwise!.Saves == Saved.Input));

    /// <summary>The banner of a layer.</summary>
    public static string Banner(Node node) => node.Layer!.Describe(node);

    /// <summary>Runs all layers in order and copies to the caller those outputs that are only renamed.</summary>
    public void Run()
    {
        foreach (Node node in graph.Nodes)
        {
            if (node.IsInput)
            {
                _values[node] = graph.InputTensor(node);
            }
            else if (node.FusedInto is null)
            {
                _attribute = node.AttributeIndex;
                node.Layer!.Forward(node, this);
            }
        }

        if (!writesOutputs)
        {
            return;
        }

        foreach (Node output in graph.Outputs)
        {
            Tensor target = graph.OutputTensor(output);
            if (_values[output] != target)
            {
                Add(new Copy($"{output.Layer?.Describe(output) ?? output.Name} is an output", output.Shape.Size) { Output = target, Input = _values[output] });
            }
        }
    }
}
