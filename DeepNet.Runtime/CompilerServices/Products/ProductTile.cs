using System.Runtime.CompilerServices;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>
/// The inner loop of <see cref="PackedProduct"/> and <see cref="InPlaceProduct"/>: some rows and some vectors of columns, summed step by step over the depth in registers. One text for tiles of every size:
/// the counts are types, so the compiler removes what a tile does not have.
/// </summary>
/// <remarks>
/// This file and its parts are compiled for single elements only. For vectors the build writes texts from them that have the functions of each width in place of the interface's (DeepNet.Runtime.csproj): inlined through
/// the interface, a tile took the JIT three times as long.
/// </remarks>
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
            for (int row = operands.NextRows; row > 0; row--)
            {
                Prefetch<TVectors>(ref next);
                next = ref Unsafe.Add(ref next, operands.NextStride);
            }

            if (operands.IsFar)
            {
                ref T far = ref c;
                for (int row = sizeof(TRows); row > 0; row--)
                {
                    Prefetch<TVectors>(ref far);
                    far = ref Unsafe.Add(ref far, operands.CStride);
                }
            }

            TVector c00 = default, c01 = default, c02 = default, c03 = default;
            TVector c10 = default, c11 = default, c12 = default, c13 = default;
            TVector c20 = default, c21 = default, c22 = default, c23 = default;
            TVector c30 = default, c31 = default, c32 = default, c33 = default;
            TVector c40 = default, c41 = default, c42 = default, c43 = default;
            TVector c50 = default, c51 = default, c52 = default, c53 = default;
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
                    L.Store(b0, ref panel);
                    if (sizeof(TVectors) > 1)
                    {
                        L.Store(b1, ref Unsafe.Add(ref panel, L.Count));
                    }

                    if (sizeof(TVectors) > 2)
                    {
                        L.Store(b2, ref Unsafe.Add(ref panel, 2 * L.Count));
                    }

                    if (sizeof(TVectors) > 3)
                    {
                        L.Store(b3, ref Unsafe.Add(ref panel, 3 * L.Count));
                    }

                    panel = ref Unsafe.Add(ref panel, sizeof(TVectors) * L.Count);
                }

                TVector x0 = L.Create(a0);
                c00 = L.MultiplyAdd(x0, b0, c00);
                c01 = sizeof(TVectors) > 1 ? L.MultiplyAdd(x0, b1, c01) : c01;
                c02 = sizeof(TVectors) > 2 ? L.MultiplyAdd(x0, b2, c02) : c02;
                c03 = sizeof(TVectors) > 3 ? L.MultiplyAdd(x0, b3, c03) : c03;
                if (sizeof(TRows) > 1)
                {
                    TVector x1 = L.Create(Unsafe.Add(ref a0, aStride));
                    c10 = L.MultiplyAdd(x1, b0, c10);
                    c11 = sizeof(TVectors) > 1 ? L.MultiplyAdd(x1, b1, c11) : c11;
                    c12 = sizeof(TVectors) > 2 ? L.MultiplyAdd(x1, b2, c12) : c12;
                    c13 = sizeof(TVectors) > 3 ? L.MultiplyAdd(x1, b3, c13) : c13;
                }

                if (sizeof(TRows) > 2)
                {
                    TVector x2 = L.Create(Unsafe.Add(ref a0, 2 * aStride));
                    c20 = L.MultiplyAdd(x2, b0, c20);
                    c21 = sizeof(TVectors) > 1 ? L.MultiplyAdd(x2, b1, c21) : c21;
                    c22 = sizeof(TVectors) > 2 ? L.MultiplyAdd(x2, b2, c22) : c22;
                    c23 = sizeof(TVectors) > 3 ? L.MultiplyAdd(x2, b3, c23) : c23;
                }

                if (sizeof(TRows) > 3)
                {
                    TVector x3 = L.Create(a3);
                    c30 = L.MultiplyAdd(x3, b0, c30);
                    c31 = sizeof(TVectors) > 1 ? L.MultiplyAdd(x3, b1, c31) : c31;
                    c32 = sizeof(TVectors) > 2 ? L.MultiplyAdd(x3, b2, c32) : c32;
                    c33 = sizeof(TVectors) > 3 ? L.MultiplyAdd(x3, b3, c33) : c33;
                }

                if (sizeof(TRows) > 4)
                {
                    TVector x4 = L.Create(Unsafe.Add(ref a3, aStride));
                    c40 = L.MultiplyAdd(x4, b0, c40);
                    c41 = sizeof(TVectors) > 1 ? L.MultiplyAdd(x4, b1, c41) : c41;
                    c42 = sizeof(TVectors) > 2 ? L.MultiplyAdd(x4, b2, c42) : c42;
                    c43 = sizeof(TVectors) > 3 ? L.MultiplyAdd(x4, b3, c43) : c43;
                }

                if (sizeof(TRows) > 5)
                {
                    TVector x5 = L.Create(Unsafe.Add(ref a3, 2 * aStride));
                    c50 = L.MultiplyAdd(x5, b0, c50);
                    c51 = sizeof(TVectors) > 1 ? L.MultiplyAdd(x5, b1, c51) : c51;
                    c52 = sizeof(TVectors) > 2 ? L.MultiplyAdd(x5, b2, c52) : c52;
                    c53 = sizeof(TVectors) > 3 ? L.MultiplyAdd(x5, b3, c53) : c53;
                }

                a0 = ref Unsafe.Add(ref a0, aStep);
                third = ref Unsafe.Add(ref third, aStep);
                b = ref Unsafe.Add(ref b, bStride);
            }

            nint cStride = operands.CStride, startStride = operands.StartStride;
            if (!Unsafe.IsNullRef(ref start))
            {
                // All rows of a tile do so before the first is stored: behind a masked store, which also covers the beginning of the next row, a load of that row would wait until the store has left the processor.
                ref T row = ref start;
                c00 = L.Add(c00, L.Load(ref row));
                c01 = sizeof(TVectors) > 1 ? L.Add(c01, L.Load(ref Unsafe.Add(ref row, L.Count))) : c01;
                c02 = sizeof(TVectors) > 2 ? L.Add(c02, L.Load(ref Unsafe.Add(ref row, 2 * L.Count))) : c02;
                c03 = sizeof(TVectors) > 3 ? L.Add(c03, L.Load(ref Unsafe.Add(ref row, 3 * L.Count))) : c03;
                if (sizeof(TRows) > 1)
                {
                    row = ref Unsafe.Add(ref row, startStride);
                    c10 = L.Add(c10, L.Load(ref row));
                    c11 = sizeof(TVectors) > 1 ? L.Add(c11, L.Load(ref Unsafe.Add(ref row, L.Count))) : c11;
                    c12 = sizeof(TVectors) > 2 ? L.Add(c12, L.Load(ref Unsafe.Add(ref row, 2 * L.Count))) : c12;
                    c13 = sizeof(TVectors) > 3 ? L.Add(c13, L.Load(ref Unsafe.Add(ref row, 3 * L.Count))) : c13;
                }

                if (sizeof(TRows) > 2)
                {
                    row = ref Unsafe.Add(ref row, startStride);
                    c20 = L.Add(c20, L.Load(ref row));
                    c21 = sizeof(TVectors) > 1 ? L.Add(c21, L.Load(ref Unsafe.Add(ref row, L.Count))) : c21;
                    c22 = sizeof(TVectors) > 2 ? L.Add(c22, L.Load(ref Unsafe.Add(ref row, 2 * L.Count))) : c22;
                    c23 = sizeof(TVectors) > 3 ? L.Add(c23, L.Load(ref Unsafe.Add(ref row, 3 * L.Count))) : c23;
                }

                if (sizeof(TRows) > 3)
                {
                    row = ref Unsafe.Add(ref row, startStride);
                    c30 = L.Add(c30, L.Load(ref row));
                    c31 = sizeof(TVectors) > 1 ? L.Add(c31, L.Load(ref Unsafe.Add(ref row, L.Count))) : c31;
                    c32 = sizeof(TVectors) > 2 ? L.Add(c32, L.Load(ref Unsafe.Add(ref row, 2 * L.Count))) : c32;
                    c33 = sizeof(TVectors) > 3 ? L.Add(c33, L.Load(ref Unsafe.Add(ref row, 3 * L.Count))) : c33;
                }

                if (sizeof(TRows) > 4)
                {
                    row = ref Unsafe.Add(ref row, startStride);
                    c40 = L.Add(c40, L.Load(ref row));
                    c41 = sizeof(TVectors) > 1 ? L.Add(c41, L.Load(ref Unsafe.Add(ref row, L.Count))) : c41;
                    c42 = sizeof(TVectors) > 2 ? L.Add(c42, L.Load(ref Unsafe.Add(ref row, 2 * L.Count))) : c42;
                    c43 = sizeof(TVectors) > 3 ? L.Add(c43, L.Load(ref Unsafe.Add(ref row, 3 * L.Count))) : c43;
                }

                if (sizeof(TRows) > 5)
                {
                    row = ref Unsafe.Add(ref row, startStride);
                    c50 = L.Add(c50, L.Load(ref row));
                    c51 = sizeof(TVectors) > 1 ? L.Add(c51, L.Load(ref Unsafe.Add(ref row, L.Count))) : c51;
                    c52 = sizeof(TVectors) > 2 ? L.Add(c52, L.Load(ref Unsafe.Add(ref row, 2 * L.Count))) : c52;
                    c53 = sizeof(TVectors) > 3 ? L.Add(c53, L.Load(ref Unsafe.Add(ref row, 3 * L.Count))) : c53;
                }

                start = ref Unsafe.Add(ref start, sizeof(TRows) * startStride);
            }

            int lanes = operands.Lanes;
            Store<TVectors>(ref c, lanes, c00, c01, c02, c03);
            if (sizeof(TRows) > 1)
            {
                c = ref Unsafe.Add(ref c, cStride);
                Store<TVectors>(ref c, lanes, c10, c11, c12, c13);
            }

            if (sizeof(TRows) > 2)
            {
                c = ref Unsafe.Add(ref c, cStride);
                Store<TVectors>(ref c, lanes, c20, c21, c22, c23);
            }

            if (sizeof(TRows) > 3)
            {
                c = ref Unsafe.Add(ref c, cStride);
                Store<TVectors>(ref c, lanes, c30, c31, c32, c33);
            }

            if (sizeof(TRows) > 4)
            {
                c = ref Unsafe.Add(ref c, cStride);
                Store<TVectors>(ref c, lanes, c40, c41, c42, c43);
            }

            if (sizeof(TRows) > 5)
            {
                c = ref Unsafe.Add(ref c, cStride);
                Store<TVectors>(ref c, lanes, c50, c51, c52, c53);
            }

            c = ref Unsafe.Add(ref c, cStride);
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

        TVector last = sizeof(TVectors) == 1 ? value0 : sizeof(TVectors) == 2 ? value1 : sizeof(TVectors) == 3 ? value2 : value3;
        if (L.HasMasks && lanes != L.Count)
        {
            L.StorePart(last, ref Unsafe.Add(ref destination, (sizeof(TVectors) - 1) * L.Count), lanes);
        }
        else
        {
            L.Store(last, ref Unsafe.Add(ref destination, (sizeof(TVectors) - 1) * L.Count));
        }
    }
}
