using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Cpu.Convolution;

/// <summary>What is computed.</summary>
internal enum ConvolutionPass
{
    Forward,
    InputGradient,
    WeightGradient,
}
