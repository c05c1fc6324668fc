using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Planning.Graphs;

/// <summary>The network as a directed acyclic graph, in source order, which is a topological order.</summary>
internal sealed class Graph(IReadOnlyList<Node> nodes, IReadOnlyList<LossNode> losses)
{
    private readonly Dictionary<Node, Tensor> _callerTensors = [];
    private readonly HashSet<Node> _outputs = [.. nodes.Where(n => n.IsObserved)];

    public IReadOnlyList<Node> Nodes { get; } = nodes;

    public IReadOnlyList<LossNode> Losses { get; } = losses;

    public IReadOnlyList<Node> Inputs { get; } = nodes.Where(n => n.IsInput).ToList();

    /// <summary>The layers whose output the caller gets: those with a loss and those that no layer takes, in source order.</summary>
    public IReadOnlyList<Node> Outputs { get; } = nodes.Where(n => n.IsObserved).ToList();

    public bool IsOutput(Node node) => _outputs.Contains(node);

    /// <summary>One more than the largest number that each integer input may hold, where a layer limits it.</summary>
    public IReadOnlyDictionary<Tensor, int> IntegerLimits => Inputs
        .Where(i => i.IsInteger)
        .Select(i => (Input: i, Limits: i.Consumers.Where(c => c.Inputs[0] == i).Select(c => c.Layer!.IntegerLimit(c.Attribute)).Where(l => l is not null).ToList()))
        .Where(i => i.Limits.Count > 0)
        .ToDictionary(i => InputTensor(i.Input), i => i.Limits.Min()!.Value);

    public Tensor InputTensor(Node node) => CallerTensor(node, TensorKind.Input, Inputs.Count == 1 ? "input" : CamelCase(node.Name));

    public Tensor OutputTensor(Node node) => CallerTensor(node, TensorKind.Output, Outputs.Count == 1 ? "output" : CamelCase(node.Name) + "Output");

    public static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);

    private Tensor CallerTensor(Node node, TensorKind kind, string name)
    {
        if (!_callerTensors.TryGetValue(node, out Tensor? tensor))
        {
            _callerTensors[node] = tensor = new Tensor(name, kind, node.Shape.Size, perSample: true, node.IsInteger);
        }

        return tensor;
    }
}
