using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;

namespace DeepNet.Generators.Backends.Gpu;

/// <summary>A number that depends on the number of samples: <c>n · perSample + fixed</c>.</summary>
internal readonly record struct BatchCount(int PerSample, int Fixed = 0)
{
    public static implicit operator BatchCount(int value) => new(0, value);
}

/// <summary>The groups of a dispatch in one dimension: <c>⌈count / size⌉</c>, and at most <paramref name="Most"/>.</summary>
internal readonly record struct GroupCount(BatchCount Count, int Size = 1, int Most = GroupCount.Limit)
{
    /// <summary>The most groups that every device takes in a dimension.</summary>
    public const int Limit = 65535;
}

/// <summary>A part of the tensors that a shader is given.</summary>
/// <param name="Tensor">The tensor.</param>
/// <param name="Parameter">The parameter that the tensor is the gradient of, or null.</param>
internal sealed record GpuOperand(Tensor Tensor, ParameterPlan? Parameter = null)
{
    public static implicit operator GpuOperand(Tensor tensor) => new(tensor);

    public static GpuOperand Gradient(ParameterPlan parameter) => new(parameter.Tensor, parameter);
}

/// <summary>One run of a shader, or one clearing of a tensor.</summary>
/// <param name="Comment">What generated code says above it; empty for one that goes with the one before.</param>
/// <param name="Kernel">The shader.</param>
/// <param name="Reads">What it reads, in the order of its buffers.</param>
/// <param name="Writes">What it writes, in the order of its buffers.</param>
/// <param name="Constants">Its constants, in order.</param>
/// <param name="X">The groups in x.</param>
/// <param name="Y">The groups in y.</param>
/// <param name="Z">The groups in z.</param>
internal sealed record Dispatch(
    string Comment, GpuKernel Kernel, IReadOnlyList<GpuOperand> Reads, IReadOnlyList<GpuOperand> Writes, IReadOnlyList<ShaderConstant> Constants, GroupCount X, GroupCount Y, int Z = 1) : IStep
{
    public IEnumerable<Tensor> Tensors => Reads.Concat(Writes).Where(o => o.Parameter is null).Select(o => o.Tensor);

    public Tensor? Output => null;

    public Tensor? InPlace => null;
}

/// <summary>A constant of a dispatch: a count, or the number of all threads of a loop over so many elements.</summary>
/// <param name="Count">The count.</param>
/// <param name="IsStride">Whether it is the number of threads.</param>
internal readonly record struct ShaderConstant(BatchCount Count, bool IsStride = false)
{
    public static implicit operator ShaderConstant(BatchCount count) => new(count);
}
