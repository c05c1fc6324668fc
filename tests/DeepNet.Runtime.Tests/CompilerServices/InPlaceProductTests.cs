using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DeepNet.CompilerServices;
using DeepNet.Numerics;

namespace DeepNet.Runtime.Tests.CompilerServices;

/// <summary>The product in place against sums in double precision, with vectors of every width; those that the processor lacks run in the base library's fallback.</summary>
public sealed class InPlaceProductTests
{
    private const float Guard = 12345f;

    private delegate void Product<T>(
        ref T c, nint cStride, ref T start, nint startStride, ref T a, nint aStride, nint aStep, ref T b, nint bStride, int rows, int columns, int depth);

    public static TheoryData<int, int, bool> Cases
    {
        get
        {
            // Edges of tiles: 6, 2 and 1 rows; 1, 2 and 4 vectors of 2 to 16 columns.
            TheoryData<int, int, bool> cases = [];
            foreach (int columns in new[] { 1, 3, 8, 17, 32, 45, 64, 131 })
            {
                foreach (int depth in new[] { 1, 2, 9, 33 })
                {
                    cases.Add(columns, depth, false);
                    cases.Add(columns, depth, true);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void All_widths_agree_with_sums_in_double(int columns, int depth, bool aTransposed)
    {
        for (int rows = 1; rows <= 14; rows++)
        {
            Check<float>(InPlaceProduct.Run<Vector128<float>, float, SingleLanes128>, rows, columns, depth, aTransposed, 2e-6);
            Check<float>(InPlaceProduct.Run<Vector256<float>, float, SingleLanes256>, rows, columns, depth, aTransposed, 2e-6);
            Check<float>(InPlaceProduct.Run<Vector512<float>, float, SingleLanes512>, rows, columns, depth, aTransposed, 2e-6);
            Check<double>(InPlaceProduct.Run<Vector128<double>, double, DoubleLanes128>, rows, columns, depth, aTransposed, 1e-14);
            Check<double>(InPlaceProduct.Run<Vector512<double>, double, DoubleLanes512>, rows, columns, depth, aTransposed, 1e-14);
        }
    }

    [Theory]
    [InlineData(48)]
    [InlineData(10)]
    public void What_generated_code_calls_takes_any_columns(int columns)
    {
        Check<float>(
            (ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, rows, width, depth) =>
                InPlaceProduct.Run(ref c, (int)cStride, ref start, (int)startStride, ref a, (int)aStride, (int)aStep, ref b, (int)bStride, rows, width, depth),
            9, columns, 20, false, 2e-6);
        Check<double>(
            (ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, rows, width, depth) =>
                InPlaceProduct.Run(ref c, (int)cStride, ref start, (int)startStride, ref a, (int)aStride, (int)aStep, ref b, (int)bStride, rows, width, depth),
            9, columns, 20, true, 1e-14);
    }

    private static void Check<T>(Product<T> product, int rows, int columns, int depth, bool aTransposed, double tolerance)
        where T : unmanaged, IFloatingPoint<T>
    {
        Random random = new(columns);
        T[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(random.NextDouble() - 0.5))];
        int aWidth = aTransposed ? rows : depth;
        int stride = columns + 3;
        T[] a = Numbers(rows * depth), b = Numbers((depth * stride) + 16), row = Numbers(columns + 16);
        foreach (string start in new[] { "zero", "row", "matrix" })
        {
            T[] c = Numbers((rows * stride) + 16);
            for (int i = 0; i < c.Length; i++)
            {
                c[i] = i >= rows * stride || i % stride >= columns ? T.CreateTruncating(Guard) : c[i];
            }

            T[] before = [.. c];
            ref T startAt = ref start == "zero" ? ref Unsafe.NullRef<T>() : ref start == "row" ? ref row[0] : ref c[0];
            product(ref c[0], stride, ref startAt, start == "matrix" ? stride : 0, ref a[0], aTransposed ? 1 : aWidth, aTransposed ? aWidth : 1, ref b[0], stride, rows, columns, depth);
            for (int i = 0; i < c.Length; i++)
            {
                if (i >= rows * stride || i % stride >= columns)
                {
                    Assert.Equal(before[i], c[i]);
                    continue;
                }

                int m = i / stride, n = i % stride;
                double expected = start == "zero" ? 0 : double.CreateTruncating(start == "row" ? row[n] : before[i]);
                double magnitude = Math.Abs(expected);
                for (int k = 0; k < depth; k++)
                {
                    double term = double.CreateTruncating(a[aTransposed ? (k * aWidth) + m : (m * aWidth) + k]) * double.CreateTruncating(b[(k * stride) + n]);
                    expected += term;
                    magnitude += Math.Abs(term);
                }

                double received = double.CreateTruncating(c[i]);
                Assert.True(Math.Abs(received - expected) <= tolerance * magnitude, $"Expected {expected:R} at [{m}, {n}] from {start}, received {received:R}.");
            }
        }
    }
}
