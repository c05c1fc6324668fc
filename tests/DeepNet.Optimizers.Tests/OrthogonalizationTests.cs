using DeepNet.Generated;

namespace DeepNet.Networks.Tests;

/// <summary>Muon's Newton-Schulz iteration: the kernel against its twin, and what it is for, singular values near 1.</summary>
public sealed class OrthogonalizationTests
{
    [Fact]
    public void ATallMatrix()
    {
        double[] actual = Ramp(12 * 7), expected = Ramp(12 * 7), scratch = new double[1024];
        Orthogonalization_12x7_Double.Run(ref actual[0], ref scratch[0]);
        Orthogonalization_12x7_Double.RunReference(ref expected[0], ref scratch[0]);
        AssertNear(expected, actual, 1e-12);
        AssertOrthogonal(actual, 12, 7);
    }

    [Fact]
    public void AWideMatrix()
    {
        double[] actual = Ramp(5 * 12), expected = Ramp(5 * 12), scratch = new double[1024];
        Orthogonalization_5x12_Double.Run(ref actual[0], ref scratch[0]);
        Orthogonalization_5x12_Double.RunReference(ref expected[0], ref scratch[0]);
        AssertNear(expected, actual, 1e-12);
        AssertOrthogonal(Transpose(actual, 5, 12), 12, 5);
    }

    [Fact]
    public void SinglePrecision()
    {
        float[] actual = [.. Ramp(12 * 7).Select(static x => (float)x)], expected = [.. actual], scratch = new float[1024];
        Orthogonalization_12x7.Run(ref actual[0], ref scratch[0]);
        Orthogonalization_12x7.RunReference(ref expected[0], ref scratch[0]);
        AssertNear([.. expected.Select(static x => (double)x)], [.. actual.Select(static x => (double)x)], 1e-4);
    }

    [Fact]
    public void ZeroStaysZero()
    {
        double[] matrix = new double[12 * 7], scratch = new double[1024];
        Orthogonalization_12x7_Double.Run(ref matrix[0], ref scratch[0]);
        Assert.All(matrix, static x => Assert.Equal(0, x));
    }

    private static double[] Ramp(int length)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)];
    }

    private static double[] Transpose(double[] matrix, int rows, int columns) =>
        [.. Enumerable.Range(0, matrix.Length).Select(i => matrix[i % rows * columns + i / rows])];

    private static void AssertNear(double[] expected, double[] actual, double tolerance)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"[{i}] is {actual[i]}, expected {expected[i]}");
        }
    }

    // The squares of singular values between 0.6 and 1.3 are the eigenvalues of the Gram matrix, whose trace and largest entry they bound.
    private static void AssertOrthogonal(double[] matrix, int rows, int columns)
    {
        for (int a = 0; a < columns; a++)
        {
            for (int b = 0; b < columns; b++)
            {
                double product = Enumerable.Range(0, rows).Sum(row => matrix[row * columns + a] * matrix[row * columns + b]);
                Assert.InRange(product, a == b ? 0.36 : -0.7, a == b ? 1.7 : 0.7);
            }
        }
    }
}
