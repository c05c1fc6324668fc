using DeepNet.CompilerServices;

namespace DeepNet.Runtime.Tests.CompilerServices.Loops;

/// <summary>Sums of losses at every length from 0 to 256 and around blocks, against their references.</summary>
public sealed class ElementSumTests
{
    private static IEnumerable<int> Lengths => Enumerable.Range(0, 257).Concat([511, 512, 513, 519, 520, 1023, 1024, 1025, 1543]);

    [Fact]
    public void Sums_are_those_of_single_elements()
    {
        foreach (int length in Lengths)
        {
            (float[] x, float[] t) = Numbers(length);
            double[] x2 = [.. x.Select(v => (double)v)];
            double[] t2 = [.. t.Select(v => (double)v)];

            Near(ElementLoops.SumReference<Squares>(ref x[0], ref t[0], length), ElementLoops.Sum<Squares>(ref x[0], ref t[0], length), 1e-6, length);
            Near(ElementLoops.SumReference<Squares>(ref x2[0], ref t2[0], length), ElementLoops.Sum<Squares>(ref x2[0], ref t2[0], length), 1e-14, length);
        }
    }

    [Fact]
    public void Gradients_are_written_and_nothing_behind_them()
    {
        foreach (int length in Lengths)
        {
            (float[] x, float[] t) = Numbers(length);
            float[] gradient = new float[x.Length];
            double[] x2 = [.. x.Select(v => (double)v)];
            double[] t2 = [.. t.Select(v => (double)v)];
            double[] gradient2 = new double[x.Length];

            double sum = ElementLoops.SumWithGradient<SquareLoss>(ref gradient[0], ref x[0], ref t[0], length, 0.5f);
            double sum2 = ElementLoops.SumWithGradient<SquareLoss>(ref gradient2[0], ref x2[0], ref t2[0], length, 0.5);

            Near(ElementLoops.SumReference<Squares>(ref x[0], ref t[0], length), sum, 1e-6, length);
            Near(ElementLoops.SumReference<Squares>(ref x2[0], ref t2[0], length), sum2, 1e-14, length);
            for (int i = 0; i < x.Length; i++)
            {
                Assert.Equal(i < length ? x[i] - t[i] : 0, gradient[i]);
                Assert.Equal(i < length ? x2[i] - t2[i] : 0, gradient2[i]);
            }
        }
    }

    [Fact]
    public void A_long_sum_keeps_its_digits()
    {
        const int Length = 1 << 20;
        float[] x = new float[Length];
        float[] t = new float[Length];
        Array.Fill(x, 0.1f);

        double sum = ElementLoops.Sum<Squares>(ref x[0], ref t[0], Length);

        Near(Length * (double)(0.1f * 0.1f), sum, 1e-6, Length);
    }

    private static (float[] X, float[] T) Numbers(int length)
    {
        Random random = new(length);
        float[] Next() => [.. Enumerable.Range(0, length + 40).Select(_ => random.NextSingle() * 4 - 2)];
        return (Next(), Next());
    }

    private static void Near(double expected, double actual, double tolerance, int length) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{length} elements: expected {expected}, received {actual}");
}
