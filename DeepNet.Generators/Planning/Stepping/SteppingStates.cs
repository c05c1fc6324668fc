using System.Collections.Generic;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Planning.Stepping;

/// <summary>The states that layers carry from one step of a sequence to the next, each <c>[MaxBatch, size]</c>.</summary>
/// <param name="sequences">The indices of the nodes that are sequences of the caller's steps.</param>
internal sealed class SteppingStates(IEnumerable<int> sequences)
{
    private readonly HashSet<int> _sequences = [.. sequences];
    private readonly List<Tensor> _tensors = [];

    public IReadOnlyList<Tensor> Tensors => _tensors;

    /// <summary>Whether a node is a sequence that comes step by step; else all of it is there at each step.</summary>
    public bool IsSequence(Node node) => _sequences.Contains(node.Index);

    /// <summary>Adds the state of one layer.</summary>
    public Tensor Add(string name, int size)
    {
        Tensor tensor = new(name + "State", TensorKind.Buffer, size, perSample: true);
        _tensors.Add(tensor);
        return tensor;
    }
}
