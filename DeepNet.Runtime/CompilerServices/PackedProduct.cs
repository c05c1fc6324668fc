using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>
/// The matrix product of layers that are too large for the cache, with both operands packed (Goto and van de Geijn 2008). Called by generated code only.
/// </summary>
/// <remarks>
/// <para><c>c[rows, columns] = start + a[rows, depth] · b[depth, columns]</c>. The depth is cut into blocks. Of a block, the rows of <c>a</c> are packed in panels of six,
/// which stay in the second-level cache, and the columns of <c>b</c> in panels of two vectors, of which one at a time stays in the first-level cache; a tile of
/// 6 × 2 vectors of <c>c</c> is summed in registers. Packing makes every access of the inner loop sequential, whatever the strides are: rows whose distance is a power
/// of two would all fall into the same few sets of the cache.</para>
/// <para>An element of <c>c</c> is summed in an order that depends only on <c>depth</c>, <c>panelBytes</c> and the height of its tile. Rows are taken six at a time from the first on,
/// so a product that is cut at a multiple of six rows, or at any column, gives the same bits as in one piece.</para>
/// <para>The panels lie in memory of the thread, which is allocated when a thread first needs as much.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PackedProduct
{
    /// <summary>Rows of a panel of <c>a</c>: 6 × 2 sums, two vectors of <c>b</c> and one of <c>a</c> in the 16 registers of AVX2.</summary>
    internal const int TileRows = 6;

    /// <summary>Bytes of a panel of <c>b</c>: half of a first-level cache of 32 KB, the other half is for rows of <c>a</c> and <c>c</c>.</summary>
    internal const int PanelBytes = 16 * 1024;

    /// <summary>
    /// Rows of <c>a</c> that are packed together: 504 x 256 floats are the second-level cache of 512 KB. 252 rows were up to 4 % slower at 1024³ (benchmarks/products).
    /// </summary>
    internal const int RowBlock = 84 * TileRows;

    /// <summary>Distance of the rows of <c>b</c>, in bytes, from which the processor does not load the next panel ahead by itself (benchmarks/products).</summary>
    private const int PrefetchStride = 1024;

    /// <summary>Multiply-adds from which a second thread pays for its waking: some 50 microseconds of one core (benchmarks/products).</summary>
    private const long LeastSharedWork = 2_000_000;

    /// <summary>Computes the product.</summary>
    /// <param name="c">The first element of the result.</param>
    /// <param name="cStride">Elements between rows of the result.</param>
    /// <param name="start">What the sums begin with: a matrix, which may be <paramref name="c"/>; with a stride of 0 a row that is the same for all rows; or a null reference for zero.</param>
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
    /// <param name="panelBytes">Bytes of a panel of <paramref name="b"/>: half of the first-level cache.</param>
    /// <param name="rowBlock">Rows of <paramref name="a"/> that are packed together: with 256-bit vectors they fill the second-level cache. A multiple of the six rows of a tile.</param>
    /// <param name="ahead">What is read as soon as the product is done, if it is asked for meanwhile.</param>
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
        else
        {
            Run<Vector128<float>, float, SingleLanes128>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, bStep, rows, columns, depth, panelBytes, rowBlock, ahead);
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
        else
        {
            Run<Vector128<double>, double, DoubleLanes128>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, bStep, rows, columns, depth, panelBytes, rowBlock, ahead);
        }
    }

    /// <summary>The product with vectors of one width, which the hardware need not have, by as many threads as are worth it.</summary>
    internal static unsafe void Run<TVector, T, L>(
        ref T c, nint cStride, ref T start, nint startStride, ref T a, nint aStride, nint aStep, ref T b, nint bStride, nint bStep, int rows, int columns, int depth,
        int panelBytes, int rowBlock, RowsAhead ahead)
        where TVector : struct
        where T : unmanaged, IAdditionOperators<T, T, T>
        where L : struct, ILanes<TVector, T>
    {
        int threads = WorkerTeam.Threads;
        if (threads == 1 || (long)rows * columns * depth < LeastSharedWork)
        {
            RunAlone<TVector, T, L>(ref c, cStride, ref start, startStride, ref a, aStride, aStep, ref b, bStride, bStep, rows, columns, depth, panelBytes, rowBlock, ahead);
            return;
        }

        // The longer side is cut, so that as little as possible of the other operand is packed twice.
        bool cutsRows = rows > columns;
        int unit = cutsRows ? TileRows : 2 * L.Count;
        int units = (cutsRows ? rows : columns) / unit;
        fixed (T* pinnedC = &c, pinnedStart = &start, pinnedA = &a, pinnedB = &b)
        {
            SharedProduct<TVector, T, L> product = new()
            {
                C = pinnedC, CStride = cStride, Start = pinnedStart, StartStride = startStride, A = pinnedA, AStride = aStride, AStep = aStep, B = pinnedB, BStride = bStride, BStep = bStep,
                Rows = rows, Columns = columns, Depth = depth, PanelBytes = panelBytes, RowBlock = rowBlock, Ahead = ahead, CutsRows = cutsRows, Unit = unit, Units = units,
            };
            Workers.Run(ref product, int.Max(1, int.Min(threads, units)));
        }
    }

    /// <summary>The product by one thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunAlone<TVector, T, L>(
        ref T c, nint cStride, ref T start, nint startStride, ref T a, nint aStride, nint aStep, ref T b, nint bStride, nint bStep, int rows, int columns, int depth,
        int panelBytes, int rowBlock, RowsAhead ahead)
        where TVector : struct
        where T : unmanaged, IAdditionOperators<T, T, T>
        where L : struct, ILanes<TVector, T>
    {
        int width = 2 * L.Count;
        startStride = Unsafe.IsNullRef(ref start) ? 0 : startStride;
        int depthBlock = BlockSize(depth, panelBytes / (width * Unsafe.SizeOf<T>()), 1);
        rowBlock = BlockSize(rows, rowBlock, 2 * TileRows);

        // Behind the rows of a, the packing of six rows with whole vectors writes a few elements more; the tile before the panels is for edges.
        ref T edge = ref ThreadMemory<T, Panels>.Take((TileRows * width) + (depthBlock * width) + (int.Min(rows, rowBlock) * depthBlock) + width);
        ref T bPanel = ref Unsafe.Add(ref edge, TileRows * width);
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

                // What is read after the product is asked for with the last of its sums.
                RowsAhead aheadHere = k + block == depth ? ahead.Move<T>(row, 0) : default;

                // Later blocks go on from what the earlier ones have summed.
                if (k > 0)
                {
                    MultiplyBlock<TVector, T, L>(ref cHere, cStride, ref cHere, cStride, ref aPanels, ref bHere, bStride, bStep, ref bPanel, ref edge, rowsHere, columns, block, aheadHere);
                }
                else
                {
                    ref T startHere = ref Move(ref start, row * startStride);
                    MultiplyBlock<TVector, T, L>(ref cHere, cStride, ref startHere, startStride, ref aPanels, ref bHere, bStride, bStep, ref bPanel, ref edge, rowsHere, columns, block, aheadHere);
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
    private static void MultiplyBlock<TVector, T, L>(
        ref T c, nint cStride, ref T start, nint startStride, ref T aPanels, ref T b, nint bStride, nint bStep, ref T bPanel, ref T edge, int rows, int columns, int depth, RowsAhead ahead)
        where TVector : struct
        where T : unmanaged, IAdditionOperators<T, T, T>
        where L : struct, ILanes<TVector, T>
    {
        int width = 2 * L.Count;
        int linesATile = bStep == 1 && bStride * Unsafe.SizeOf<T>() >= PrefetchStride ? (depth * TileRows / rows) + 1 : 0;
        for (int column = 0; column < columns; column += width)
        {
            int panelColumns = int.Min(width, columns - column);
            ref T source = ref Unsafe.Add(ref b, column * bStep);

            // The first tile packs the panel while it multiplies, where it can load whole vectors.
            bool packs = bStep == 1 && panelColumns == width && rows >= TileRows;
            if (!packs)
            {
                PanelPacking.PackColumns<TVector, T, L>(ref bPanel, ref source, bStride, bStep, panelColumns, depth);
            }

            int line = 0;
            int linesToPrefetch = column + width < columns ? linesATile : 0;
            int height;
            for (int row = 0; row < rows; row += height)
            {
                bool isNarrow = panelColumns <= L.Count && rows - row >= 2 * TileRows;
                height = isNarrow ? 2 * TileRows : PanelPacking.PanelRows(rows - row);
                for (int end = int.Min(depth, line + linesToPrefetch); line < end; line++)
                {
                    CacheLine.Prefetch(ref Unsafe.Add(ref source, (line * bStride) + width));
                }

                ahead.Prefetch<T>(row, column, height, panelColumns);
                ref T cTile = ref Unsafe.Add(ref c, (row * cStride) + column);
                ref T startTile = ref Move(ref start, (row * startStride) + column);
                ref T a = ref Unsafe.Add(ref aPanels, row * depth);
                if (panelColumns == width)
                {
                    // Tiles that have nothing to do between them are one call.
                    int tiles = height == TileRows && !packs && linesToPrefetch == 0 && !ahead.IsAsked ? (rows - row) / TileRows : 1;
                    ProductTile<TVector, T, L>.Run(height, ref cTile, cStride, ref startTile, startStride, ref a, ref bPanel, ref source, packs ? bStride : 0, depth, tiles);
                    height *= tiles;
                    packs = false;
                }
                else if (isNarrow && panelColumns == L.Count)
                {
                    ProductTile<TVector, T, L>.RunNarrow(ref cTile, cStride, ref startTile, startStride, ref a, ref bPanel, depth);
                }
                else if (isNarrow)
                {
                    ProductTile<TVector, T, L>.RunNarrow(ref edge, L.Count, ref Unsafe.NullRef<T>(), 0, ref a, ref bPanel, depth);
                    CopyEdge(ref cTile, cStride, ref startTile, startStride, ref edge, L.Count, height, panelColumns);
                }
                else
                {
                    // An edge is summed beside the matrix, because whole vectors do not fit into its rows.
                    ProductTile<TVector, T, L>.Run(height, ref edge, width, ref Unsafe.NullRef<T>(), 0, ref a, ref bPanel, ref source, 0, depth, 1);
                    CopyEdge(ref cTile, cStride, ref startTile, startStride, ref edge, width, height, panelColumns);
                }
            }
        }
    }

    /// <summary>Adds what the sums begin with to those of an edge, and writes them without touching what lies behind the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyEdge<T>(ref T c, nint cStride, ref T start, nint startStride, ref T edge, nint edgeStride, int rows, int columns)
        where T : unmanaged, IAdditionOperators<T, T, T>
    {
        for (nint row = 0; row < rows; row++)
        {
            nint column = 0;
            for (; column + Vector128<T>.Count <= columns; column += Vector128<T>.Count)
            {
                Vector128<T> sums = Vector128.LoadUnsafe(ref Unsafe.Add(ref edge, (row * edgeStride) + column));
                if (!Unsafe.IsNullRef(ref start))
                {
                    sums += Vector128.LoadUnsafe(ref Unsafe.Add(ref start, (row * startStride) + column));
                }

                sums.StoreUnsafe(ref Unsafe.Add(ref c, (row * cStride) + column));
            }

            for (; column < columns; column++)
            {
                T sum = Unsafe.Add(ref edge, (row * edgeStride) + column);
                Unsafe.Add(ref c, (row * cStride) + column) = Unsafe.IsNullRef(ref start) ? sum : sum + Unsafe.Add(ref start, (row * startStride) + column);
            }
        }
    }

    /// <summary>A reference moved by some elements, unless it is null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T Move<T>(ref T start, nint elements) => ref Unsafe.IsNullRef(ref start) ? ref start : ref Unsafe.Add(ref start, elements);

    /// <summary>What the thread's memory is for.</summary>
    private readonly struct Panels;

    /// <summary>A product whose rows or columns are cut into parts. The operands are pinned.</summary>
    private unsafe struct SharedProduct<TVector, T, L> : IParts
        where TVector : struct
        where T : unmanaged, IAdditionOperators<T, T, T>
        where L : struct, ILanes<TVector, T>
    {
        public required T* C;
        public required nint CStride;
        public required T* Start;
        public required nint StartStride;
        public required T* A;
        public required nint AStride;
        public required nint AStep;
        public required T* B;
        public required nint BStride;
        public required nint BStep;
        public required int Rows;
        public required int Columns;
        public required int Depth;
        public required int PanelBytes;
        public required int RowBlock;
        public required RowsAhead Ahead;
        public required bool CutsRows;
        public required int Unit;
        public required int Units;

        public readonly void Run(int part, int parts)
        {
            int first = (int)((long)Units * part / parts) * Unit;
            int end = part == parts - 1 ? (CutsRows ? Rows : Columns) : (int)((long)Units * (part + 1) / parts) * Unit;
            nint row = CutsRows ? first : 0;
            nint column = CutsRows ? 0 : first;
            RunAlone<TVector, T, L>(
                ref C[(row * CStride) + column], CStride,
                ref Move(ref Unsafe.AsRef<T>(Start), (row * StartStride) + column), StartStride,
                ref A[row * AStride], AStride, AStep,
                ref B[column * BStep], BStride, BStep,
                CutsRows ? end - first : Rows, CutsRows ? Columns : end - first, Depth, PanelBytes, RowBlock, Ahead.Move<T>(row, column));
        }
    }
}
