using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DeepNet.CompilerServices;
using DeepNet.Numerics;

namespace DeepNet.Runtime.Tests.CompilerServices;

/// <summary>The packed product against sums in double precision, with vectors of every width; those that the processor lacks run in the base library's fallback.</summary>
[Collection(nameof(WorkerTeam))]
public sealed class PackedProductTests
{
    private const float Guard = 12345f;

    // Edges of tiles (one to six rows; one to four vectors of 2 to 16 columns), of the blocks of depth (512, 256, 128, and an eighth more) and of rows (252, 504, 1008, and an eighth more).
    private static readonly (int Rows, int Columns, int Depth)[] Shapes =
    [
        (1, 1, 1), (1, 16, 3), (2, 17, 5), (3, 15, 8), (5, 33, 9), (6, 16, 16), (6, 31, 7), (7, 64, 1), (11, 40, 129), (12, 48, 257), (13, 9, 513), (32, 100, 65), (13, 39, 9), (53, 22, 12), (100, 46, 37), (20, 71, 3), (510, 20, 20), (517, 3, 260), (568, 24, 20), (26, 56, 289), (7, 130, 20), (9, 70, 19), (1030, 17, 6), (129, 1100, 70),
    ];

    public static TheoryData<int, int, int, bool, bool> Cases
    {
        get
        {
            TheoryData<int, int, int, bool, bool> cases = [];
            foreach ((int rows, int columns, int depth) in Shapes)
            {
                cases.Add(rows, columns, depth, false, false);
                cases.Add(rows, columns, depth, true, false);
                cases.Add(rows, columns, depth, false, true);
            }

            return cases;
        }
    }

    private delegate void Product<T>(
        ref T c, nint cStride, ref T start, nint startStride, ref T a, nint aStride, nint aStep, ref T b, nint bStride, nint bStep, int rows, int columns, int depth,
        int panelBytes, int rowBlock, RowsAhead ahead);

    [Theory]
    [MemberData(nameof(Cases))]
    public void All_widths_agree_with_sums_in_double(int rows, int columns, int depth, bool aTransposed, bool bTransposed)
    {
        Check<float>(PackedProduct.Run<float, float, SingleScalarLanes>, rows, columns, depth, aTransposed, bTransposed, 2e-6);
        Check<float>(PackedProduct.Run<Vector128<float>, float, SingleLanes128>, rows, columns, depth, aTransposed, bTransposed, 2e-6);
        Check<float>(PackedProduct.Run<Vector256<float>, float, SingleLanes256>, rows, columns, depth, aTransposed, bTransposed, 2e-6);
        Check<float>(PackedProduct.Run<Vector512<float>, float, SingleLanes512>, rows, columns, depth, aTransposed, bTransposed, 2e-6);
        Check<double>(PackedProduct.Run<double, double, DoubleScalarLanes>, rows, columns, depth, aTransposed, bTransposed, 1e-14);
        Check<double>(PackedProduct.Run<Vector128<double>, double, DoubleLanes128>, rows, columns, depth, aTransposed, bTransposed, 1e-14);
        Check<double>(PackedProduct.Run<Vector256<double>, double, DoubleLanes256>, rows, columns, depth, aTransposed, bTransposed, 1e-14);
        Check<double>(PackedProduct.Run<Vector512<double>, double, DoubleLanes512>, rows, columns, depth, aTransposed, bTransposed, 1e-14);
    }

    [Theory]
    [InlineData(1024, 6)]
    [InlineData(4096, 24)]
    [InlineData(24576, 1356)]
    public void Blocks_for_other_caches_agree_too(int panelBytes, int rowBlock)
    {
        foreach ((int rows, int columns, int depth) in Shapes)
        {
            Check<float>(PackedProduct.Run<Vector256<float>, float, SingleLanes256>, rows, columns, depth, false, false, 2e-6, panelBytes, rowBlock);
            Check<float>(PackedProduct.Run<Vector512<float>, float, SingleLanes512>, rows, columns, depth, false, true, 2e-6, panelBytes, rowBlock);
            Check<double>(PackedProduct.Run<Vector128<double>, double, DoubleLanes128>, rows, columns, depth, true, false, 1e-14, panelBytes, rowBlock);
        }
    }

    [Fact]
    public void Product_cut_at_six_rows_or_any_column_gives_the_same_bits()
    {
        const int rows = 45, columns = 83, depth = 300;
        float[] a = Numbers<float>(rows * depth, 1);
        float[] b = Numbers<float>(depth * columns, 2);
        float[] whole = new float[rows * columns];
        float[] cut = new float[rows * columns];
        PackedProduct.Run(ref whole[0], columns, ref Unsafe.NullRef<float>(), 0, ref a[0], depth, 1, ref b[0], columns, 1, rows, columns, depth);
        foreach ((int row, int count) in new[] { (0, 6), (6, 24), (30, 15) })
        {
            foreach ((int column, int width) in new[] { (0, 16), (16, 48), (64, 19) })
            {
                PackedProduct.Run(
                    ref cut[(row * columns) + column], columns, ref Unsafe.NullRef<float>(), 0, ref a[row * depth], depth, 1, ref b[column], columns, 1, count, width, depth);
            }
        }

        Assert.Equal(whole, cut);
    }

    [Theory]
    [InlineData(300, 80, 250, false)]
    [InlineData(45, 700, 131, true)]
    public void Any_number_of_threads_gives_the_same_bits(int rows, int columns, int depth, bool bTransposed)
    {
        float[] a = Numbers<float>(rows * depth, 1);
        float[] b = Numbers<float>(depth * columns, 2);
        float[] Multiply(int threads)
        {
            float[] c = new float[rows * columns];
            int before = WorkerTeam.Threads;
            WorkerTeam.Threads = threads;
            PackedProduct.Run(
                ref c[0], columns, ref Unsafe.NullRef<float>(), 0, ref a[0], depth, 1, ref b[0], bTransposed ? 1 : columns, bTransposed ? depth : 1, rows, columns, depth);
            WorkerTeam.Threads = before;
            return c;
        }

        float[] alone = Multiply(1);
        foreach (int threads in new[] { 2, 3, 5, 64 })
        {
            Assert.Equal(alone, Multiply(threads));
        }
    }

    [Fact]
    public void Second_product_of_a_thread_allocates_nothing()
    {
        float[] matrix = Numbers<float>(64 * 64, 3);
        float[] result = new float[64 * 64];
        void Multiply() => PackedProduct.Run(ref result[0], 64, ref Unsafe.NullRef<float>(), 0, ref matrix[0], 64, 1, ref matrix[0], 64, 1, 64, 64, 64);

        Multiply();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Multiply();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Check<T>(Product<T> product, int rows, int columns, int depth, bool aTransposed, bool bTransposed, double tolerance,
        int panelBytes = PackedProduct.PanelBytes, int rowBlock = PackedProduct.RowBlock)
        where T : unmanaged, System.Numerics.IFloatingPoint<T>
    {
        int aWidth = aTransposed ? rows : depth;
        int bWidth = bTransposed ? depth : columns;
        T[] a = Numbers<T>(rows * depth, 1);
        T[] b = Numbers<T>(depth * columns, 2);
        T[] row = Numbers<T>(columns + 16, 4);
        int stride = columns + 3;
        foreach (string start in new[] { "zero", "row", "matrix" })
        {
            T[] c = Numbers<T>((rows * stride) + 32, 3);
            for (int i = 0; i < c.Length; i++)
            {
                c[i] = i >= rows * stride || i % stride >= columns ? T.CreateTruncating(Guard) : c[i];
            }

            T[] before = [.. c];
            ref T startAt = ref start == "zero" ? ref Unsafe.NullRef<T>() : ref start == "row" ? ref row[0] : ref c[0];
            product(
                ref c[0], stride, ref startAt, start == "matrix" ? stride : 0, ref a[0], aTransposed ? 1 : aWidth, aTransposed ? aWidth : 1, ref b[0], bTransposed ? 1 : bWidth, bTransposed ? bWidth : 1,
                rows, columns, depth, panelBytes, rowBlock, start == "matrix" ? RowsAhead.Of(ref b[0], ref a[0], columns) : default);
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
                    double term = double.CreateTruncating(a[aTransposed ? (k * aWidth) + m : (m * aWidth) + k]) * double.CreateTruncating(b[bTransposed ? (n * bWidth) + k : (k * bWidth) + n]);
                    expected += term;
                    magnitude += Math.Abs(term);
                }

                double received = double.CreateTruncating(c[i]);
                Assert.True(Math.Abs(received - expected) <= tolerance * magnitude, $"Expected {expected:R} at [{m}, {n}] from {start}, received {received:R}.");
            }
        }
    }

    private static T[] Numbers<T>(int count, int seed)
        where T : unmanaged, System.Numerics.IFloatingPoint<T>
    {
        Random random = new(seed);
        T[] numbers = new T[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = T.CreateTruncating(random.NextDouble() - 0.5);
        }

        return numbers;
    }
}
