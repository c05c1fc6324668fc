using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Convolution.Direct;
using DeepNet.Generators.Backends.Cpu.Convolution.Winograd;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution;

/// <summary>The kernels of a convolution and which of them a layer gets: for each pass that with the least estimated time, or the one that the attribute names.</summary>
/// <param name="Element">The element type.</param>
/// <param name="Sizes">The convolution.</param>
/// <param name="Asked">The algorithm that the attribute names; for a pass that it cannot compute, another one is chosen.</param>
internal sealed record ConvolutionKernels(ElementType Element, ConvolutionSizes Sizes, ConvolutionAlgorithm Asked)
{
    /// <summary>The samples that the choice is made for: a usual batch. An algorithm that does not pay for fewer leaves those to the direct one.</summary>
    private const int UsualBatch = 32;

    private static readonly ConvolutionAlgorithm[] Algorithms =
        [ConvolutionAlgorithm.Direct, ConvolutionAlgorithm.ImplicitGemm, ConvolutionAlgorithm.Winograd2, ConvolutionAlgorithm.Winograd4];

    /// <summary>Whether an algorithm can compute a pass.</summary>
    public static bool Fits(ConvolutionAlgorithm algorithm, ConvolutionPass pass, ConvolutionSizes sizes) => algorithm switch
    {
        ConvolutionAlgorithm.ImplicitGemm => true,
        _ when sizes.IsVolume => false,
        _ when pass == ConvolutionPass.InputGradient && !ConvolutionRotationKernel.Fits(sizes) => false,
        ConvolutionAlgorithm.Direct => sizes.Groups == 1 && !sizes.IsPointwise,
        _ => WinogradSizes.Fits(sizes),
    };

    /// <summary>The algorithm of a pass.</summary>
    public ConvolutionAlgorithm Choose(ConvolutionPass pass) => Asked != ConvolutionAlgorithm.Automatic && Fits(Asked, pass, Sizes)
        ? Asked
        : Algorithms.Where(a => Fits(a, pass, Sizes)).OrderBy(a => Cost(a, pass, UsualBatch)).First();

    /// <summary>What names in comments say: <c>Winograd F(4x4, 3x3)</c>.</summary>
    public static string Describe(ConvolutionAlgorithm algorithm) => algorithm switch
    {
        ConvolutionAlgorithm.Direct => "direct",
        ConvolutionAlgorithm.Winograd2 => "Winograd F(2x2, 3x3)",
        ConvolutionAlgorithm.Winograd4 => "Winograd F(4x4, 3x3)",
        _ => "implicit GEMM",
    };

    /// <summary>The kernel of the forward pass.</summary>
    public KernelSpec Forward(ConvolutionAlgorithm algorithm, ConvolutionEpilogue epilogue) => algorithm == ConvolutionAlgorithm.ImplicitGemm
        ? new ConvolutionForwardKernel(Element, Sizes, epilogue)
        : Forward(algorithm, Sizes, epilogue, ConvolutionPass.Forward);

    /// <summary>The kernel of the input's gradient.</summary>
    public KernelSpec InputGradient(ConvolutionAlgorithm algorithm, bool accumulates, ElementwiseKernel? derivative) => algorithm == ConvolutionAlgorithm.ImplicitGemm
        ? new ConvolutionInputGradientKernel(Element, Sizes, accumulates, derivative)
        : new ConvolutionRotationKernel(
            Element,
            Sizes,
            Forward(algorithm, ConvolutionRotationKernel.Back(Sizes), new ConvolutionEpilogue { Accumulates = accumulates, Derivative = derivative }, ConvolutionPass.InputGradient));

    /// <summary>The kernel of the weights' gradient.</summary>
    public KernelSpec WeightGradient(ConvolutionAlgorithm algorithm, bool hasBias) => algorithm switch
    {
        ConvolutionAlgorithm.ImplicitGemm => new ConvolutionWeightGradientKernel(Element, Sizes, hasBias),
        ConvolutionAlgorithm.Direct => new DirectWeightGradientKernel(Element, Sizes, hasBias),
        _ => new WinogradWeightGradientKernel(Element, Sizes, Outputs(algorithm), hasBias) { MinimumSamples = MinimumSamples(algorithm, ConvolutionPass.WeightGradient) },
    };

    /// <summary>The estimated nanoseconds of a pass.</summary>
    public double Cost(ConvolutionAlgorithm algorithm, ConvolutionPass pass, int samples) => ConvolutionCost.Nanoseconds(algorithm, pass, Element, Sizes, samples);

    private static int Outputs(ConvolutionAlgorithm algorithm) => algorithm == ConvolutionAlgorithm.Winograd2 ? 2 : 4;

    private KernelSpec Forward(ConvolutionAlgorithm algorithm, ConvolutionSizes sizes, ConvolutionEpilogue epilogue, ConvolutionPass pass) => algorithm == ConvolutionAlgorithm.Direct
        ? new DirectForwardKernel(Element, sizes, epilogue)
        : new WinogradForwardKernel(Element, sizes, Outputs(algorithm), epilogue) { MinimumSamples = MinimumSamples(algorithm, pass) };

    /// <summary>The samples from which on an algorithm takes less time than the direct one; an algorithm that the attribute names is not replaced.</summary>
    private int MinimumSamples(ConvolutionAlgorithm algorithm, ConvolutionPass pass) => Asked == algorithm
        ? 1
        : Enumerable.Range(1, UsualBatch).First(n => n == UsualBatch || Cost(algorithm, pass, n) < Cost(ConvolutionAlgorithm.Direct, pass, n));
}
