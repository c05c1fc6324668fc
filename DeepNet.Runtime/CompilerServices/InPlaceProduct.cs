using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>The matrix product of layers whose operands are small enough to be read where they lie, for the instruction sets that have no tiles of their own in a kernel's text. Called by generated code only.</summary>
/// <remarks>
/// Generated code has tiles of every shape for AVX2, with sizes and strides as constants. The same for AVX-512, SSE and AdvSimd would be most of a kernel's text, so these share the tiles here, whose strides are
/// given at run time. With 512 bits the columns have to fill whole vectors.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InPlaceProduct
{
    /// <summary>Computes <c>c[rows, columns] = start + a[rows, depth] · b[depth, columns]</c>.</summary>
    /// <param name="c">The first element of the result.</param>
    /// <param name="cStride">Elements between rows of the result.</param>
    /// <param name="start">What the sums begin with: a matrix, which may be <paramref name="c"/>; with a stride of 0 a row that is the same for all rows; or a null reference for zero.</param>
    /// <param name="startStride">Elements between rows of <paramref name="start"/>.</param>
    /// <param name="a">The first element of the left operand.</param>
    /// <param name="aStride">Elements between rows of <paramref name="a"/>.</param>
    /// <param name="aStep">Elements between columns of <paramref name="a"/>.</param>
    /// <param name="b">The first element of the right operand. The last vector of a row may be read beyond it.</param>
    /// <param name="bStride">Elements between rows of <paramref name="b"/>.</param>
    /// <param name="rows">The rows of the result.</param>
    /// <param name="columns">The columns of the result.</param>
    /// <param name="depth">The columns of <paramref name="a"/>.</param>
    public static void Run(
        ref float c, int cStride, ref float start, int startStride, ref float a, int aStride, int aStep, ref float b, int bStride, int rows, int columns, int depth)
    {
        if (Vector512.IsHardwareAccelerated && columns % Vector512<float>.Count == 0)
        {
            Run<Vector512<float>, float, SingleLanes512>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, rows, columns, depth);
        }
        else
        {
            Run<Vector128<float>, float, SingleLanes128>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, rows, columns, depth);
        }
    }

    /// <inheritdoc cref="Run(ref float, int, ref float, int, ref float, int, int, ref float, int, int, int, int)"/>
    public static void Run(
        ref double c, int cStride, ref double start, int startStride, ref double a, int aStride, int aStep, ref double b, int bStride, int rows, int columns, int depth)
    {
        if (Vector512.IsHardwareAccelerated && columns % Vector512<double>.Count == 0)
        {
            Run<Vector512<double>, double, DoubleLanes512>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, rows, columns, depth);
        }
        else
        {
            Run<Vector128<double>, double, DoubleLanes128>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, rows, columns, depth);
        }
    }

    /// <summary>The product with vectors of one width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Run<TVector, T, L>(
        ref T c, nint cStride, ref T start, nint startStride, ref T a, nint aStride, nint aStep, ref T b, nint bStride, int rows, int columns, int depth)
        where TVector : struct
        where T : unmanaged
        where L : struct, ILanes<TVector, T>
    {
        int row = 0;
        int height;
        for (; row < rows; row += height)
        {
            height = rows - row >= 6 ? 6 : rows - row >= 2 ? 2 : 1;
            int vectors = height == 6 ? 2 : 4;
            int width;
            for (int column = 0; column < columns; column += width)
            {
                width = columns - column >= vectors * L.Count ? vectors * L.Count : L.Count;
                int lanes = int.Min(width, columns - column);
                nint startAt = (row * startStride) + column;
                ref T startHere = ref Unsafe.IsNullRef(ref start) ? ref start : ref Unsafe.Add(ref start, startAt);
                ref T cHere = ref Unsafe.Add(ref c, (row * cStride) + column);
                ref T aHere = ref Unsafe.Add(ref a, row * aStride);
                ref T bHere = ref Unsafe.Add(ref b, column);
                switch (height, width == L.Count)
                {
                    case (6, false):
                        InPlaceTile<TVector, T, L>.Tile6x2(ref cHere, cStride, ref startHere, startStride, ref aHere, aStride, aStep, ref bHere, bStride, depth);
                        break;
                    case (6, true):
                        InPlaceTile<TVector, T, L>.Tile6x1(ref cHere, cStride, ref startHere, startStride, ref aHere, aStride, aStep, ref bHere, bStride, depth, lanes);
                        break;
                    case (2, false):
                        InPlaceTile<TVector, T, L>.Tile2x4(ref cHere, cStride, ref startHere, startStride, ref aHere, aStride, aStep, ref bHere, bStride, depth);
                        break;
                    case (2, true):
                        InPlaceTile<TVector, T, L>.Tile2x1(ref cHere, cStride, ref startHere, startStride, ref aHere, aStride, aStep, ref bHere, bStride, depth, lanes);
                        break;
                    case (_, false):
                        InPlaceTile<TVector, T, L>.Tile1x4(ref cHere, ref startHere, ref aHere, aStep, ref bHere, bStride, depth);
                        break;
                    default:
                        InPlaceTile<TVector, T, L>.Tile1x1(ref cHere, ref startHere, ref aHere, aStep, ref bHere, bStride, depth, lanes);
                        break;
                }
            }
        }
    }
}
