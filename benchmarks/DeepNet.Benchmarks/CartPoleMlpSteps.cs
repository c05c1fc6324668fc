using DeepNet.Benchmarks.Networks;

namespace DeepNet.Benchmarks;

/// <summary>4-64-64-2.</summary>
public class CartPoleMlpSteps : StepBenchmarks<CartPoleMlp>
{
    /// <inheritdoc/>
    protected override int[] Sizes => [4, 64, 64, 2];
}
