using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;

namespace DeepNet.Generators.Backends.Cpu;

/// <summary>How a step uses a tensor.</summary>
internal enum Access
{
    Read,
    Write,
    ReadWrite,
}

/// <summary>One call of a kernel.</summary>
/// <param name="Banner">The comment above it, such as <c>1 · Dense 784→128 + ReLU</c>; empty for a step that goes with the one before.</param>
/// <param name="Kernel">The kernel's class.</param>
/// <param name="Method">The kernel's method.</param>
/// <param name="Operands">The arguments.</param>
/// <param name="AddsToLoss">Whether the returned value is added to the loss.</param>
/// <param name="InPlace">A tensor that the output may take the memory of, if it is not read later.</param>
internal record Step(string Banner, KernelSpec Kernel, string Method, IReadOnlyList<Operand> Operands, bool AddsToLoss = false, Tensor? InPlace = null) : IStep
{
    public virtual IEnumerable<Tensor> Tensors => Operands.Select(o => o.Tensor).OfType<Tensor>();

    public Tensor? Output => Operands.FirstOrDefault(o => o.Access == Access.Write)?.Tensor;

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
    public override IEnumerable<Tensor> Tensors => base.Tensors.Append(Scratch);

    /// <summary>The rows of input and output's gradient that a sample has.</summary>
    public int RowsPerSample => ((Count)Operands[Operands.Count - 1].Number!).PerSample;
}
