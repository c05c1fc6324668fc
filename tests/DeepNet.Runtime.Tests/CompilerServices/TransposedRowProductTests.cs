using System.Runtime.CompilerServices;
using DeepNet.CompilerServices;

namespace DeepNet.Runtime.Tests.CompilerServices;

/// <summary>The dot products of one row with the rows of a matrix, against sums in double precision.</summary>
public sealed class TransposedRowProductTests
{
    private const float Guard = 12345f;

    public static TheoryData<int, int> Shapes
    {
        get
        {
            TheoryData<int, int> shapes = [];
            foreach (int rows in new[] { 1, 7, 8, 9, 24, 45 })
            {
                foreach (int depth in new[] { 1, 2, 5, 7, 8, 9, 15, 16, 17, 64, 131 })
                {
                    shapes.Add(rows, depth);
                }
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Agrees_with_sums_in_double(int rows, int depth)
    {
        Random random = new(rows + depth);
        float[] a = Numbers(random, depth), b = Numbers(random, depth * rows), start = Numbers(random, rows);
        double[] a64 = [.. a], b64 = [.. b], start64 = [.. start];
        foreach (bool hasStart in new[] { false, true })
        {
            float[] c = [.. Enumerable.Repeat(Guard, rows + 8)];
            double[] c64 = [.. Enumerable.Repeat((double)Guard, rows + 8)];
            TransposedRowProduct.Run(ref c[0], ref hasStart ? ref start[0] : ref Unsafe.NullRef<float>(), ref a[0], ref b[0], rows, depth);
            TransposedRowProduct.Run(ref c64[0], ref hasStart ? ref start64[0] : ref Unsafe.NullRef<double>(), ref a64[0], ref b64[0], rows, depth);
            for (int row = 0; row < rows; row++)
            {
                double expected = hasStart ? start[row] : 0;
                for (int k = 0; k < depth; k++)
                {
                    expected += (double)a[k] * b[(row * depth) + k];
                }

                Assert.Equal(expected, c[row], 1e-5);
                Assert.Equal(expected, c64[row], 1e-13);
            }

            Assert.All(c[rows..], x => Assert.Equal(Guard, x));
            Assert.All(c64[rows..], x => Assert.Equal((double)Guard, x));
        }
    }

    [Fact]
    public void Adds_to_the_result_in_place()
    {
        float[] a = [.. Enumerable.Range(1, 11).Select(x => (float)x)];
        float[] b = [.. Enumerable.Range(0, 11 * 9).Select(i => i / 11 + 1f)];
        float[] c = [.. Enumerable.Range(0, 9).Select(x => 100f * x)];
        TransposedRowProduct.Run(ref c[0], ref c[0], ref a[0], ref b[0], 9, 11);
        Assert.Equal(Enumerable.Range(0, 9).Select(row => (100f * row) + (66f * (row + 1))), c);
    }

    [Fact]
    public void Last_vector_of_a_row_counts_nothing_twice()
    {
        // Of 13 elements, the last vector has three that the first one had too: an infinity among them stays one, and one in the next row does not matter.
        float[] a = [.. Enumerable.Repeat(1f, 13)];
        float[] b = [.. Enumerable.Repeat(1f, 13 * 16)];
        b[6] = float.PositiveInfinity;
        float[] c = new float[16];
        TransposedRowProduct.Run(ref c[0], ref Unsafe.NullRef<float>(), ref a[0], ref b[0], 16, 13);
        Assert.Equal([float.PositiveInfinity, .. Enumerable.Repeat(13f, 15)], c);
    }

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
}
