using System.Runtime.CompilerServices;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>
/// The inner loop of <see cref="PackedProduct"/> and <see cref="InPlaceProduct"/>: some rows and some vectors of columns, summed step by step over the depth in registers. One text for tiles of every size:
/// the counts are types, so the compiler removes what a tile does not have.
/// </summary>
internal static unsafe partial class ProductTile<TVector, T, L>
    where TVector : struct
    where T : unmanaged
    where L : struct, ILanes<TVector, T>
{
    /// <summary>The function for tiles of a size.</summary>
    /// <param name="rows">The rows, one to six.</param>
    /// <param name="vectors">The vectors of a row, one to four.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static delegate*<in TileOperands<T>, void> Function<TLayout>(int rows, int vectors)
        where TLayout : struct, ITileLayout => vectors switch
        {
            1 when rows == 6 && !TLayout.Packs => &SumPairs<Six, TLayout>,
            1 when rows == 4 && !TLayout.Packs => &SumPairs<Four, TLayout>,
            1 => Function<One, TLayout>(rows),
            2 => Function<Two, TLayout>(rows),
            3 => Function<Three, TLayout>(rows),
            _ => Function<Four, TLayout>(rows),
        };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static delegate*<in TileOperands<T>, void> Function<TVectors, TLayout>(int rows)
        where TVectors : unmanaged
        where TLayout : struct, ITileLayout => rows switch
        {
            1 => TLayout.IsAPacked && L.TileVectors == 2 ? &SumInParts<One, TVectors> : &Sum<One, TVectors, TLayout>,
            2 => TLayout.IsAPacked && L.TileVectors == 2 ? &SumInParts<Two, TVectors> : &Sum<Two, TVectors, TLayout>,
            3 => &Sum<Three, TVectors, TLayout>,
            4 => &Sum<Four, TVectors, TLayout>,
            5 => &Sum<Five, TVectors, TLayout>,
            _ => &Sum<Six, TVectors, TLayout>,
        };

    /// <summary>Computes tiles, also those whose last vector does not lie in the matrix as a whole.</summary>
    /// <param name="function">The function for them.</param>
    /// <param name="rows">The rows of a tile.</param>
    /// <param name="vectors">The vectors of a row.</param>
    /// <param name="operands">The operands.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(delegate*<in TileOperands<T>, void> function, int rows, int vectors, in TileOperands<T> operands)
    {
        if (L.HasMasks || operands.Lanes == L.Count)
        {
            function(in operands);
        }
        else
        {
            RunEdge(function, rows, vectors, in operands);
        }
    }

    /// <summary>Computes tiles whose last vector does not lie in the matrix as a whole, without masks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunEdge(delegate*<in TileOperands<T>, void> function, int rows, int vectors, in TileOperands<T> operands)
    {
        // Calls for the parts of vectors would cost the tile its registers, so such tiles are summed beside the matrix, two at a time.
        TileOperands<T> edge = operands;
        edge.C = ref ThreadMemory<T, Edge>.Take(2 * TileSizes.MostRows * 4 * L.Count);
        edge.CStride = vectors * L.Count;
        edge.Start = ref Unsafe.NullRef<T>();
        edge.StartStride = 0;
        edge.IsFar = false;
        edge.NextRows = 0;
        for (int tile = 0; tile < operands.Tiles; tile += edge.Tiles)
        {
            edge.Tiles = int.Min(2, operands.Tiles - tile);
            function(in edge);
            edge.A = ref Unsafe.Add(ref edge.A, edge.Tiles * edge.TileStep);
            for (nint row = 0; row < edge.Tiles * rows; row++)
            {
                nint at = (tile * rows) + row;
                CopyEdge(ref Unsafe.Add(ref operands.C, at * operands.CStride), ref OptionalReference.Move(ref operands.Start, at * operands.StartStride), ref Unsafe.Add(ref edge.C, row * edge.CStride), vectors, operands.Lanes);
            }
        }
    }

    /// <summary>Adds what a row begins with to its sums, and stores as many as lie in the matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyEdge(ref T c, ref T start, ref T sums, int vectors, int lanes)
    {
        for (int at = 0, end = (vectors - 1) * L.Count; at <= end; at += L.Count)
        {
            TVector sum = L.Load(ref Unsafe.Add(ref sums, at));
            if (!Unsafe.IsNullRef(ref start))
            {
                sum = L.Add(sum, L.Load(ref Unsafe.Add(ref start, at)));
            }

            L.StorePart(sum, ref Unsafe.Add(ref c, at), at < end ? L.Count : lanes);
        }
    }

    /// <summary>One kind of tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Sum<TRows, TVectors, TLayout>(in TileOperands<T> operands)
        where TRows : unmanaged
        where TVectors : unmanaged
        where TLayout : struct, ITileLayout
    {
        ref T a = ref operands.A;
        nint aStride = TLayout.IsAPacked ? 1 : operands.AStride;
        nint aStep = TLayout.IsAPacked ? sizeof(TRows) : operands.AStep;
        nint bStride = TLayout.IsBPacked ? sizeof(TVectors) * L.Count : operands.BStride;
        ref T c = ref operands.C;
        ref T start = ref operands.Start;
        ref T next = ref operands.Next;
        for (int tile = operands.Tiles; tile > 0; tile--)
        {
            TVector c00 = default, c01 = default, c02 = default, c03 = default;
            TVector c10 = default, c11 = default, c12 = default, c13 = default;
            TVector c20 = default, c21 = default, c22 = default, c23 = default;
            TVector c30 = default, c31 = default, c32 = default, c33 = default;
            TVector c40 = default, c41 = default, c42 = default, c43 = default;
            TVector c50 = default, c51 = default, c52 = default, c53 = default;
            for (int row = operands.NextRows; row > 0; row--)
            {
                Prefetch<TVectors>(ref next);
                next = ref Unsafe.Add(ref next, operands.NextStride);
            }

            if (operands.IsFar)
            {
                Prefetch<TVectors>(ref c);
                if (sizeof(TRows) > 1)
                {
                    Prefetch<TVectors>(ref Unsafe.Add(ref c, operands.CStride));
                }

                if (sizeof(TRows) > 2)
                {
                    Prefetch<TVectors>(ref Unsafe.Add(ref c, 2 * operands.CStride));
                }

                if (sizeof(TRows) > 3)
                {
                    Prefetch<TVectors>(ref Unsafe.Add(ref c, 3 * operands.CStride));
                }

                if (sizeof(TRows) > 4)
                {
                    Prefetch<TVectors>(ref Unsafe.Add(ref c, 4 * operands.CStride));
                }

                if (sizeof(TRows) > 5)
                {
                    Prefetch<TVectors>(ref Unsafe.Add(ref c, 5 * operands.CStride));
                }
            }

            ref T panel = ref operands.Panel;
            ref T b = ref operands.B;
            ref T a0 = ref a;
            ref T third = ref Unsafe.Add(ref a, 3 * aStride);
            for (nint k = operands.Depth; k > 0; k--)
            {
                // Of packed rows, all six are at constant distances from one address; of others, three are from each of two.
                ref T a3 = ref TLayout.IsAPacked ? ref Unsafe.Add(ref a0, 3) : ref third;
                TVector b0 = L.Load(ref b);
                TVector b1 = sizeof(TVectors) > 1 ? L.Load(ref Unsafe.Add(ref b, L.Count)) : b0;
                TVector b2 = sizeof(TVectors) > 2 ? L.Load(ref Unsafe.Add(ref b, 2 * L.Count)) : b0;
                TVector b3 = sizeof(TVectors) > 3 ? L.Load(ref Unsafe.Add(ref b, 3 * L.Count)) : b0;
                if (TLayout.Packs)
                {
                    Store<TVectors>(ref panel, L.Count, b0, b1, b2, b3);
                    panel = ref Unsafe.Add(ref panel, sizeof(TVectors) * L.Count);
                }

                MultiplyAdd<TVectors>(L.Create(a0), b0, b1, b2, b3, ref c00, ref c01, ref c02, ref c03);
                if (sizeof(TRows) > 1)
                {
                    MultiplyAdd<TVectors>(L.Create(Unsafe.Add(ref a0, aStride)), b0, b1, b2, b3, ref c10, ref c11, ref c12, ref c13);
                }

                if (sizeof(TRows) > 2)
                {
                    MultiplyAdd<TVectors>(L.Create(Unsafe.Add(ref a0, 2 * aStride)), b0, b1, b2, b3, ref c20, ref c21, ref c22, ref c23);
                }

                if (sizeof(TRows) > 3)
                {
                    MultiplyAdd<TVectors>(L.Create(a3), b0, b1, b2, b3, ref c30, ref c31, ref c32, ref c33);
                }

                if (sizeof(TRows) > 4)
                {
                    MultiplyAdd<TVectors>(L.Create(Unsafe.Add(ref a3, aStride)), b0, b1, b2, b3, ref c40, ref c41, ref c42, ref c43);
                }

                if (sizeof(TRows) > 5)
                {
                    MultiplyAdd<TVectors>(L.Create(Unsafe.Add(ref a3, 2 * aStride)), b0, b1, b2, b3, ref c50, ref c51, ref c52, ref c53);
                }

                a0 = ref Unsafe.Add(ref a0, aStep);
                third = ref Unsafe.Add(ref third, aStep);
                b = ref Unsafe.Add(ref b, bStride);
            }

            nint cStride = operands.CStride, startStride = operands.StartStride;
            if (!Unsafe.IsNullRef(ref start))
            {
                Add<TVectors>(ref start, ref c00, ref c01, ref c02, ref c03);
                if (sizeof(TRows) > 1)
                {
                    Add<TVectors>(ref Unsafe.Add(ref start, startStride), ref c10, ref c11, ref c12, ref c13);
                }

                if (sizeof(TRows) > 2)
                {
                    Add<TVectors>(ref Unsafe.Add(ref start, 2 * startStride), ref c20, ref c21, ref c22, ref c23);
                }

                if (sizeof(TRows) > 3)
                {
                    Add<TVectors>(ref Unsafe.Add(ref start, 3 * startStride), ref c30, ref c31, ref c32, ref c33);
                }

                if (sizeof(TRows) > 4)
                {
                    Add<TVectors>(ref Unsafe.Add(ref start, 4 * startStride), ref c40, ref c41, ref c42, ref c43);
                }

                if (sizeof(TRows) > 5)
                {
                    Add<TVectors>(ref Unsafe.Add(ref start, 5 * startStride), ref c50, ref c51, ref c52, ref c53);
                }

                start = ref Unsafe.Add(ref start, sizeof(TRows) * startStride);
            }

            int lanes = operands.Lanes;
            Store<TVectors>(ref c, lanes, c00, c01, c02, c03);
            if (sizeof(TRows) > 1)
            {
                Store<TVectors>(ref Unsafe.Add(ref c, cStride), lanes, c10, c11, c12, c13);
            }

            if (sizeof(TRows) > 2)
            {
                Store<TVectors>(ref Unsafe.Add(ref c, 2 * cStride), lanes, c20, c21, c22, c23);
            }

            if (sizeof(TRows) > 3)
            {
                Store<TVectors>(ref Unsafe.Add(ref c, 3 * cStride), lanes, c30, c31, c32, c33);
            }

            if (sizeof(TRows) > 4)
            {
                Store<TVectors>(ref Unsafe.Add(ref c, 4 * cStride), lanes, c40, c41, c42, c43);
            }

            if (sizeof(TRows) > 5)
            {
                Store<TVectors>(ref Unsafe.Add(ref c, 5 * cStride), lanes, c50, c51, c52, c53);
            }

            c = ref Unsafe.Add(ref c, sizeof(TRows) * cStride);
            a = ref Unsafe.Add(ref a, operands.TileStep);
        }
    }

    /// <summary>Prefetches the lines of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch<TVectors>(ref T row)
        where TVectors : unmanaged
    {
        CacheLine.Prefetch(ref row);
        if (sizeof(TVectors) * Unsafe.SizeOf<TVector>() > CacheLine.Bytes)
        {
            CacheLine.Prefetch(ref Unsafe.AddByteOffset(ref row, CacheLine.Bytes));
        }

        if (sizeof(TVectors) * Unsafe.SizeOf<TVector>() > 2 * CacheLine.Bytes)
        {
            CacheLine.Prefetch(ref Unsafe.AddByteOffset(ref row, 2 * CacheLine.Bytes));
        }

        if (sizeof(TVectors) * Unsafe.SizeOf<TVector>() > 3 * CacheLine.Bytes)
        {
            CacheLine.Prefetch(ref Unsafe.AddByteOffset(ref row, 3 * CacheLine.Bytes));
        }
    }

    /// <summary>One step of one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<TVectors>(
        TVector a, TVector b0, TVector b1, TVector b2, TVector b3, ref TVector c0, ref TVector c1, ref TVector c2, ref TVector c3)
        where TVectors : unmanaged
    {
        c0 = L.MultiplyAdd(a, b0, c0);
        if (sizeof(TVectors) > 1)
        {
            c1 = L.MultiplyAdd(a, b1, c1);
        }

        if (sizeof(TVectors) > 2)
        {
            c2 = L.MultiplyAdd(a, b2, c2);
        }

        if (sizeof(TVectors) > 3)
        {
            c3 = L.MultiplyAdd(a, b3, c3);
        }
    }

    /// <summary>
    /// Adds what a row begins with. All rows of a tile do so before the first is stored: behind a masked store, which also covers the beginning of the next row, a load of that row would wait until the store
    /// has left the processor.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TVectors>(ref T start, ref TVector c0, ref TVector c1, ref TVector c2, ref TVector c3)
        where TVectors : unmanaged
    {
        c0 = L.Add(c0, L.Load(ref start));
        if (sizeof(TVectors) > 1)
        {
            c1 = L.Add(c1, L.Load(ref Unsafe.Add(ref start, L.Count)));
        }

        if (sizeof(TVectors) > 2)
        {
            c2 = L.Add(c2, L.Load(ref Unsafe.Add(ref start, 2 * L.Count)));
        }

        if (sizeof(TVectors) > 3)
        {
            c3 = L.Add(c3, L.Load(ref Unsafe.Add(ref start, 3 * L.Count)));
        }
    }

    /// <summary>Stores a row, of its last vector the first lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TVectors>(ref T destination, int lanes, TVector value0, TVector value1, TVector value2, TVector value3)
        where TVectors : unmanaged
    {
        if (sizeof(TVectors) > 1)
        {
            L.Store(value0, ref destination);
        }

        if (sizeof(TVectors) > 2)
        {
            L.Store(value1, ref Unsafe.Add(ref destination, L.Count));
        }

        if (sizeof(TVectors) > 3)
        {
            L.Store(value2, ref Unsafe.Add(ref destination, 2 * L.Count));
        }

        Store(ref Unsafe.Add(ref destination, (sizeof(TVectors) - 1) * L.Count), lanes, sizeof(TVectors) switch { 1 => value0, 2 => value1, 3 => value2, _ => value3 });
    }

    /// <summary>Stores the first lanes of a vector. Without masks all lanes lie in the matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref T destination, int lanes, TVector value)
    {
        if (L.HasMasks && lanes != L.Count)
        {
            L.StorePart(value, ref destination, lanes);
        }
        else
        {
            L.Store(value, ref destination);
        }
    }

    /// <summary>What the thread's memory is for.</summary>
    private readonly struct Edge;
}
