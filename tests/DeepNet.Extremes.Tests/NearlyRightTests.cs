namespace DeepNet.Extremes.Tests;

/// <summary>Losses and gradients of outputs that are nearly right: none of their digits is lost in the difference of two numbers near each other.</summary>
public sealed class NearlyRightTests
{
    [Fact]
    public void Focal_loss_of_a_label_that_is_sure()
    {
        Focal network = new();
        Write(network.Parameters, 20, 0);

        // 1 - p = 1 / (1 + e²⁰), and -log p is nearly the same.
        double rest = 1 / (1 + Math.Exp(20));
        Near(rest * rest * Exact.Log1p(Math.Exp(-20)), network.Backward([0], [0]));
        Near(-3 * rest * rest * rest, network.Dense1.BiasGradient[0]);
        Near(3 * rest * rest * rest, network.Dense1.BiasGradient[1]);
    }

    [Fact]
    public void Focal_loss_of_any_certainty()
    {
        FocalOfThree network = new();
        foreach (float logit in (float[])[-30, -5, -0.1f, 0, 0.1f, 0.2f, 5, 30, 40])
        {
            Write(network.Parameters, logit, 0, 0.1f);
            double others = Math.Exp(-logit) + Math.Exp(0.1f - logit);
            double rest = others / (1 + others);
            double logP = -Exact.Log1p(others);
            Near(-Math.Sqrt(rest) * logP, network.Backward([0], [0]));
            double slope = Math.Sqrt(rest) - (0.5 / Math.Sqrt(rest) * Math.Exp(logP) * logP);
            Near(-slope * rest, network.Dense1.BiasGradient[0]);
            network.ZeroGradients();
        }
    }

    [Fact]
    public void Gradient_of_a_cosine_near_one()
    {
        Cosine network = new();
        Write(network.Parameters, 1, 1e-4f);
        Near(5.001e-9, network.Backward([0], [1, 0]), 1e-5); // with the 1e-12 that is added to each square
        Near(-1.0e-8, network.Dense1.BiasGradient[0], 1e-4);
        Near(1.0e-4, network.Dense1.BiasGradient[1], 1e-4);
    }

    [Theory]
    [InlineData(1e-3f)]
    [InlineData(-1e-3f)]
    [InlineData(1e-6f)]
    [InlineData(0.2f)]
    [InlineData(0.7f)]
    [InlineData(9f)]
    public void Divergence_of_logits_near_each_other(float logit)
    {
        PlainLogitDivergence network = new();
        Write(network.Parameters, logit, 0);
        double half = Math.Tanh(logit / 2.0) / 2; // q = 1/2 + half, p = 1/2: the loss is -log(1 - 4 half²) / 2
        double lost = -4 * half * half;
        Near(-(lost > -0.5 ? Exact.Log1p(lost) : Math.Log(1 + lost)) / 2, network.Backward([0], [0, 0]));
        Near(half, network.Dense1.BiasGradient[0]);
        Near(-half, network.Dense1.BiasGradient[1]);
    }

    [Fact]
    public void Divergence_at_a_temperature_that_makes_all_alike()
    {
        HotLogitDivergence network = new();
        Write(network.Parameters, 3, 0);

        // T² · KL tends to the variance of the difference of the logits, halved: 3² / 4 / 2.
        Near(9.0 / 8, network.Backward([0], [0, 0]));
        Near(3.0 / 4, network.Dense1.BiasGradient[0]);
    }

    [Fact]
    public void Divergence_of_logits_in_double_precision()
    {
        LogitDivergenceDouble network = new();
        double[] targets = [.. Enumerable.Range(0, 9).Select(i => Math.Sin(i))];
        double[] difference = [.. Enumerable.Range(0, 9).Select(i => 1e-6 * Math.Cos(i))];
        targets.Zip(difference, (t, d) => t + d).ToArray().CopyTo(network.Dense1.Bias);
        double sum = targets.Sum(Math.Exp);
        double[] p = [.. targets.Select(t => Math.Exp(t) / sum)];
        double mean = p.Zip(difference, (w, d) => w * d).Sum();
        double variance = p.Zip(difference, (w, d) => w * (d - mean) * (d - mean)).Sum();

        // The terms behind half of the variance are a millionth of it.
        Assert.Equal(1, network.Evaluate([0], targets) / (variance / 2), 2e-6);
    }

    [Fact]
    public void Divergence_of_probabilities_near_each_other()
    {
        PlainDivergence network = new();
        Write(network.Parameters, 1e-3f, 0);
        double half = Math.Tanh(0.5e-3) / 2;
        Near(-Exact.Log1p(-4 * half * half) / 2, network.Evaluate([0], [0.5f, 0.5f]), 1e-3);

        // A target that is one class: -log q.
        Write(network.Parameters, 10, 0);
        Near(Exact.Log1p(Math.Exp(-10)), network.Evaluate([0], [1, 0]), 1e-5);
    }

    private static void Near(double expected, double actual, double tolerance = 2e-6) => Assert.Equal(1, actual / expected, tolerance);

    private static void Write(Span<float> parameters, params float[] bias)
    {
        parameters.Clear();
        bias.CopyTo(parameters[^bias.Length..]);
    }
}
