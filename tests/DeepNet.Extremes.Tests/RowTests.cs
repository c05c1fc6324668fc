namespace DeepNet.Extremes.Tests;

/// <summary>
/// Rows so large that their squares are infinite in single precision, and so small that they are 0. PyTorch gives NaN or 0 for the large ones; here they are what they are in
/// mathematics, as long as the differences of a row's elements are finite.
/// </summary>
public sealed class RowTests
{
    private const int Width = 11;
    private const double Tolerance = 2e-6;

    public static TheoryData<float> Sizes => [1f, 1e10f, 1e20f, 1e30f, 1e37f, 1e-10f, 1e-20f, 1e-30f];

    [Theory, MemberData(nameof(Sizes))]
    public void Layer_norm(float size)
    {
        LayerNormRow network = new();
        network.Parameters[..Width].Clear();
        float[] row = Row(size);
        row.CopyTo(network.Dense1.Bias);
        float[] output = new float[Width];
        network.Forward([0], output);
        network.Backward([0], Other(1));
        Check(row, row.Average(x => (double)x), output, network.Dense1.BiasGradient);
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Rms_norm(float size)
    {
        RmsNormRow network = new();
        network.Parameters[..Width].Clear();
        float[] row = Row(size);
        row.CopyTo(network.Dense1.Bias);
        float[] output = new float[Width];
        network.Forward([0], output);
        network.Backward([0], Other(1));
        Check(row, 0, output, network.Dense1.BiasGradient);
    }

    [Theory, MemberData(nameof(Sizes))]
    public void L2_normalize(float size)
    {
        L2NormalizeRow network = new();
        float[] row = Row(size);
        row.CopyTo(network.Dense1.Bias);
        float[] output = new float[Width];
        network.Forward([0], output);
        network.Backward([0], Other(1));

        double length = Math.Sqrt(row.Sum(x => (double)x * x));
        double divisor = Math.Max(length, 1e-12);
        double[] expected = [.. row.Select(x => x / divisor)];
        double[] dOutput = [.. expected.Zip(Other(1), (y, t) => 2 * (y - t) / Width)];
        double dot = length > 1e-12 ? expected.Zip(dOutput, (y, dy) => y * dy).Sum() : 0;
        Near(expected, output);
        Near([.. expected.Zip(dOutput, (y, dy) => (dy - (y * dot)) / divisor)], network.Dense1.BiasGradient);
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Cosine_loss(float size)
    {
        CosineRow network = new();
        float[] row = Row(size);
        float[] target = Other(size);
        row.CopyTo(network.Dense1.Bias);
        float loss = network.Backward([0], target);

        double square = row.Sum(x => (double)x * x) + 1e-12;
        double lengths = Math.Sqrt(square) * Math.Sqrt(target.Sum(x => (double)x * x) + 1e-12);
        double cosine = row.Zip(target, (x, t) => (double)x * t).Sum() / lengths;
        Assert.Equal(1 - cosine, loss, Tolerance);
        Near([.. row.Zip(target, (x, t) => (x * cosine / square) - (t / lengths))], network.Dense1.BiasGradient);
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Triplet_loss(float size)
    {
        TripletRow network = new();
        float[] row = Row(size);
        float[] positive = Other(-size);
        float[] negative = Other(size);
        row.CopyTo(network.A.Bias);
        positive.CopyTo(network.P.Bias);
        negative.CopyTo(network.N.Bias);
        float loss = network.Backward([0]);

        double[] toPositive = [.. row.Zip(positive, (x, p) => (double)(x - p) + 1e-6)];
        double[] toNegative = [.. row.Zip(negative, (x, n) => (double)(x - n) + 1e-6)];
        double near = Math.Sqrt(toPositive.Sum(d => d * d));
        double far = Math.Sqrt(toNegative.Sum(d => d * d));
        Assert.Equal(1, loss / (near - far + 1), Tolerance);

        // Where the shift of 1e-6 is all that there is, the two parts of the anchor's gradient are equal but for their rounding.
        Near([.. toPositive.Zip(toNegative, (p, n) => (p / near) - (n / far))], network.A.BiasGradient, 1);
        Near([.. toPositive.Select(p => -p / near)], network.P.BiasGradient);
        Near([.. toNegative.Select(n => n / far)], network.N.BiasGradient);
    }

    private static float[] Row(float size) => [.. Enumerable.Range(1, Width).Select(i => size * (i % 3 == 0 ? -i : i))];

    private static float[] Other(float size) => [.. Enumerable.Range(1, Width).Select(i => size * (i % 4 == 0 ? -2 : 1 + (0.5f * i)))];

    /// <summary>The mean squared error of a row that is divided by its root mean square around <paramref name="mean"/>, and its gradient.</summary>
    private static void Check(float[] row, double mean, float[] output, ReadOnlySpan<float> gradient)
    {
        double inverse = 1 / Math.Sqrt(row.Average(x => (x - mean) * (x - mean)) + 1e-5);
        double[] expected = [.. row.Select(x => (x - mean) * inverse)];
        double[] dOutput = [.. expected.Zip(Other(1), (y, t) => 2 * (y - t) / Width)];
        double offset = mean == 0 ? 0 : dOutput.Average();
        double slope = expected.Zip(dOutput, (y, dy) => y * dy).Average();
        Near(expected, output);
        Near([.. expected.Zip(dOutput, (y, dy) => (dy - offset - (y * slope)) * inverse)], gradient);
    }

    private static void Near(double[] expected, ReadOnlySpan<float> actual, double size = 0)
    {
        double largest = Math.Max(size, expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(actual[i] - expected[i]);
            Assert.True(error <= (Tolerance * largest) + 1e-44, $"{i}: expected {expected[i]}, received {actual[i]}");
        }
    }
}
