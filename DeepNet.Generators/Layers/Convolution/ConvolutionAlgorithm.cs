using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Layers.Convolution;

/// <summary>The ways to compute a convolution; the values are those of <c>DeepNet.ConvolutionAlgorithm</c>.</summary>
internal enum ConvolutionAlgorithm
{
    Automatic,
    ImplicitGemm,
    Direct,
    Winograd2,
    Winograd4,
}

/// <summary>What is computed.</summary>
internal enum ConvolutionPass
{
    Forward,
    InputGradient,
    WeightGradient,
}
