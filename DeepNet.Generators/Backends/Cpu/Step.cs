using System.Collections.Generic;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Cpu;

/// <summary>How a step uses a tensor.</summary>
internal enum Access
{
    Read,
    Write,
    ReadWrite,
}

/// <summary>An argument of a kernel call: a tensor or a piece of C# such as <c>n</c>.</summary>
/// <param name="Tensor">The tensor, passed as a reference to its first element; null for text.</param>
/// <param name="Access">What the kernel does to the tensor.</param>
/// <param name="Text">The C# text, if it is no tensor.</param>
/// <param name="Offset">Elements to skip from the tensor's start.</param>
/// <param name="Parameter">The parameter that the tensor is the gradient of, or null.</param>
internal sealed record Operand(Tensor? Tensor, Access Access, string Text, int Offset = 0, ParameterPlan? Parameter = null)
{
    /// <summary>For a count that <see cref="Length"/> made: how much of it a sample is.</summary>
    public int PerSample { get; private init; } = 1;

    public static Operand Read(Tensor tensor) => new(tensor, Access.Read, "");

    public static Operand Write(Tensor tensor) => new(tensor, Access.Write, "");

    public static Operand ReadWrite(Tensor tensor) => new(tensor, Access.ReadWrite, "");

    /// <summary>
    /// The gradient of a parameter, which the kernel adds to: in the gradient block for <c>Backward</c>; for <c>TrainStep</c> in scratch memory that
    /// starts at zero and is turned into the update right after the call.
    /// </summary>
    public static Operand Gradient(ParameterPlan parameter) =>
        new(new Tensor(parameter.Tensor.Name + "Gradient", TensorKind.Workspace, parameter.Size, perSample: false), Access.ReadWrite, "", 0, parameter);

    public static Operand Code(string text) => new(null, Access.Read, text);

    /// <summary>The number of samples in the batch.</summary>
    public static Operand Batch => Code("n");

    /// <summary>The number of elements of a tensor in the batch: the length of an elementwise loop.</summary>
    public static Operand Length(int sizePerSample) => Code(sizePerSample == 1 ? "n" : $"n * {sizePerSample}") with { PerSample = sizePerSample };
}

/// <summary>One call of a kernel.</summary>
/// <param name="Banner">The comment above it, such as <c>1 · Dense 784→128 + ReLU</c>; empty for a step that goes with the one before.</param>
/// <param name="Kernel">The kernel's class.</param>
/// <param name="Method">The kernel's method.</param>
/// <param name="Operands">The arguments.</param>
/// <param name="Result">What happens to the returned value: empty, or a statement's head such as <c>loss += </c>.</param>
/// <param name="InPlace">A tensor that the output may take the memory of, if it is not read later.</param>
internal record Step(string Banner, KernelSpec Kernel, string Method, IReadOnlyList<Operand> Operands, string Result = "", Tensor? InPlace = null)
{
    /// <summary>The kernels that are called.</summary>
    public virtual IEnumerable<KernelSpec> Kernels => [Kernel];

    /// <inheritdoc cref="KernelSpec.Split"/>
    public virtual BatchSplit? Split(int size) => Kernel.Split(size);
}

/// <summary>The gradient of one parameter: added to the gradient block by <c>Backward</c>, or turned into an update at once by <c>TrainStep</c>.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="UpdateKernel">The kernel that updates it.</param>
/// <param name="Scratch">Where the update keeps gradients on their way from the product to the optimizer.</param>
internal sealed record ParameterGradientStep(string Banner, KernelSpec Kernel, IReadOnlyList<Operand> Operands, ParameterPlan Parameter, KernelSpec UpdateKernel, Tensor Scratch)
    : Step(Banner, Kernel, "Accumulate", Operands)
{
    /// <summary>The rows of input and output's gradient that a sample has.</summary>
    public int RowsPerSample => Operands[Operands.Count - 1].PerSample;
}
