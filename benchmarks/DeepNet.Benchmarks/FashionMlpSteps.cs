using DeepNet.Benchmarks.Networks;

namespace DeepNet.Benchmarks;

/// <summary>784-128-10.</summary>
public class FashionMlpSteps : StepBenchmarks<FashionMlp>
{
    /// <inheritdoc/>
    protected override int[] Sizes => [784, 128, 10];
}
