using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DeepNet.CompilerServices;
using DeepNet.Numerics;

namespace DeepNet.Runtime.Tests.CompilerServices;

/// <summary>The product of one row against sums in double precision.</summary>
public sealed class RowProductTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 5)]
    [InlineData(8, 4)]
    [InlineData(33, 17)]
    [InlineData(100, 131)]
    public void Agrees_with_sums_in_double(int columns, int depth)
    {
        Random random = new(columns);
        float[] a = Numbers(random, depth), b = Numbers(random, depth * columns), bias = Numbers(random, columns);
        foreach (bool hasBias in new[] { false, true })
        {
            foreach (int width in new[] { 128, 256 })
            {
                float[] c = Numbers(random, columns + 8);
                float[] before = [.. c];
                ref float start = ref hasBias ? ref bias[0] : ref Unsafe.NullRef<float>();
                if (width == 128)
                {
                    RowProduct.Run<Vector128<float>, float, SingleLanes128>(ref c[0], ref start, ref a[0], ref b[0], columns, depth);
                }
                else
                {
                    RowProduct.Run<Vector256<float>, float, SingleLanes256>(ref c[0], ref start, ref a[0], ref b[0], columns, depth);
                }

                for (int column = 0; column < columns; column++)
                {
                    double expected = hasBias ? bias[column] : 0;
                    for (int k = 0; k < depth; k++)
                    {
                        expected += (double)a[k] * b[(k * columns) + column];
                    }

                    Assert.Equal(expected, c[column], 1e-5);
                }

                Assert.Equal(before[columns..], c[columns..]);
            }
        }
    }

    [Theory]
    [InlineData(256, 1)]
    [InlineData(256, 64)]
    [InlineData(768, 13)]
    [InlineData(128, 1)]
    [InlineData(128, 13)]
    [InlineData(64, 3)]
    [InlineData(64, 22)]
    [InlineData(32, 7)]
    public void Wide_rows_agree_with_sums_in_double(int columns, int depth)
    {
        Random random = new(columns);
        float[] a = Numbers(random, depth), b = Numbers(random, depth * columns), bias = Numbers(random, columns);
        double[] aDouble = [.. a], bDouble = [.. b], biasDouble = [.. bias];
        foreach (bool hasBias in new[] { false, true })
        {
            float[] c = Numbers(random, columns + 16);
            double[] cDouble = [.. c];
            float[] before = [.. c];
            RowProduct.Run(ref c[0], ref hasBias ? ref bias[0] : ref Unsafe.NullRef<float>(), ref a[0], ref b[0], columns, depth);
            if (WideRowProduct.Takes(columns, Vector512<float>.Count))
            {
                WideRowProduct.Run<Vector512<float>, float, SingleLanes512>(ref c[0], ref hasBias ? ref bias[0] : ref Unsafe.NullRef<float>(), ref a[0], ref b[0], columns, depth);
            }

            Assert.True(WideRowProduct.Takes(columns, Vector512<double>.Count));
            WideRowProduct.Run<Vector512<double>, double, DoubleLanes512>(
                ref cDouble[0], ref hasBias ? ref biasDouble[0] : ref Unsafe.NullRef<double>(), ref aDouble[0], ref bDouble[0], columns, depth);
            for (int column = 0; column < columns; column++)
            {
                double expected = hasBias ? bias[column] : 0;
                for (int k = 0; k < depth; k++)
                {
                    expected += (double)a[k] * b[(k * columns) + column];
                }

                Assert.Equal(expected, c[column], 1e-5);
                Assert.Equal(expected, cDouble[column], 1e-13);
            }

            Assert.Equal(before[columns..], c[columns..]);
        }
    }

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
}
