namespace DeepNet.Extremes.Tests;

/// <summary>Losses of outputs that are huge, infinite, nearly right, or many.</summary>
public sealed class LossTests
{
    private const float Infinity = float.PositiveInfinity;

    [Theory]
    [InlineData(1e8f, 1e8f, 1, 0.6931472)]
    [InlineData(10000f, 9999f, 0, 0.3132617)]
    [InlineData(-1e30f, -1e30f, 0, 0.6931472)]
    [InlineData(float.NegativeInfinity, 0f, 1, 0)]
    public void Cross_entropy_of_large_logits(float first, float second, int label, double expected)
    {
        Labels network = new();
        Write(network.Parameters, first, second);

        Assert.Equal(expected, network.Evaluate([0], [label]), 1e-6);
        Assert.Equal(expected, network.Backward([0], [label]), 1e-6);
        Assert.Equal(-1, network.Gradients.IndexOf(float.NaN));
    }

    [Fact]
    public void Smoothed_and_weighted_cross_entropy_of_large_logits()
    {
        SmoothedLabels smoothed = new();
        Write(smoothed.Parameters, 1e8f, 1e8f);
        Assert.Equal(Math.Log(2), smoothed.Evaluate([0], [1]), 1e-6);

        WeightedLabels weighted = new();
        Write(weighted.Parameters, 1e8f, 1e8f, -Infinity);
        Assert.Equal(Math.Log(2), weighted.Evaluate([0], [0]), 1e-6);
        Write(weighted.Parameters, 1e8f, -Infinity, 1e8f);
        Assert.Equal(Math.Log(2), weighted.Evaluate([0, 0], [0, 1]), 1e-6); // the second does not count
    }

    [Fact]
    public void Dense_targets_of_large_and_infinite_logits()
    {
        DenseTargets network = new();
        Write(network.Parameters, 1e8f, 1e8f);
        Assert.Equal(Math.Log(2), network.Evaluate([0], [0.5f, 0.5f]), 1e-6);

        Write(network.Parameters, -Infinity, 0);
        Assert.Equal(0, network.Backward([0], [0, 1]));
        Assert.Equal([0f, 0f], network.Dense1.BiasGradient.ToArray());
        Assert.Equal(Infinity, network.Evaluate([0], [1, 0]));
    }

    [Fact]
    public void Dense_targets_of_infinite_logits_in_long_rows()
    {
        DenseTargetsDouble network = new();
        double[] logits = [.. Enumerable.Range(0, 11).Select(i => i % 2 == 0 ? double.NegativeInfinity : 5)];
        double[] targets = [.. logits.Select(l => l == 5 ? 0.2 : 0)];
        logits.CopyTo(network.Dense1.Bias);

        Assert.Equal(Math.Log(5), network.Backward([0], targets), 1e-14);
        Assert.All(network.Dense1.BiasGradient.ToArray(), g => Assert.Equal(0, g, 1e-15));
    }

    [Fact]
    public void Divergence_of_infinite_logits()
    {
        float[] logits = [.. Enumerable.Range(0, 11).Select(i => i % 2 == 0 ? -Infinity : 1e8f)];
        float[] targets = [.. logits.Select(l => l > 0 ? 0.2f : 0)];
        Divergence network = new();
        Write(network.Parameters, logits);
        Assert.Equal(0, network.Backward([0], targets), 1e-6);
        Assert.All(network.Dense1.BiasGradient.ToArray(), g => Assert.Equal(0, g, 1e-7));

        LogitDivergence teacher = new();
        Write(teacher.Parameters, logits);
        Assert.Equal(0, teacher.Backward([0], logits), 1e-6);
        Assert.All(teacher.Dense1.BiasGradient.ToArray(), g => Assert.Equal(0, g, 1e-7));
    }

    [Fact]
    public void Focal_loss_of_large_and_infinite_logits()
    {
        Focal network = new();
        Write(network.Parameters, 1e8f, 1e8f);
        Assert.Equal(0.25 * Math.Log(2), network.Evaluate([0], [1]), 1e-6);

        Write(network.Parameters, -Infinity, 0);
        Assert.Equal(0, network.Backward([0], [1]));
        Assert.Equal([0f, 0f], network.Dense1.BiasGradient.ToArray());
        network.ZeroGradients();
        Assert.Equal(Infinity, network.Backward([0], [0]));
        Assert.Equal([-1f, 1f], network.Dense1.BiasGradient.ToArray());
    }

    [Fact]
    public void Focal_loss_of_a_label_that_is_nearly_sure_keeps_its_digits()
    {
        Focal network = new();
        Write(network.Parameters, 8, 0);
        double p = 1 / (1 + Math.Exp(-8));
        double expected = (1 - p) * (1 - p) * -Math.Log(p);
        Assert.Equal(1, network.Evaluate([0], [0]) / expected, 1e-3);
    }

    [Fact]
    public void Alignment_of_large_and_infinite_logits()
    {
        Alignment network = new();
        Write(network.Parameters, 1e8f, 1e8f);
        Assert.Equal(0.2876821, network.Evaluate([0, 0], [1]), 1e-6);
        Assert.Equal(0.2876821, network.Backward([0, 0], [1]), 1e-6);

        // Each step is 1/2 likely to be blank or label; of four ways three have the label.
        Assert.Equal(1 - 4d / 3, network.Dense1.BiasGradient[1], 1e-6);

        Write(network.Parameters, -Infinity, 0);
        network.ZeroGradients();
        Assert.Equal(0, network.Backward([0, 0], [1]), 1e-6);
        Assert.Equal([0f, 0f], network.Dense1.BiasGradient.ToArray());
    }

    [Fact]
    public void Hinge_of_large_scores()
    {
        ClassHinge network = new();
        Write(network.Parameters, 1e8f, 1e8f);
        Assert.Equal(0.5f, network.Evaluate([0], [1]));
    }

    [Fact]
    public void Binary_losses_of_infinite_logits_on_the_targets_side()
    {
        float[] logits = [Infinity, -Infinity, Infinity, -Infinity, 1e30f, -1e30f, Infinity, -Infinity, Infinity];
        float[] targets = [.. logits.Select(l => l > 0 ? 1f : 0f)];
        Binary plain = new();
        WeightedBinary weighted = new();
        BinaryFocal focal = new();
        Write(plain.Parameters, logits);
        Write(weighted.Parameters, logits);
        Write(focal.Parameters, logits);

        Assert.Equal(0, plain.Backward([0], targets));
        Assert.Equal(0, weighted.Backward([0], targets));
        Assert.Equal(0, focal.Backward([0], targets));
        Assert.All(plain.Gradients.ToArray(), g => Assert.Equal(0, g));
        Assert.All(weighted.Gradients.ToArray(), g => Assert.Equal(0, g));
        Assert.All(focal.Gradients.ToArray(), g => Assert.Equal(0, g));
    }

    [Fact]
    public void Binary_losses_of_infinite_logits_on_the_other_side()
    {
        float[] logits = [Infinity, -Infinity, Infinity, -Infinity, Infinity, -Infinity, Infinity, -Infinity, Infinity];
        float[] targets = [.. logits.Select(l => l > 0 ? 0f : 1f)];
        Binary plain = new();
        BinaryFocal focal = new();
        Write(plain.Parameters, logits);
        Write(focal.Parameters, logits);

        Assert.Equal(Infinity, plain.Backward([0], targets));
        Assert.Equal(Infinity, focal.Backward([0], targets));
        Assert.All(focal.Dense1.BiasGradient.ToArray(), g => Assert.Equal(1f / 9, Math.Abs(g), 1e-7));
        Assert.Equal(plain.Gradients.ToArray(), focal.Gradients.ToArray());
    }

    [Fact]
    public void Poisson_of_a_rate_of_zero_and_nothing_counted()
    {
        Poisson network = new();
        network.Dense1.Bias.Fill(-Infinity);
        Assert.Equal(0, network.Backward([0], new float[9]));
        Assert.All(network.Gradients.ToArray(), g => Assert.Equal(0, g));
    }

    [Fact]
    public void Log_cosh_of_a_small_error()
    {
        LogCosh network = new();
        network.Parameters.Clear();
        Assert.Equal(5.0e-9, network.Evaluate([0], [1e-4f]), 1e-14);
    }

    [Fact]
    public void Log_cosh_keeps_its_digits_for_every_error()
    {
        LogCosh network = new();
        LogCoshDouble wide = new();
        LogCoshRow row = new();
        network.Parameters.Clear();
        wide.Parameters.Clear();
        row.Parameters.Clear();
        for (double error = 1e-15; error < 1e30; error *= 1.17)
        {
            // cosh(x) - 1 = 2 sinh²(x / 2), and log cosh x = |x| - log 2 to all digits for large x.
            double Right(double x) => x > 20 ? x - Math.Log(2) : Exact.Log1p(2 * Math.Pow(Math.Sinh(x / 2), 2));
            float single = (float)error;
            Assert.Equal(1, network.Evaluate([0], [single]) / Right(single), 1e-6);
            Assert.Equal(1, row.Evaluate([0], [.. Enumerable.Repeat(-single, 9)]) / Right(single), 1e-6);
            Assert.Equal(1, wide.Evaluate([0], [error]) / Right(error), 2e-14);
        }
    }

    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-3)]
    [InlineData(1e-5)]
    public void Cosine_of_a_small_angle(double angle)
    {
        Cosine network = new();
        Write(network.Parameters, 3, 4);
        double x = 3 * Math.Cos(angle) - 4 * Math.Sin(angle);
        double y = 3 * Math.Sin(angle) + 4 * Math.Cos(angle);
        double seen = Math.Atan2(4, 3) - Math.Atan2((float)y, (float)x); // of the targets as floats
        double expected = 2 * Math.Pow(Math.Sin(seen / 2), 2);
        Assert.Equal(expected, network.Evaluate([0], [(float)x, (float)y]), expected * 5e-7 / angle + 2e-13);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(128)]
    public void The_mean_of_many_rows_keeps_its_digits(int samples)
    {
        ManyRows network = new();
        Assert.Equal(2.3025851, network.Evaluate(new float[samples * 1024], new int[samples * 1024]), 1e-6);
        Assert.Equal(2.3025851, network.Backward(new float[samples * 1024], new int[samples * 1024]), 1e-6);

        ManyElements elements = new();
        float[] targets = [.. Enumerable.Repeat(0.1f, samples * 10240)];
        Assert.Equal(0.1f * 0.1f, elements.Evaluate(new float[samples * 1024], targets), 1e-8);
    }

    private static void Write(Span<float> parameters, params float[] bias)
    {
        parameters.Clear();
        bias.CopyTo(parameters[^bias.Length..]);
    }
}
