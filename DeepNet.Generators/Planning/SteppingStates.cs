using System.Collections.Generic;

namespace DeepNet.Generators.Planning;

/// <summary>The states that layers carry from one step of a sequence to the next, each <c>[MaxBatch, size]</c>.</summary>
internal sealed class SteppingStates
{
    private readonly List<Tensor> _tensors = [];

    public IReadOnlyList<Tensor> Tensors => _tensors;

    /// <summary>Adds the state of one layer.</summary>
    public Tensor Add(string name, int size)
    {
        Tensor tensor = new(name + "State", TensorKind.Buffer, size, perSample: true);
        _tensors.Add(tensor);
        return tensor;
    }
}
