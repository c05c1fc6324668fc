using System;
using System.Collections.Generic;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Backends.Cpu.Convolution;

/// <summary>The scratch memory of a convolution's kernels: independent of the batch, and only alive during one step.</summary>
internal static class ConvolutionScratch
{
    /// <summary>The scratch memory of a kernel of any algorithm, in the order of its parameters.</summary>
    public static IEnumerable<Operand> Of(Node node, KernelSpec kernel)
    {
        switch (kernel)
        {
            case ConvolutionForwardKernel k:
                return Packed(node, k.Element, k.Sizes);
            case ConvolutionInputGradientKernel k:
                return Transposed(node, k.Element, k.Sizes);
            case ConvolutionWeightGradientKernel k:
                return Packed(node, k.Element, k.Sizes);
            case ConvolutionRotationKernel k:
                return [.. OfSize(node, k.ScratchSize), Scratch(node, "RotatedWeight", k.Sizes.WeightSize)];
            case DirectForwardKernel k:
                return OfSize(node, k.ScratchSize);
            case DirectWeightGradientKernel k:
                return OfSize(node, k.ScratchSize);
            case WinogradForwardKernel k:
                return OfSize(node, k.ScratchSize);
            case WinogradWeightGradientKernel k:
                return OfSize(node, k.ScratchSize);
            default:
                throw new NotSupportedException(kernel.ClassName);
        }
    }

    /// <summary>A block of patches, and the weights or their gradients with each group by itself if there are several.</summary>
    public static IEnumerable<Operand> Packed(Node node, ElementType element, ConvolutionSizes sizes)
    {
        if (!sizes.IsPointwise)
        {
            yield return Patches(node, element, sizes);
        }

        if (sizes.Groups > 1)
        {
            yield return Scratch(node, "PackedWeight", sizes.WeightSize);
        }
    }

    /// <summary>A block of patches, and the transposed weights.</summary>
    public static IEnumerable<Operand> Transposed(Node node, ElementType element, ConvolutionSizes sizes)
    {
        if (!ConvolutionScatterKernel.IsDirect(element, sizes))
        {
            yield return Patches(node, element, sizes);
        }

        yield return Scratch(node, "TransposedWeight", sizes.WeightSize);
    }

    /// <summary>A tensor for one step, which writes it before it reads it.</summary>
    public static Operand Scratch(Node node, string name, int size) => Operand.Write(new Tensor(node.Name + name, TensorKind.Workspace, size, perSample: false));

    private static IEnumerable<Operand> OfSize(Node node, int size) => size == 0 ? Array.Empty<Operand>() : [Scratch(node, "Scratch", size)];

    private static Operand Patches(Node node, ElementType element, ConvolutionSizes sizes) => Scratch(node, "Patches", sizes.Block(element) * sizes.PatchSize);
}
