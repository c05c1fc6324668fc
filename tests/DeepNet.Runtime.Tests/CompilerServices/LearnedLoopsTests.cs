using DeepNet.CompilerServices;
using DeepNet.Numerics;

namespace DeepNet.Runtime.Tests.CompilerServices;

/// <summary>Sums that are the gradient of a learned operand, over many rows: against sums in double precision, and the same bits whichever samples are taken together.</summary>
public sealed class LearnedLoopsTests
{
    private const int Samples = 3;

    [Theory]
    [InlineData(1, 5)]
    [InlineData(1, 50_000)]
    [InlineData(3, 200)]
    [InlineData(8, 65)]
    [InlineData(37, 1)]
    [InlineData(37, 3_000)]
    public void Sums_of_many_rows_keep_their_digits(int width, int rows)
    {
        (float[] saved, float[] dOutput, float[] slopes) = Numbers(width, rows);
        float[] sums = new float[Samples * width];
        float[] gradients = new float[saved.Length];

        SingleLearnedLoops.BackwardWithSums<Slope>(ref gradients[0], ref sums[0], ref saved[0], ref dOutput[0], ref slopes[0], Samples, rows, width);

        double[] expected = new double[sums.Length], magnitude = new double[sums.Length];
        for (int i = 0; i < saved.Length; i++)
        {
            double part = saved[i] > 0 ? 0 : (double)saved[i] * dOutput[i];
            int at = (i / (rows * width) * width) + (i % width);
            expected[at] += part;
            magnitude[at] += Math.Abs(part);
            Assert.Equal(saved[i] > 0 ? dOutput[i] : slopes[i % width] * dOutput[i], gradients[i]);
        }

        Assert.All(sums, (sum, i) => Assert.True(Math.Abs(sum - expected[i]) <= 1e-6 * magnitude[i], $"Expected {expected[i]:R} at {i}, received {sum:R}."));
    }

    [Theory]
    [InlineData(1, 1000)]
    [InlineData(13, 100)]
    public void All_forms_give_the_same_bits(int width, int rows)
    {
        (float[] saved, float[] dOutput, float[] slopes) = Numbers(width, rows);
        float[] together = new float[Samples * width], alone = new float[Samples * width], one = new float[Samples * width], added = new float[Samples * width];
        float[] gradients = new float[saved.Length], accumulated = new float[saved.Length], inPlace = [.. dOutput];

        SingleLearnedLoops.BackwardWithSums<Slope>(ref gradients[0], ref together[0], ref saved[0], ref dOutput[0], ref slopes[0], Samples, rows, width);
        SingleLearnedLoops.AccumulateWithSums<Slope>(ref accumulated[0], ref added[0], ref saved[0], ref dOutput[0], ref slopes[0], Samples, rows, width);
        SingleLearnedLoops.Sums<Slope>(ref alone[0], ref saved[0], ref dOutput[0], ref slopes[0], Samples, rows, width);
        for (int sample = 0; sample < Samples; sample++)
        {
            int at = sample * rows * width;
            SingleLearnedLoops.BackwardWithSums<Slope>(ref inPlace[at], ref one[sample * width], ref saved[at], ref inPlace[at], ref slopes[0], 1, rows, width);
        }

        Assert.Equal(together, alone);
        Assert.Equal(together, one);
        Assert.Equal(together, added);
        Assert.Equal(gradients, inPlace);
        Assert.Equal(gradients, accumulated);
    }

    private static (float[] Saved, float[] DOutput, float[] Slopes) Numbers(int width, int rows)
    {
        Random random = new(width);
        float[] Fill(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 4) - 2)];
        return (Fill(Samples * rows * width), Fill(Samples * rows * width), Fill(width));
    }

    /// <summary><c>x &gt; 0 ? x : slope · x</c>.</summary>
    private readonly struct Slope : ILearnedOperator<float>
    {
        static TVector ILearnedOperator<float>.Value<TVector, L>(TVector x, TVector learned) => L.Select(L.LessThan(L.Create(0), x), x, L.Multiply(learned, x));

        static TVector ILearnedOperator<float>.InputGradient<TVector, L>(TVector saved, TVector dy, TVector learned) => L.Select(L.LessThan(L.Create(0), saved), dy, L.Multiply(learned, dy));

        static TVector ILearnedOperator<float>.Part<TVector, L>(TVector saved, TVector dy) => L.AndNot(L.Multiply(saved, dy), L.LessThan(L.Create(0), saved));
    }
}
