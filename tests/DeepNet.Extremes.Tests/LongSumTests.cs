namespace DeepNet.Extremes.Tests;

/// <summary>Sums over hundreds of thousands of numbers keep their digits. Added one by one in single precision, they would lose three of them.</summary>
public sealed class LongSumTests
{
    private const int Steps = 200_000;
    private const int Channels = 3;
    private const double Tolerance = 1e-6;

    // Of the squares of y - t, where y = gamma · x̂ + beta, and gamma is 1, beta 0 and t always the same.
    private const float Target = -0.3f;

    [Fact]
    public void Gradients_of_batch_norm()
    {
        LongBatchNorm network = new();
        float[] input = Ramp();
        network.Backward(input, Targets());
        CheckGradients(input, (step, channel) => channel, network.BatchNorm1.GammaGradient, network.BatchNorm1.BetaGradient);
    }

    [Fact]
    public void Gradients_of_group_norm()
    {
        LongGroupNorm network = new();
        float[] input = Ramp();
        network.Backward(input, Targets());
        CheckGradients(input, (step, channel) => 0, network.GroupNorm1.GammaGradient, network.GroupNorm1.BetaGradient);
    }

    [Fact]
    public void Gradients_of_layer_norm()
    {
        LongLayerNorm network = new();
        float[] input = Ramp();
        network.Backward(input, Targets());
        CheckGradients(input, (step, channel) => step, network.LayerNorm1.GammaGradient, network.LayerNorm1.BetaGradient);
    }

    [Fact]
    public void Gradients_of_layer_norm_whose_input_has_one_too()
    {
        LongLayerNormBehindDense network = new();
        network.Dense1.Weight.Clear();
        for (int i = 0; i < Channels; i++)
        {
            network.Dense1.Weight[(i * Channels) + i] = 1;
        }

        float[] input = Ramp();
        network.Backward(input, Targets());
        CheckGradients(input, (step, channel) => step, network.LayerNorm1.GammaGradient, network.LayerNorm1.BetaGradient);
    }

    [Fact]
    public void Gradients_of_biases()
    {
        LongDense network = new();
        network.Backward(new float[Steps], LowTargets());
        Assert.All(network.Dense1.BiasGradient.ToArray(), g => Assert.Equal(1.0 / Channels, g, Tolerance / Channels));
    }

    [Fact]
    public void Updates_of_biases()
    {
        LongDense network = new();
        network.TrainStep(new float[Steps], LowTargets());
        Assert.All(network.Dense1.Bias.ToArray(), b => Assert.Equal(-1.0 / Channels, b, Tolerance / Channels));
    }

    [Fact]
    public void Means_of_sequences_and_images()
    {
        float[] input = [.. Enumerable.Repeat(0.1f, Steps * Channels)];
        float[] output = new float[Channels];
        new LongMean().Forward(input, output);
        Assert.All(output, y => Assert.Equal(0.1f, y, Tolerance / 10));
        new TallMean().Forward(input, output);
        Assert.All(output, y => Assert.Equal(0.1f, y, Tolerance / 10));
    }

    [Fact]
    public void An_infinite_mean_stays_infinite()
    {
        float[] input = [.. Enumerable.Repeat(0.1f, Steps * Channels)];
        input[Channels] = float.PositiveInfinity;
        float[] output = new float[Channels];
        new LongMean().Forward(input, output);
        Assert.Equal(float.PositiveInfinity, output[0]);
        Assert.Equal(0.1f, output[1], Tolerance / 10);
    }

    [Fact]
    public void Lengths_of_wide_rows()
    {
        float[] output = new float[Steps];
        new WideLength().Forward([.. Enumerable.Repeat(0.1f, Steps)], output);
        double expected = 1 / Math.Sqrt(Steps);
        Assert.All(output, y => Assert.Equal(expected, y, Tolerance * expected));
    }

    [Fact]
    public void Statistics_of_wide_rows()
    {
        float[] input = [.. Enumerable.Range(0, Steps).Select(i => 0.1f * (i % 3))];
        float[] output = new float[Steps];
        new WideLayerNorm().Forward(input, output);
        double mean = input.Average(x => (double)x);
        double deviation = Math.Sqrt(input.Average(x => (x - mean) * (x - mean)) + 1e-5);
        for (int i = 0; i < Steps; i++)
        {
            Assert.Equal((input[i] - mean) / deviation, output[i], Tolerance);
        }
    }

    [Fact]
    public void Sums_of_wide_softmax()
    {
        float[] input = [.. Enumerable.Range(0, Steps).Select(i => -0.3f * (i % 3))];
        float[] output = new float[Steps];
        new WideSoftmax().Forward(input, output);
        double sum = input.Sum(x => Math.Exp(x));
        Assert.All(input.Zip(output), p => Assert.Equal(Math.Exp(p.First) / sum, p.Second, Tolerance / sum));
    }

    /// <summary>Values that are all different, around 1.</summary>
    private static float[] Ramp() => [.. Enumerable.Range(0, Steps * Channels).Select(i => 1 + ((i * 37L % 1009) / 1009f) + (0.1f * (i % Channels)))];

    private static float[] Targets() => [.. Enumerable.Repeat(Target, Steps * Channels)];

    private static float[] LowTargets() => [.. Enumerable.Repeat(-9f, Steps * Channels)];

    private static void CheckGradients(float[] input, Func<int, int, int> groupOf, ReadOnlySpan<float> gamma, ReadOnlySpan<float> beta)
    {
        double[] expectedGamma = new double[Channels];
        double[] expectedBeta = new double[Channels];
        double terms = 0; // of a channel's gradients: rounding is relative to them
        foreach (IGrouping<int, int> group in Enumerable.Range(0, input.Length).GroupBy(i => groupOf(i / Channels, i % Channels)))
        {
            double mean = group.Average(i => (double)input[i]);
            double deviation = Math.Sqrt(group.Average(i => (input[i] - mean) * (input[i] - mean)) + 1e-5);
            foreach (int i in group)
            {
                double normalized = (input[i] - mean) / deviation;
                double gradient = 2 * (normalized - Target) / input.Length;
                expectedGamma[i % Channels] += gradient * normalized;
                expectedBeta[i % Channels] += gradient;
                terms += Math.Abs(gradient) / Channels;
            }
        }

        for (int channel = 0; channel < Channels; channel++)
        {
            Assert.Equal(expectedGamma[channel], gamma[channel], Tolerance * terms);
            Assert.Equal(expectedBeta[channel], beta[channel], Tolerance * terms);
        }
    }
}
