using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>
/// The matrix product of layers that are too large for the cache, with both operands packed (Goto and van de Geijn 2008). Called by generated code only.
/// </summary>
/// <remarks>
/// <para><c>c[rows, columns] = start + a[rows, depth] · b[depth, columns]</c>. The depth is cut into blocks. Of a block, the rows of <c>a</c> are packed in panels of six,
/// which stay in the second-level cache, and the columns of <c>b</c> in panels of two vectors, or four where there are 32 registers, of which one at a time stays in the first-level cache; a tile of
/// 6 × 2 or 6 × 4 vectors of <c>c</c> is summed in registers. Packing makes every access of the inner loop sequential, whatever the strides are: rows whose distance is a power
/// of two would all fall into the same few sets of the cache.</para>
/// <para>An element of <c>c</c> is summed in an order that depends only on <c>depth</c>, <c>panelBytes</c> and the height of its tile. Rows are taken six at a time from the first on,
/// so a product that is cut at a multiple of six rows, or at any column, gives the same bits as in one piece.</para>
/// <para>The panels lie in memory of the thread, which is allocated when a thread first needs as much.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PackedProduct
{
    /// <summary>
    /// Bytes of two vectors of a panel of <c>b</c>: half of a first-level cache of 32 KB, the other half is for rows of <c>a</c> and <c>c</c>. Of four vectors, a panel is twice that; with 512 bits that was as
    /// fast as less depth on an EPYC 9005, whose first-level cache is 48 KB.
    /// </summary>
    internal const int PanelBytes = 16 * 1024;

    /// <summary>
    /// Rows of <c>a</c> that are packed together, with vectors of 256 bits: 504 x 256 floats are the second-level cache of 512 KB. 252 rows were up to 4 % slower at 1024³ (benchmarks/products). With 512 bits,
    /// whose panels have half of the depth, it is twice as many.
    /// </summary>
    internal const int RowBlock = 84 * TileSizes.MostRows;

    /// <summary>Distance of the rows of <c>b</c>, in bytes, from which the processor does not load the next panel ahead by itself (benchmarks/products).</summary>
    private const int PrefetchStride = 1024;

    /// <summary>Bytes of a result from which a tile prefetches its lines before it is summed, because no near cache holds them from block to block: 3 % at 1024³ (benchmarks/products).</summary>
    private const int LeastBytesAhead = 1024 * 1024;

    /// <summary>Steps from which it does: at a depth of 32 it was a loss of 1 %.</summary>
    private const int LeastDepthAhead = 64;

    /// <summary>Computes the product.</summary>
    /// <param name="c">The first element of the result.</param>
    /// <param name="cStride">Elements between rows of the result.</param>
    /// <param name="start">What the sums begin with: a matrix, which may be <paramref name="c"/>; with a stride of 0 a row that is the same for all rows; or a null reference for zero. The last vector of a row may be read beyond it.</param>
    /// <param name="startStride">Elements between rows of <paramref name="start"/>.</param>
    /// <param name="a">The first element of the left operand.</param>
    /// <param name="aStride">Elements between rows of <paramref name="a"/>.</param>
    /// <param name="aStep">Elements between columns of <paramref name="a"/>; this or <paramref name="aStride"/> is 1.</param>
    /// <param name="b">The first element of the right operand.</param>
    /// <param name="bStride">Elements between rows of <paramref name="b"/>.</param>
    /// <param name="bStep">Elements between columns of <paramref name="b"/>; this or <paramref name="bStride"/> is 1.</param>
    /// <param name="rows">The rows of the result.</param>
    /// <param name="columns">The columns of the result.</param>
    /// <param name="depth">The columns of <paramref name="a"/>, at least 1.</param>
    /// <param name="panelBytes">Bytes of two vectors of a panel of <paramref name="b"/>: half of the first-level cache.</param>
    /// <param name="rowBlock">Rows of <paramref name="a"/> that are packed together: with 256-bit vectors they fill the second-level cache. A multiple of the six rows of a tile.</param>
    /// <param name="ahead">What is read right after the product, if it is to be prefetched during the product.</param>
    public static void Run(
        ref float c, int cStride, ref float start, int startStride, ref float a, int aStride, int aStep, ref float b, int bStride, int bStep, int rows, int columns, int depth,
        int panelBytes = PanelBytes, int rowBlock = RowBlock, RowsAhead ahead = default)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run<Vector512<float>, float, SingleLanes512>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, bStep, rows, columns, depth, panelBytes, rowBlock, ahead);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<Vector256<float>, float, SingleLanes256>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, bStep, rows, columns, depth, panelBytes, rowBlock, ahead);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<Vector128<float>, float, SingleLanes128>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, bStep, rows, columns, depth, panelBytes, rowBlock, ahead);
        }
        else
        {
            Run<float, float, SingleScalarLanes>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, bStep, rows, columns, depth, panelBytes, rowBlock, ahead);
        }
    }

    /// <inheritdoc cref="Run(ref float, int, ref float, int, ref float, int, int, ref float, int, int, int, int, int, int, int, RowsAhead)"/>
    public static void Run(
        ref double c, int cStride, ref double start, int startStride, ref double a, int aStride, int aStep, ref double b, int bStride, int bStep, int rows, int columns, int depth,
        int panelBytes = PanelBytes, int rowBlock = RowBlock, RowsAhead ahead = default)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run<Vector512<double>, double, DoubleLanes512>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, bStep, rows, columns, depth, panelBytes, rowBlock, ahead);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<Vector256<double>, double, DoubleLanes256>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, bStep, rows, columns, depth, panelBytes, rowBlock, ahead);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<Vector128<double>, double, DoubleLanes128>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, bStep, rows, columns, depth, panelBytes, rowBlock, ahead);
        }
        else
        {
            Run<double, double, DoubleScalarLanes>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, bStep, rows, columns, depth, panelBytes, rowBlock, ahead);
        }
    }

    /// <summary>The product with vectors of one width, which the hardware need not have, by as many threads as are worth it.</summary>
    internal static unsafe void Run<TVector, T, L>(
        ref T c, nint cStride, ref T start, nint startStride, ref T a, nint aStride, nint aStep, ref T b, nint bStride, nint bStep, int rows, int columns, int depth,
        int panelBytes, int rowBlock, RowsAhead ahead)
        where TVector : struct
        where T : unmanaged
        where L : struct, ILanes<TVector, T>
    {
        fixed (T* pinnedC = &c, pinnedStart = &start, pinnedA = &a, pinnedB = &b)
        {
            if (!SharedProduct.Pays(rows, columns, depth))
            {
                RunAlone<TVector, T, L>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, bStep, rows, columns, depth, panelBytes, rowBlock, ahead);
                return;
            }

            SharedProduct<TVector, T, L> product = new()
            {
                C = pinnedC, CStride = cStride, Start = pinnedStart, StartStride = startStride, A = pinnedA, AStride = aStride, AStep = aStep, B = pinnedB, BStride = bStride, BStep = bStep,
                Rows = rows, Columns = columns, Depth = depth, PanelBytes = panelBytes, RowBlock = rowBlock, Ahead = ahead,
            };
            product.Share();
        }
    }

    /// <summary>The product by one thread. The result is pinned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void RunAlone<TVector, T, L>(
        ref T c, nint cStride, ref T start, nint startStride, ref T a, nint aStride, nint aStep, ref T b, nint bStride, nint bStep, int rows, int columns, int depth,
        int panelBytes, int rowBlock, RowsAhead ahead)
        where TVector : struct
        where T : unmanaged
        where L : struct, ILanes<TVector, T>
    {
        int width = L.TileVectors * L.Count;
        int depthBlock = BlockSize(depth, panelBytes / (2 * L.Count * Unsafe.SizeOf<T>()), 1);
        rowBlock = BlockSize(rows, int.Max(TileSizes.MostRows, rowBlock * Unsafe.SizeOf<TVector>() / Vector256<byte>.Count / TileSizes.MostRows * TileSizes.MostRows), 2 * TileSizes.MostRows);

        // Behind the rows of a, the packing of six rows with whole vectors writes a few elements more.
        ref T bPanel = ref ThreadMemory<T, Panels>.Take((depthBlock * width) + (int.Min(rows, rowBlock) * depthBlock) + width);
        ref T aPanels = ref Unsafe.Add(ref bPanel, depthBlock * width);
        for (int k = 0; k < depth; k += depthBlock)
        {
            int block = int.Min(depthBlock, depth - k);
            for (int row = 0; row < rows; row += rowBlock)
            {
                int rowsHere = int.Min(rowBlock, rows - row);
                ref T cHere = ref Unsafe.Add(ref c, row * cStride);
                ref T bHere = ref Unsafe.Add(ref b, k * bStride);
                PanelPacking.PackRows<TVector, T, L>(ref aPanels, ref Unsafe.Add(ref a, (row * aStride) + (k * aStep)), aStride, aStep, rowsHere, block);

                // What is read after the product is prefetched with the last of its sums.
                RowsAhead aheadHere = k + block == depth ? ahead.Move<T>(row, 0) : default;

                // Later blocks go on from what the earlier ones have summed.
                if (k > 0)
                {
                    MultiplyBlock<TVector, T, L>(ref cHere, cStride, ref cHere, cStride, ref aPanels, ref bHere, bStride, bStep, ref bPanel, rowsHere, columns, block, aheadHere);
                }
                else
                {
                    ref T startHere = ref OptionalReference.Move(ref start, row * startStride);
                    MultiplyBlock<TVector, T, L>(ref cHere, cStride, ref startHere, startStride, ref aPanels, ref bHere, bStride, bStep, ref bPanel, rowsHere, columns, block, aheadHere);
                }
            }
        }
    }

    /// <summary>
    /// The size of blocks of the same size, but for the last: as few as there can be, if none may be larger than <paramref name="most"/> and an eighth. 512 rows are one block, not
    /// one of 504 and one of 8 for which all of the other operand would be packed again.
    /// </summary>
    private static int BlockSize(int length, int most, int multiple)
    {
        int blocks = int.Max(1, (length - (most / 8) + most - 1) / most);
        return (((length + blocks - 1) / blocks) + multiple - 1) / multiple * multiple;
    }

    /// <summary>All columns of a block of packed rows, panel by panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void MultiplyBlock<TVector, T, L>(
        ref T c, nint cStride, ref T start, nint startStride, ref T aPanels, ref T b, nint bStride, nint bStep, ref T bPanel, int rows, int columns, int depth, RowsAhead ahead)
        where TVector : struct
        where T : unmanaged
        where L : struct, ILanes<TVector, T>
    {
        int rowsAhead = bStep == 1 && bStride * Unsafe.SizeOf<T>() >= PrefetchStride ? (depth * TileSizes.MostRows / rows) + 1 : 0;
        bool isFar = depth >= LeastDepthAhead && (long)rows * columns * Unsafe.SizeOf<T>() >= LeastBytesAhead;
        int vectorsBefore = 0;
        delegate*<in TileOperands<T>, void> packing = null, six = null;
        int width;
        for (int column = 0; column < columns; column += width)
        {
            int vectors = TileSizes.Vectors(columns - column, L.Count, L.TileVectors);
            width = vectors * L.Count;
            int panelColumns = int.Min(width, columns - column);
            ref T source = ref Unsafe.Add(ref b, column * bStep);

            // The first tile packs the panel while it multiplies, where it can load whole vectors.
            bool packs = bStep == 1 && panelColumns == width && TileSizes.Rows(rows, L.TileVectors) == TileSizes.MostRows;
            if (!packs)
            {
                PanelPacking.PackColumns<TVector, T, L>(ref bPanel, ref source, bStride, bStep, panelColumns, width, depth);
            }

            if (vectors != vectorsBefore)
            {
                vectorsBefore = vectors;
                packing = L.Tile<Packing>(TileSizes.MostRows, vectors);
                six = Function<TVector, T, L>(TileSizes.MostRows, vectors);
            }

            TileOperands<T> operands = new()
            {
                CStride = cStride,
                StartStride = startStride,
                AStride = 1,
                Panel = ref bPanel,
                Depth = depth,
                Next = ref Unsafe.Add(ref source, width),
                NextStride = bStride,
                NextRows = column + width < columns ? rowsAhead : 0,
                Lanes = panelColumns - width + L.Count,
                IsFar = isFar,
            };
            int height;
            for (int row = 0; row < rows; row += height)
            {
                height = TileSizes.Rows(rows - row, L.TileVectors);
                ahead.Prefetch<T>(row, column, height, panelColumns);
                operands.C = ref Unsafe.Add(ref c, (row * cStride) + column);
                operands.Start = ref OptionalReference.Move(ref start, (row * startStride) + column);
                operands.A = ref Unsafe.Add(ref aPanels, row * depth);
                operands.TileStep = height * depth;

                // Tiles that have nothing to do between them are one call.
                operands.Tiles = !packs && !ahead.IsAsked ? TileSizes.EqualTiles(rows - row, L.TileVectors) : 1;
                operands.AStep = height;
                operands.B = ref packs ? ref source : ref bPanel;
                operands.BStride = packs ? bStride : width;
                delegate*<in TileOperands<T>, void> function = packs
                    ? packing
                    : height == TileSizes.MostRows ? six : Function<TVector, T, L>(height, vectors);
                TileEdge<TVector, T, L>.Run(function, height, vectors, in operands);
                operands.Next = ref Unsafe.Add(ref operands.Next, operands.Tiles * operands.NextRows * bStride);
                height *= operands.Tiles;
                packs = false;
            }
        }
    }

    /// <summary>
    /// The function for tiles of packed operands. Distances that are constants make a step of 12 multiply-adds shorter; beside 24 of them they are nothing, and the tiles of products in place are compiled already.
    /// </summary>
    private static unsafe delegate*<in TileOperands<T>, void> Function<TVector, T, L>(int height, int vectors)
        where TVector : struct
        where T : unmanaged
        where L : struct, ILanes<TVector, T> =>
        L.TileVectors == 4 ? L.Tile<InPlace>(height, vectors) : L.Tile<Packed>(height, vectors);

    /// <summary>What the thread's memory is for.</summary>
    private readonly struct Panels;
}
