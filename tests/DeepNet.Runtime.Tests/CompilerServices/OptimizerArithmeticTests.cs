using DeepNet.CompilerServices;

namespace DeepNet.Runtime.Tests.CompilerServices;

/// <summary>Norms, exchanges and closed forms against loops over single numbers.</summary>
public sealed class OptimizerArithmeticTests
{
    [Theory]
    [InlineData(0.9, 0.004)]
    [InlineData(0.9, 0)]
    [InlineData(0.5, 1)]
    [InlineData(0, 0.004)]
    public void The_product_of_momenta_is_that_of_a_loop(double beta1, double decay)
    {
        double product = 1;
        for (int step = 1; step <= 3000; step++)
        {
            product *= StepCoefficients.NAdamMomentum(beta1, decay, step);
            if (product is > 0 and < 1e-300)
            {
                break; // The loop's own product gets subnormal and loses its digits; 1 - product has long been 1.
            }

            double actual = StepCoefficients.NAdamMomentumProduct(beta1, decay, step);
            Assert.True(Math.Abs(actual - product) <= 1e-12 * product, $"step {step}: {actual}, expected {product}");
        }
    }

    [Fact]
    public void Rectification_begins_when_the_variance_is_known()
    {
        Assert.Equal(0, StepCoefficients.Rectification(0.999, 5));
        Assert.InRange(StepCoefficients.Rectification(0.999, 6), 1e-6, 0.1);
        Assert.Equal(1, StepCoefficients.Rectification(0.999, 1e6), 1e-6);
    }

    [Fact]
    public void Sums_of_squares_are_those_of_a_loop()
    {
        var random = new Random(3);
        for (int length = 0; length < 100; length++)
        {
            double[] values = [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)];
            float[] singles = [.. values.Select(static v => (float)v)];
            Assert.Equal(values.Sum(static v => v * v), GradientNorm.SumOfSquares(values), 1e-13);
            Assert.Equal(singles.Sum(static v => (double)v * v), GradientNorm.SumOfSquares(singles), 1e-13);
        }
    }

    [Fact]
    public void A_sum_of_squares_does_not_overflow_in_single_precision() =>
        Assert.Equal(2 * (double)float.MaxValue * float.MaxValue, GradientNorm.SumOfSquares([float.MaxValue, float.MaxValue]));

    [Fact]
    public void Factors()
    {
        Assert.Equal(1, GradientNorm.ClipFactor(0.5, 1));
        Assert.Equal(0.5, GradientNorm.ClipFactor(2, 1), 1e-6);
        Assert.Equal(0, GradientNorm.UnitFactor(0));
        Assert.Equal(0.25, GradientNorm.UnitFactor(4));
        Assert.Equal(2, GradientNorm.TrustRatio([0f, 4], [2f, 0]));
        Assert.Equal(1, GradientNorm.TrustRatio([0.0], [2.0]));
        Assert.Equal(1, GradientNorm.TrustRatio([2.0], [0.0]));
    }

    [Fact]
    public void An_exchange_leaves_nothing_out()
    {
        for (int length = 0; length < 40; length++)
        {
            float[] a = [.. Enumerable.Range(0, length).Select(static i => (float)i)], b = [.. Enumerable.Range(100, length + 3).Select(static i => (float)i)];
            WeightAverages.Exchange(a.AsSpan(), b.AsSpan());
            Assert.Equal(Enumerable.Range(100, length).Select(static i => (float)i), a);
            Assert.Equal(Enumerable.Range(0, length).Concat(Enumerable.Range(100 + length, 3)).Select(static i => (float)i), b);
        }
    }

    [Fact]
    public void Accumulated_batches_are_in_the_file()
    {
        using var directory = new TemporaryDirectory();
        TensorEntry[] tensors = [new("w", [2], 0)];
        TrainingState state = new(3, 4, 5) { Accumulated = 2 };
        NetworkFile.Save<float>(directory["net"], "Net", tensors, new float[] { 1, 2 }, state);
        Assert.Equal(state, NetworkFile.Load(directory["net"], "Net", tensors, [], new float[2].AsSpan()));
    }
}
