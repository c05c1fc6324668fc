using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>The matrix product of layers whose operands are small enough to be read where they lie, for the instruction sets that have no tiles of their own in a kernel's text. Called by generated code only.</summary>
/// <remarks>
/// Generated code has tiles of every shape for AVX2, with sizes and strides as constants, for sums that are not long. The same for AVX-512, SSE and AdvSimd would be most of a kernel's text, so these share the tiles here, whose strides are
/// given at run time. Every sum is taken step by step, in blocks of steps, whatever the tile, so a product that is cut at any row or column gives the same bits as in one piece.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class InPlaceProduct
{
    /// <summary>Steps from which few columns are worth a transposition: at 128 rows and 10 columns 0.6 of the time with 128 steps, the same with 32 (benchmarks/products).</summary>
    private const int LeastTransposedDepth = 64;

    /// <summary>Elements of a result up to which it is computed transposed: half of the second-level cache holds it twice.</summary>
    private const int MostTransposedElements = 32 * 1024;

    /// <summary>
    /// Steps that are summed together where each is in a row of its own of both operands. 2048 together would be as many pages, and take 1.3 times as long for 512 x 128 (benchmarks/products, EPYC 9005).
    /// </summary>
    private const int DepthBlock = 512;

    /// <summary>Steps that are summed together where they lie in a row of the left operand. Each block has sums of its own, so that long sums lose no digits.</summary>
    private const int RowDepthBlock = 2048;

    /// <summary>Computes <c>c[rows, columns] = start + a[rows, depth] · b[depth, columns]</c>.</summary>
    /// <param name="c">The first element of the result.</param>
    /// <param name="cStride">Elements between rows of the result.</param>
    /// <param name="start">What the sums begin with: a matrix, which may be <paramref name="c"/>; with a stride of 0 a row that is the same for all rows; or a null reference for zero. The last vector of a row may be read beyond it.</param>
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
        if (Vector512.IsHardwareAccelerated)
        {
            bool isDense = cStride == columns && (Unsafe.IsNullRef(ref start) || startStride == columns);
            bool fillsVectors = columns < Vector512<float>.Count && rows % Vector512<float>.Count == 0 && rows * columns <= MostTransposedElements;
            if (fillsVectors && isDense && aStride == 1 && depth >= LeastTransposedDepth)
            {
                RunTransposed(ref c, ref start, ref a, aStep, ref b, bStride, rows, columns, depth);
                return;
            }

            Run<Vector512<float>, float, SingleLanes512>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, rows, columns, depth);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<Vector256<float>, float, SingleLanes256>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, rows, columns, depth);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<Vector128<float>, float, SingleLanes128>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, rows, columns, depth);
        }
        else
        {
            Run<float, float, SingleScalarLanes>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, rows, columns, depth);
        }
    }

    /// <inheritdoc cref="Run(ref float, int, ref float, int, ref float, int, int, ref float, int, int, int, int)"/>
    public static void Run(
        ref double c, int cStride, ref double start, int startStride, ref double a, int aStride, int aStep, ref double b, int bStride, int rows, int columns, int depth)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run<Vector512<double>, double, DoubleLanes512>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, rows, columns, depth);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<Vector256<double>, double, DoubleLanes256>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, rows, columns, depth);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<Vector128<double>, double, DoubleLanes128>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, rows, columns, depth);
        }
        else
        {
            Run<double, double, DoubleScalarLanes>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, rows, columns, depth);
        }
    }

    /// <summary>
    /// The product of few columns as <c>cᵀ = bᵀ · aᵀ</c>, whose rows fill vectors, and its transposition. The sums are the same: each is taken step by step.
    /// </summary>
    internal static void RunTransposed(ref float c, ref float start, ref float a, int aStep, ref float b, int bStride, int rows, int columns, int depth)
    {
        ref float transposed = ref ThreadMemory<float, Transposed>.Take(2 * rows * columns);
        ref float sums = ref Unsafe.Add(ref transposed, rows * columns);
        Run<Vector512<float>, float, SingleLanes512>(ref transposed, rows, ref Unsafe.NullRef<float>(), 0, ref b, 1, bStride, ref a, aStep, columns, rows, depth);
        if (Unsafe.IsNullRef(ref start))
        {
            MatrixTransposition.Run(ref c, ref transposed, columns, rows);
            return;
        }

        // Rows that fill vectors are sixteen at least, so the elements do too.
        MatrixTransposition.Run(ref sums, ref transposed, columns, rows);
        for (nint i = 0; i < rows * columns; i += Vector512<float>.Count)
        {
            (Vector512.LoadUnsafe(ref Unsafe.Add(ref sums, i)) + Vector512.LoadUnsafe(ref Unsafe.Add(ref start, i))).StoreUnsafe(ref Unsafe.Add(ref c, i));
        }
    }

    /// <summary>The product with vectors of one width, which the hardware need not have, by as many threads as are worth it.</summary>
    internal static unsafe void Run<TVector, T, L>(
        ref T c, nint cStride, ref T start, nint startStride, ref T a, nint aStride, nint aStep, ref T b, nint bStride, int rows, int columns, int depth)
        where TVector : struct
        where T : unmanaged
        where L : struct, ILanes<TVector, T>
    {
        fixed (T* pinnedC = &c, pinnedStart = &start, pinnedA = &a, pinnedB = &b)
        {
            if (!SharedProduct.Pays(rows, columns, depth))
            {
                RunAlone<TVector, T, L>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, rows, columns, depth);
                return;
            }

            SharedProduct<TVector, T, L> product = new()
            {
                C = pinnedC, CStride = cStride, Start = pinnedStart, StartStride = startStride, A = pinnedA, AStride = aStride, AStep = aStep, B = pinnedB, BStride = bStride, BStep = 1,
                Rows = rows, Columns = columns, Depth = depth,
            };
            product.Share();
        }
    }

    /// <summary>The product by one thread. The result is pinned.</summary>
    internal static void RunAlone<TVector, T, L>(
        ref T c, nint cStride, ref T start, nint startStride, ref T a, nint aStride, nint aStep, ref T b, nint bStride, int rows, int columns, int depth)
        where TVector : struct
        where T : unmanaged
        where L : struct, ILanes<TVector, T>
    {
        int block = int.Min(depth, aStep == 1 ? RowDepthBlock : DepthBlock);
        RunBlock<TVector, T, L>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, rows, columns, block);
        for (int k = block; k < depth; k += block)
        {
            RunBlock<TVector, T, L>(ref c, cStride, ref c, cStride, ref Unsafe.Add(ref a, k * aStep), aStride, aStep, ref Unsafe.Add(ref b, k * bStride), bStride, rows, columns, int.Min(block, depth - k));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void RunBlock<TVector, T, L>(
        ref T c, nint cStride, ref T start, nint startStride, ref T a, nint aStride, nint aStep, ref T b, nint bStride, int rows, int columns, int depth)
        where TVector : struct
        where T : unmanaged
        where L : struct, ILanes<TVector, T>
    {
        int height;
        for (int row = 0; row < rows; row += height)
        {
            height = TileSizes.Rows(rows - row, L.TileVectors);
            int tiles = TileSizes.EqualTiles(rows - row, L.TileVectors);
            int width;
            for (int column = 0; column < columns; column += width)
            {
                int vectors = TileSizes.Vectors(columns - column, L.Count, height <= 2 ? 4 : L.TileVectors);
                width = vectors * L.Count;
                TileOperands<T> operands = new()
                {
                    C = ref Unsafe.Add(ref c, (row * cStride) + column),
                    CStride = cStride,
                    Start = ref OptionalReference.Move(ref start, (row * startStride) + column),
                    StartStride = startStride,
                    A = ref Unsafe.Add(ref a, row * aStride),
                    AStride = aStride,
                    AStep = aStep,
                    TileStep = height * aStride,
                    B = ref Unsafe.Add(ref b, column),
                    BStride = bStride,
                    Depth = depth,
                    Lanes = int.Min(width, columns - column) - width + L.Count,
                    Tiles = tiles,
                };
                TileEdge<TVector, T, L>.Run(L.Tile<InPlace>(height, vectors), height, vectors, in operands);
            }

            height *= tiles;
        }
    }

    /// <summary>What the thread's memory is for.</summary>
    private readonly struct Transposed;
}
