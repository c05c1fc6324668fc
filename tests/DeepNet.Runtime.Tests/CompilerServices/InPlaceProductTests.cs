using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DeepNet.CompilerServices;
using DeepNet.Numerics;

namespace DeepNet.Runtime.Tests.CompilerServices;

/// <summary>The product in place against sums in double precision, with vectors of every width; those that the processor lacks run in the base library's fallback.</summary>
[Collection(nameof(WorkerTeam))]
public sealed class InPlaceProductTests
{
    private const float Guard = 12345f;

    private delegate void Product<T>(
        ref T c, nint cStride, ref T start, nint startStride, ref T a, nint aStride, nint aStep, ref T b, nint bStride, int rows, int columns, int depth);

    public static TheoryData<int, int, bool> Cases
    {
        get
        {
            // Edges of tiles: one to six rows; one to four vectors of 2 to 16 columns.
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
        for (int rows = 1; rows <= 20; rows++)
        {
            Check<float>(InPlaceProduct.Run<float, float, SingleScalarLanes>, rows, columns, depth, aTransposed, 2e-6);
            Check<float>(InPlaceProduct.Run<Vector128<float>, float, SingleLanes128>, rows, columns, depth, aTransposed, 2e-6);
            Check<float>(InPlaceProduct.Run<Vector256<float>, float, SingleLanes256>, rows, columns, depth, aTransposed, 2e-6);
            Check<float>(InPlaceProduct.Run<Vector512<float>, float, SingleLanes512>, rows, columns, depth, aTransposed, 2e-6);
            Check<double>(InPlaceProduct.Run<double, double, DoubleScalarLanes>, rows, columns, depth, aTransposed, 1e-14);
            Check<double>(InPlaceProduct.Run<Vector128<double>, double, DoubleLanes128>, rows, columns, depth, aTransposed, 1e-14);
            Check<double>(InPlaceProduct.Run<Vector256<double>, double, DoubleLanes256>, rows, columns, depth, aTransposed, 1e-14);
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

    [Theory]
    [InlineData(16, 1, true)]
    [InlineData(128, 10, true)]
    [InlineData(128, 10, false)]
    [InlineData(48, 15, true)]
    public void Transposed_product_gives_the_same_bits(int rows, int columns, bool isAdded)
    {
        const int depth = 70;
        float[] a = Numbers(rows * depth), b = Numbers((depth * columns) + 16), expected = Numbers((rows * columns) + 16);
        float[] received = [.. expected];
        InPlaceProduct.Run<Vector512<float>, float, SingleLanes512>(
            ref expected[0], columns, ref isAdded ? ref expected[0] : ref Unsafe.NullRef<float>(), columns, ref a[0], 1, rows, ref b[0], columns, rows, columns, depth);
        InPlaceProduct.RunTransposed(
            ref received[0], ref isAdded ? ref received[0] : ref Unsafe.NullRef<float>(), ref a[0], rows, ref b[0], columns, rows, columns, depth);
        Assert.Equal(expected, received);
    }

    [Theory]
    [InlineData(301, 80)]
    [InlineData(45, 700)]
    public void Any_number_of_threads_gives_the_same_bits(int rows, int columns)
    {
        const int depth = 250;
        float[] a = Numbers(rows * depth), b = Numbers((depth * columns) + 16);
        float[] Multiply(int threads)
        {
            float[] c = new float[rows * columns];
            int before = WorkerTeam.Threads;
            WorkerTeam.Threads = threads;
            InPlaceProduct.Run(ref c[0], columns, ref Unsafe.NullRef<float>(), 0, ref a[0], depth, 1, ref b[0], columns, rows, columns, depth);
            WorkerTeam.Threads = before;
            return c;
        }

        float[] alone = Multiply(1);
        foreach (int threads in new[] { 2, 3, 5, 64 })
        {
            Assert.Equal(alone, Multiply(threads));
        }
    }

    private static float[] Numbers(int count)
    {
        Random random = new(count);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
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
