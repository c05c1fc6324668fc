using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DeepNet.CompilerServices;

/// <summary>Transposes a row-major matrix. Called by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MatrixTransposition
{
    private const int Tile = 8;

    /// <summary>Writes <paramref name="source"/> <c>[rows, columns]</c> as <c>[columns, rows]</c>.</summary>
    /// <param name="destination">The first element to write.</param>
    /// <param name="source">The first element to read; another place.</param>
    /// <param name="rows">The rows of the source.</param>
    /// <param name="columns">The columns of the source.</param>
    public static void Run(ref float destination, ref float source, int rows, int columns) => Run(ref destination, ref source, rows, columns, columns);

    /// <inheritdoc cref="Run(ref float, ref float, int, int)"/>
    public static void Run(ref double destination, ref double source, int rows, int columns) => Run(ref destination, ref source, rows, columns, columns);

    /// <summary>Writes <paramref name="source"/> <c>[rows, columns]</c>, part of a wider matrix, as <c>[columns, rows]</c> without gaps.</summary>
    /// <param name="destination">The first element to write.</param>
    /// <param name="source">The first element to read; another place.</param>
    /// <param name="rows">The rows of the source.</param>
    /// <param name="columns">The columns of the source.</param>
    /// <param name="sourceStride">The elements from one row of the source to the next, at least <paramref name="columns"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float destination, ref float source, int rows, int columns, int sourceStride)
    {
        int tiledRows = Avx.IsSupported ? rows / Tile * Tile : 0;
        int tiledColumns = columns / Tile * Tile;
        for (int row = 0; row < tiledRows; row += Tile)
        {
            for (int column = 0; column < tiledColumns; column += Tile)
            {
                Transpose8x8(ref Unsafe.Add(ref destination, column * rows + row), ref Unsafe.Add(ref source, row * sourceStride + column), rows, sourceStride);
            }

            Rest(ref destination, ref source, rows, columns, sourceStride, row, row + Tile, tiledColumns);
        }

        Rest(ref destination, ref source, rows, columns, sourceStride, tiledRows, rows, 0);
    }

    /// <inheritdoc cref="Run(ref float, ref float, int, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref double destination, ref double source, int rows, int columns, int sourceStride) =>
        Rest(ref destination, ref source, rows, columns, sourceStride, 0, rows, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rest<T>(ref T destination, ref T source, int rows, int columns, int sourceStride, int firstRow, int lastRow, int firstColumn)
    {
        for (int row = firstRow; row < lastRow; row++)
        {
            for (int column = firstColumn; column < columns; column++)
            {
                Unsafe.Add(ref destination, column * rows + row) = Unsafe.Add(ref source, row * sourceStride + column);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose8x8(ref float destination, ref float source, int rows, int sourceStride) => StoreTransposed(
        ref destination,
        rows,
        Vector256.LoadUnsafe(ref source),
        Vector256.LoadUnsafe(ref source, (nuint)sourceStride),
        Vector256.LoadUnsafe(ref source, (nuint)(2 * sourceStride)),
        Vector256.LoadUnsafe(ref source, (nuint)(3 * sourceStride)),
        Vector256.LoadUnsafe(ref source, (nuint)(4 * sourceStride)),
        Vector256.LoadUnsafe(ref source, (nuint)(5 * sourceStride)),
        Vector256.LoadUnsafe(ref source, (nuint)(6 * sourceStride)),
        Vector256.LoadUnsafe(ref source, (nuint)(7 * sourceStride)));

    /// <summary>
    /// Writes the columns of eight rows, from the first to the last, <paramref name="stride"/> elements apart. Three rounds of interleaving: of single elements, of pairs,
    /// of halves.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StoreTransposed(
        ref float destination,
        nint stride,
        Vector256<float> r0,
        Vector256<float> r1,
        Vector256<float> r2,
        Vector256<float> r3,
        Vector256<float> r4,
        Vector256<float> r5,
        Vector256<float> r6,
        Vector256<float> r7)
    {
        Vector256<float> p0 = Avx.UnpackLow(r0, r1);
        Vector256<float> p1 = Avx.UnpackHigh(r0, r1);
        Vector256<float> p2 = Avx.UnpackLow(r2, r3);
        Vector256<float> p3 = Avx.UnpackHigh(r2, r3);
        Vector256<float> p4 = Avx.UnpackLow(r4, r5);
        Vector256<float> p5 = Avx.UnpackHigh(r4, r5);
        Vector256<float> p6 = Avx.UnpackLow(r6, r7);
        Vector256<float> p7 = Avx.UnpackHigh(r6, r7);

        Vector256<float> q0 = Avx.Shuffle(p0, p2, 0x44);
        Vector256<float> q1 = Avx.Shuffle(p0, p2, 0xEE);
        Vector256<float> q2 = Avx.Shuffle(p1, p3, 0x44);
        Vector256<float> q3 = Avx.Shuffle(p1, p3, 0xEE);
        Vector256<float> q4 = Avx.Shuffle(p4, p6, 0x44);
        Vector256<float> q5 = Avx.Shuffle(p4, p6, 0xEE);
        Vector256<float> q6 = Avx.Shuffle(p5, p7, 0x44);
        Vector256<float> q7 = Avx.Shuffle(p5, p7, 0xEE);

        Avx.Permute2x128(q0, q4, 0x20).StoreUnsafe(ref destination);
        Avx.Permute2x128(q1, q5, 0x20).StoreUnsafe(ref Unsafe.Add(ref destination, stride));
        Avx.Permute2x128(q2, q6, 0x20).StoreUnsafe(ref Unsafe.Add(ref destination, 2 * stride));
        Avx.Permute2x128(q3, q7, 0x20).StoreUnsafe(ref Unsafe.Add(ref destination, 3 * stride));
        Avx.Permute2x128(q0, q4, 0x31).StoreUnsafe(ref Unsafe.Add(ref destination, 4 * stride));
        Avx.Permute2x128(q1, q5, 0x31).StoreUnsafe(ref Unsafe.Add(ref destination, 5 * stride));
        Avx.Permute2x128(q2, q6, 0x31).StoreUnsafe(ref Unsafe.Add(ref destination, 6 * stride));
        Avx.Permute2x128(q3, q7, 0x31).StoreUnsafe(ref Unsafe.Add(ref destination, 7 * stride));
    }
}
