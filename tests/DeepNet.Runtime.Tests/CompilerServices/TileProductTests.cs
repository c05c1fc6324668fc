using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DeepNet.CompilerServices;

namespace DeepNet.Runtime.Tests.CompilerServices;

/// <summary>Products whose sums are finished in registers against sums in double precision: every height and every edge of tiles, and sums of several blocks.</summary>
public sealed unsafe class TileProductTests
{
    private const float Guard = 12345f;

    [Fact]
    public void Columns_that_are_one_vector_or_less()
    {
        CheckAll<One, One, One, Three, Three, Seventeen>();
        CheckAll<One, One, One, Whole, Eight, Two>();
    }

    [Fact]
    public void Columns_that_fill_some_vectors_and_a_part()
    {
        CheckAll<Two, Two, Two, Two, Ten, Seventeen>();
        CheckAll<One, Three, Three, One, Seventeen, Ten>();
        CheckAll<One, One, Five, Five, ThirtySeven, Seventeen>();
        CheckAll<Two, Two, Six, Whole, FortyEight, Three>();
        CheckAll<One, Three, Seven, Six, FiftyFour, Seventeen>();
    }

    [Fact]
    public void Columns_of_several_tiles() => CheckAll<One, One, One, One, SixtyFive, Ten>();

    [Fact]
    public void Double_has_half_the_lanes()
    {
        for (int rows = 1; rows <= 14; rows++)
        {
            Check<double, FromRow>(TileProduct.Run<One, Three, Three, Two, FromRow, Halves, Seventeen, One, Ten, Ten, Ten, Seventeen>, rows, sizeof(Ten), sizeof(Seventeen), true, 1e-14);
        }
    }

    [Fact]
    public void Long_sums_are_taken_in_blocks()
    {
        foreach (int rows in new[] { 1, 2, 6, 9 })
        {
            Check<float, FromRow>(TileProduct.Run<Two, Two, Two, Two, FromRow, Halves, FiveThousand, One, Ten, Ten, Ten, FiveThousand>, rows, sizeof(Ten), sizeof(FiveThousand), true, 2e-6);
        }
    }

    private static void CheckAll<TLast6, TLast2, TLast1, TLanes, TColumns, TDepth>()
        where TLast6 : unmanaged
        where TLast2 : unmanaged
        where TLast1 : unmanaged
        where TLanes : unmanaged
        where TColumns : unmanaged
        where TDepth : unmanaged
    {
        for (int rows = 1; rows <= 14; rows++)
        {
            int columns = sizeof(TColumns), depth = sizeof(TDepth);
            Check<float, FromZero>(TileProduct.Run<TLast6, TLast2, TLast1, TLanes, FromZero, PlainSum, TDepth, One, TColumns, TColumns, TColumns, TDepth>, rows, columns, depth, false, 2e-6);
            Check<float, FromRow>(TileProduct.Run<TLast6, TLast2, TLast1, TLanes, FromRow, Halves, TDepth, One, TColumns, TColumns, TColumns, TDepth>, rows, columns, depth, true, 2e-6);
            Check<float, FromResult>(TileProduct.Run<TLast6, TLast2, TLast1, TLanes, FromResult, PlainSum, TDepth, One, TColumns, TColumns, TColumns, AnyDepth>, rows, columns, depth, false, 2e-6);
        }
    }

    [Theory]
    [InlineData(CompanionKind.Row)]
    [InlineData(CompanionKind.Element)]
    public void Companions_that_are_a_row_or_one_element(int kind)
    {
        for (int rows = 1; rows <= 14; rows++)
        {
            Check<float, FromRow>(
                kind == CompanionKind.Row
                    ? TileProduct.Run<One, One, Five, Five, FromRow, RowBeside, Seventeen, One, ThirtySeven, ThirtySeven, ThirtySeven, Seventeen>
                    : TileProduct.Run<One, One, Five, Five, FromRow, ElementBeside, Seventeen, One, ThirtySeven, ThirtySeven, ThirtySeven, Seventeen>,
                rows, sizeof(ThirtySeven), sizeof(Seventeen), true, 2e-6, kind);
            Check<float, FromZero>(
                kind == CompanionKind.Row
                    ? TileProduct.Run<One, One, One, One, FromZero, RowBeside, Ten, One, SixtyFive, SixtyFive, SixtyFive, Ten>
                    : TileProduct.Run<One, One, One, One, FromZero, ElementBeside, Ten, One, SixtyFive, SixtyFive, SixtyFive, Ten>,
                rows, sizeof(SixtyFive), sizeof(Ten), true, 2e-6, kind);
            Check<double, FromRow>(
                kind == CompanionKind.Row
                    ? TileProduct.Run<One, Three, Three, Two, FromRow, RowBeside, Seventeen, One, Ten, Ten, Ten, Seventeen>
                    : TileProduct.Run<One, Three, Three, Two, FromRow, ElementBeside, Seventeen, One, Ten, Ten, Ten, Seventeen>,
                rows, sizeof(Ten), sizeof(Seventeen), true, 1e-14, kind);
        }
    }

    private delegate void Product<T>(ref T c, ref T companion, ref T start, ref T a, ref T b, int rows, int depth);

    private static void Check<T, TStart>(Product<T> product, int rows, int columns, int depth, bool halves, double tolerance, int kind = CompanionKind.Matrix)
        where T : unmanaged, IFloatingPoint<T>
    {
        Random random = new(columns);
        T[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(random.NextDouble() - 0.5))];
        T[] a = Numbers(rows * depth), b = Numbers((depth * columns) + 16), start = Numbers(columns + 16), companion = Numbers((rows * columns) + 16), c = Numbers((rows * columns) + 16);
        c.AsSpan(rows * columns).Fill(T.CreateTruncating(Guard));
        T[] before = [.. c];
        product(ref c[0], ref companion[0], ref start[0], ref a[0], ref b[0], rows, depth);
        for (int i = 0; i < c.Length; i++)
        {
            if (i >= rows * columns)
            {
                Assert.Equal(before[i], c[i]);
                continue;
            }

            double expected = typeof(TStart) == typeof(FromZero) ? 0 : double.CreateTruncating(typeof(TStart) == typeof(FromRow) ? start[i % columns] : before[i]);
            double magnitude = Math.Abs(expected);
            for (int k = 0; k < depth; k++)
            {
                double term = double.CreateTruncating(a[(i / columns * depth) + k]) * double.CreateTruncating(b[(k * columns) + (i % columns)]);
                expected += term;
                magnitude += Math.Abs(term);
            }

            if (halves)
            {
                expected = (expected / 2) + double.CreateTruncating(companion[kind == CompanionKind.Matrix ? i : kind == CompanionKind.Row ? i % columns : 0]);
                magnitude += 1;
            }

            double received = double.CreateTruncating(c[i]);
            Assert.True(Math.Abs(received - expected) <= tolerance * magnitude, $"Expected {expected:R} at [{i / columns}, {i % columns}] of {rows} rows, received {received:R}.");
        }
    }

    /// <summary>Half of the sum and the element beside it.</summary>
    private readonly struct Halves : ISumFinish<float>, ISumFinish<double>
    {
        public static Vector256<float> Invoke(Vector256<float> sum, ref float companion) => (sum * 0.5f) + Vector256.LoadUnsafe(ref companion);

        public static Vector256<double> Invoke(Vector256<double> sum, ref double companion) => (sum * 0.5) + Vector256.LoadUnsafe(ref companion);
    }

    /// <summary>Half of the sum and the element of its column.</summary>
    [StructLayout(LayoutKind.Sequential, Size = CompanionKind.Row)]
    private readonly struct RowBeside : ISumFinish<float>, ISumFinish<double>
    {
        public static Vector256<float> Invoke(Vector256<float> sum, ref float companion) => Halves.Invoke(sum, ref companion);

        public static Vector256<double> Invoke(Vector256<double> sum, ref double companion) => Halves.Invoke(sum, ref companion);
    }

    /// <summary>Half of the sum and one element for all.</summary>
    [StructLayout(LayoutKind.Sequential, Size = CompanionKind.Element)]
    private readonly struct ElementBeside : ISumFinish<float>, ISumFinish<double>
    {
        public static Vector256<float> Invoke(Vector256<float> sum, ref float companion) => (sum * 0.5f) + Vector256.Create(companion);

        public static Vector256<double> Invoke(Vector256<double> sum, ref double companion) => (sum * 0.5) + Vector256.Create(companion);
    }

    [StructLayout(LayoutKind.Sequential, Size = 10)]
    private readonly struct Ten;

    [StructLayout(LayoutKind.Sequential, Size = 17)]
    private readonly struct Seventeen;

    [StructLayout(LayoutKind.Sequential, Size = 37)]
    private readonly struct ThirtySeven;

    [StructLayout(LayoutKind.Sequential, Size = 48)]
    private readonly struct FortyEight;

    [StructLayout(LayoutKind.Sequential, Size = 54)]
    private readonly struct FiftyFour;

    [StructLayout(LayoutKind.Sequential, Size = 65)]
    private readonly struct SixtyFive;

    [StructLayout(LayoutKind.Sequential, Size = 5000)]
    private readonly struct FiveThousand;
}
