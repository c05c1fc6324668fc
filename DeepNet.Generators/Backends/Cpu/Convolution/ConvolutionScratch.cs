using System;
using System.Collections.Generic;
using DeepNet.Generators.Backends.Cpu.Convolution.Direct;
using DeepNet.Generators.Backends.Cpu.Convolution.Winograd;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution;

/// <summary>The scratch memory of a convolution's kernels: independent of the batch, and only alive during one step. Its names begin with that of the operation.</summary>
internal static class ConvolutionScratch
{
    /// <summary>The scratch memory of a kernel of any algorithm, in the order of its parameters.</summary>
    public static IEnumerable<Operand> Of(string name, KernelSpec kernel)
    {
        switch (kernel)
        {
            case ConvolutionForwardKernel k:
                return Packed(name, k.Element, k.Sizes);
            case ConvolutionInputGradientKernel k:
                return Transposed(name, k.Element, k.Sizes);
            case ConvolutionWeightGradientKernel k:
                return Packed(name, k.Element, k.Sizes);
            case ConvolutionRotationKernel k:
                return [.. OfSize(name, k.ScratchSize), Scratch(name, "RotatedWeight", k.Sizes.WeightSize)];
            case DirectForwardKernel k:
                return OfSize(name, k.ScratchSize);
            case DirectWeightGradientKernel k:
                return OfSize(name, k.ScratchSize);
            case WinogradForwardKernel k:
                return OfSize(name, k.ScratchSize);
            case WinogradWeightGradientKernel k:
                return OfSize(name, k.ScratchSize);
            default:
                throw new NotSupportedException(kernel.ClassName);
        }
    }

    /// <summary>A block of patches, and the weights or their gradients with each group by itself if there are several.</summary>
    public static IEnumerable<Operand> Packed(string name, ElementType element, ConvolutionSizes sizes)
    {
        if (!sizes.IsPointwise)
        {
            yield return Patches(name, element, sizes);
        }

        if (sizes.Groups > 1)
        {
            yield return Scratch(name, "PackedWeight", sizes.WeightSize);
        }
    }

    /// <summary>A block of patches, and the transposed weights.</summary>
    public static IEnumerable<Operand> Transposed(string name, ElementType element, ConvolutionSizes sizes)
    {
        if (!ConvolutionScatterKernel.IsDirect(element, sizes))
        {
            yield return Patches(name, element, sizes);
        }

        yield return Scratch(name, "TransposedWeight", sizes.WeightSize);
    }

    /// <summary>A tensor for one step, which writes it before it reads it.</summary>
    public static Operand Scratch(string name, string part, int size) => Operand.Write(new Tensor(name + part, TensorKind.Workspace, size, perSample: false));

    private static IEnumerable<Operand> OfSize(string name, int size) => size == 0 ? Array.Empty<Operand>() : [Scratch(name, "Scratch", size)];

    private static Operand Patches(string name, ElementType element, ConvolutionSizes sizes) => Scratch(name, "Patches", sizes.Block(element) * sizes.PatchSize);
}
