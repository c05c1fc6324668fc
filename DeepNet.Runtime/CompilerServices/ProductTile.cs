using System.Runtime.CompilerServices;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>The inner loops of <see cref="PackedProduct"/>: some rows and two vectors of columns, summed over the depth in registers.</summary>
internal static class ProductTile<TVector, T, L>
    where TVector : struct
    where T : unmanaged
    where L : struct, ILanes<TVector, T>
{
    /// <summary>Something that is known when a tile is compiled, so that the tile has no branch for it.</summary>
    private interface ISwitch
    {
        static abstract bool IsOn { get; }
    }

    /// <summary>Computes a tile of six, four, two or one rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="c">The first element of the result.</param>
    /// <param name="cStride">Elements between its rows.</param>
    /// <param name="start">What is added to the sums, or a null reference.</param>
    /// <param name="startStride">Elements between its rows.</param>
    /// <param name="a">The panel of rows.</param>
    /// <param name="b">The panel of columns.</param>
    /// <param name="source">Where the columns come from.</param>
    /// <param name="sourceStride">Elements between steps of <paramref name="source"/>, if the panel of columns is to be packed from it on the way; else 0.</param>
    /// <param name="depth">The steps.</param>
    /// <param name="tiles">Tiles of six rows, one below the other; 1 for tiles of fewer rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(int rows, ref T c, nint cStride, ref T start, nint startStride, ref T a, ref T b, ref T source, nint sourceStride, nint depth, int tiles)
    {
        if (sourceStride != 0)
        {
            Tile6<On>(ref c, cStride, ref start, startStride, ref a, ref b, ref source, sourceStride, depth, 1);
        }
        else if (rows == PackedProduct.TileRows)
        {
            Tile6<Off>(ref c, cStride, ref start, startStride, ref a, ref b, ref source, 0, depth, tiles);
        }
        else if (rows == 4)
        {
            Tile4(ref c, cStride, ref start, startStride, ref a, ref b, depth);
        }
        else if (rows == 2)
        {
            Tile2(ref c, cStride, ref start, startStride, ref a, ref b, depth);
        }
        else
        {
            Tile1(ref c, ref start, ref a, ref b, depth);
        }
    }

    /// <summary>Computes twelve rows, which are two panels, of the first vector of columns alone: for an edge that needs no more. The sums are those that <see cref="Run"/> would give.</summary>
    /// <param name="c">The first element of the result.</param>
    /// <param name="cStride">Elements between its rows.</param>
    /// <param name="start">What is added to the sums, or a null reference.</param>
    /// <param name="startStride">Elements between its rows.</param>
    /// <param name="a">The panels of rows.</param>
    /// <param name="b">The panel of columns, of two vectors as ever.</param>
    /// <param name="depth">The steps.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void RunNarrow(ref T c, nint cStride, ref T start, nint startStride, ref T a, ref T b, nint depth)
    {
        ref T next = ref Unsafe.Add(ref a, PackedProduct.TileRows * depth);
        TVector c0 = L.Create(default), c1 = L.Create(default);
        TVector c2 = L.Create(default), c3 = L.Create(default);
        TVector c4 = L.Create(default), c5 = L.Create(default);
        TVector c6 = L.Create(default), c7 = L.Create(default);
        TVector c8 = L.Create(default), c9 = L.Create(default);
        TVector c10 = L.Create(default), c11 = L.Create(default);
        for (; depth > 0; depth--)
        {
            TVector b0 = L.Load(ref b);
            c0 = L.MultiplyAdd(L.Create(a), b0, c0);
            c1 = L.MultiplyAdd(L.Create(Unsafe.Add(ref a, 1)), b0, c1);
            c2 = L.MultiplyAdd(L.Create(Unsafe.Add(ref a, 2)), b0, c2);
            c3 = L.MultiplyAdd(L.Create(Unsafe.Add(ref a, 3)), b0, c3);
            c4 = L.MultiplyAdd(L.Create(Unsafe.Add(ref a, 4)), b0, c4);
            c5 = L.MultiplyAdd(L.Create(Unsafe.Add(ref a, 5)), b0, c5);
            c6 = L.MultiplyAdd(L.Create(next), b0, c6);
            c7 = L.MultiplyAdd(L.Create(Unsafe.Add(ref next, 1)), b0, c7);
            c8 = L.MultiplyAdd(L.Create(Unsafe.Add(ref next, 2)), b0, c8);
            c9 = L.MultiplyAdd(L.Create(Unsafe.Add(ref next, 3)), b0, c9);
            c10 = L.MultiplyAdd(L.Create(Unsafe.Add(ref next, 4)), b0, c10);
            c11 = L.MultiplyAdd(L.Create(Unsafe.Add(ref next, 5)), b0, c11);
            a = ref Unsafe.Add(ref a, PackedProduct.TileRows);
            next = ref Unsafe.Add(ref next, PackedProduct.TileRows);
            b = ref Unsafe.Add(ref b, 2 * L.Count);
        }

        Put(ref c, ref start, 0, c0);
        Put(ref Unsafe.Add(ref c, cStride), ref start, startStride, c1);
        Put(ref Unsafe.Add(ref c, 2 * cStride), ref start, 2 * startStride, c2);
        Put(ref Unsafe.Add(ref c, 3 * cStride), ref start, 3 * startStride, c3);
        Put(ref Unsafe.Add(ref c, 4 * cStride), ref start, 4 * startStride, c4);
        Put(ref Unsafe.Add(ref c, 5 * cStride), ref start, 5 * startStride, c5);
        Put(ref Unsafe.Add(ref c, 6 * cStride), ref start, 6 * startStride, c6);
        Put(ref Unsafe.Add(ref c, 7 * cStride), ref start, 7 * startStride, c7);
        Put(ref Unsafe.Add(ref c, 8 * cStride), ref start, 8 * startStride, c8);
        Put(ref Unsafe.Add(ref c, 9 * cStride), ref start, 9 * startStride, c9);
        Put(ref Unsafe.Add(ref c, 10 * cStride), ref start, 10 * startStride, c10);
        Put(ref Unsafe.Add(ref c, 11 * cStride), ref start, 11 * startStride, c11);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tile6<TPacks>(ref T c, nint cStride, ref T start, nint startStride, ref T a, ref T b, ref T source, nint sourceStride, nint depth, int tiles)
        where TPacks : struct, ISwitch
    {
        do
        {
            ref T bAt = ref b;
            TVector c00 = L.Create(default), c01 = L.Create(default);
            TVector c10 = L.Create(default), c11 = L.Create(default);
            TVector c20 = L.Create(default), c21 = L.Create(default);
            TVector c30 = L.Create(default), c31 = L.Create(default);
            TVector c40 = L.Create(default), c41 = L.Create(default);
            TVector c50 = L.Create(default), c51 = L.Create(default);
            for (nint k = depth; k > 0; k--)
            {
                ref T from = ref TPacks.IsOn ? ref source : ref bAt;
                TVector b0 = L.Load(ref from);
                TVector b1 = L.Load(ref Unsafe.Add(ref from, L.Count));
                if (TPacks.IsOn)
                {
                    L.Store(b0, ref bAt);
                    L.Store(b1, ref Unsafe.Add(ref bAt, L.Count));
                    source = ref Unsafe.Add(ref source, sourceStride);
                }

                TVector a0 = L.Create(a);
                c00 = L.MultiplyAdd(a0, b0, c00);
                c01 = L.MultiplyAdd(a0, b1, c01);
                TVector a1 = L.Create(Unsafe.Add(ref a, 1));
                c10 = L.MultiplyAdd(a1, b0, c10);
                c11 = L.MultiplyAdd(a1, b1, c11);
                TVector a2 = L.Create(Unsafe.Add(ref a, 2));
                c20 = L.MultiplyAdd(a2, b0, c20);
                c21 = L.MultiplyAdd(a2, b1, c21);
                TVector a3 = L.Create(Unsafe.Add(ref a, 3));
                c30 = L.MultiplyAdd(a3, b0, c30);
                c31 = L.MultiplyAdd(a3, b1, c31);
                TVector a4 = L.Create(Unsafe.Add(ref a, 4));
                c40 = L.MultiplyAdd(a4, b0, c40);
                c41 = L.MultiplyAdd(a4, b1, c41);
                TVector a5 = L.Create(Unsafe.Add(ref a, 5));
                c50 = L.MultiplyAdd(a5, b0, c50);
                c51 = L.MultiplyAdd(a5, b1, c51);
                a = ref Unsafe.Add(ref a, 6);
                bAt = ref Unsafe.Add(ref bAt, 2 * L.Count);
            }

            Put(ref c, ref start, 0, c00, c01);
            Put(ref Unsafe.Add(ref c, cStride), ref start, startStride, c10, c11);
            Put(ref Unsafe.Add(ref c, 2 * cStride), ref start, 2 * startStride, c20, c21);
            Put(ref Unsafe.Add(ref c, 3 * cStride), ref start, 3 * startStride, c30, c31);
            Put(ref Unsafe.Add(ref c, 4 * cStride), ref start, 4 * startStride, c40, c41);
            Put(ref Unsafe.Add(ref c, 5 * cStride), ref start, 5 * startStride, c50, c51);
            c = ref Unsafe.Add(ref c, PackedProduct.TileRows * cStride);
            start = ref Unsafe.Add(ref start, PackedProduct.TileRows * startStride);
        }
        while (--tiles > 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tile4(ref T c, nint cStride, ref T start, nint startStride, ref T a, ref T b, nint depth)
    {
        TVector c00 = L.Create(default), c01 = L.Create(default);
        TVector c10 = L.Create(default), c11 = L.Create(default);
        TVector c20 = L.Create(default), c21 = L.Create(default);
        TVector c30 = L.Create(default), c31 = L.Create(default);
        for (; depth > 0; depth--)
        {
            TVector b0 = L.Load(ref b);
            TVector b1 = L.Load(ref Unsafe.Add(ref b, L.Count));
            TVector a0 = L.Create(a);
            c00 = L.MultiplyAdd(a0, b0, c00);
            c01 = L.MultiplyAdd(a0, b1, c01);
            TVector a1 = L.Create(Unsafe.Add(ref a, 1));
            c10 = L.MultiplyAdd(a1, b0, c10);
            c11 = L.MultiplyAdd(a1, b1, c11);
            TVector a2 = L.Create(Unsafe.Add(ref a, 2));
            c20 = L.MultiplyAdd(a2, b0, c20);
            c21 = L.MultiplyAdd(a2, b1, c21);
            TVector a3 = L.Create(Unsafe.Add(ref a, 3));
            c30 = L.MultiplyAdd(a3, b0, c30);
            c31 = L.MultiplyAdd(a3, b1, c31);
            a = ref Unsafe.Add(ref a, 4);
            b = ref Unsafe.Add(ref b, 2 * L.Count);
        }

        Put(ref c, ref start, 0, c00, c01);
        Put(ref Unsafe.Add(ref c, cStride), ref start, startStride, c10, c11);
        Put(ref Unsafe.Add(ref c, 2 * cStride), ref start, 2 * startStride, c20, c21);
        Put(ref Unsafe.Add(ref c, 3 * cStride), ref start, 3 * startStride, c30, c31);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tile2(ref T c, nint cStride, ref T start, nint startStride, ref T a, ref T b, nint depth)
    {
        TVector c00 = L.Create(default), c01 = L.Create(default);
        TVector c10 = L.Create(default), c11 = L.Create(default);
        TVector c00x = L.Create(default), c01x = L.Create(default);
        TVector c10x = L.Create(default), c11x = L.Create(default);
        for (; depth >= 2; depth -= 2)
        {
            TVector b0 = L.Load(ref b);
            TVector b1 = L.Load(ref Unsafe.Add(ref b, L.Count));
            TVector a0 = L.Create(a);
            c00 = L.MultiplyAdd(a0, b0, c00);
            c01 = L.MultiplyAdd(a0, b1, c01);
            TVector a1 = L.Create(Unsafe.Add(ref a, 1));
            c10 = L.MultiplyAdd(a1, b0, c10);
            c11 = L.MultiplyAdd(a1, b1, c11);
            TVector b0x = L.Load(ref Unsafe.Add(ref b, 2 * L.Count));
            TVector b1x = L.Load(ref Unsafe.Add(ref b, 3 * L.Count));
            TVector a0x = L.Create(Unsafe.Add(ref a, 2));
            c00x = L.MultiplyAdd(a0x, b0x, c00x);
            c01x = L.MultiplyAdd(a0x, b1x, c01x);
            TVector a1x = L.Create(Unsafe.Add(ref a, 3));
            c10x = L.MultiplyAdd(a1x, b0x, c10x);
            c11x = L.MultiplyAdd(a1x, b1x, c11x);
            a = ref Unsafe.Add(ref a, 4);
            b = ref Unsafe.Add(ref b, 4 * L.Count);
        }

        for (; depth > 0; depth--)
        {
            TVector b0 = L.Load(ref b);
            TVector b1 = L.Load(ref Unsafe.Add(ref b, L.Count));
            TVector a0 = L.Create(a);
            c00 = L.MultiplyAdd(a0, b0, c00);
            c01 = L.MultiplyAdd(a0, b1, c01);
            TVector a1 = L.Create(Unsafe.Add(ref a, 1));
            c10 = L.MultiplyAdd(a1, b0, c10);
            c11 = L.MultiplyAdd(a1, b1, c11);
            a = ref Unsafe.Add(ref a, 2);
            b = ref Unsafe.Add(ref b, 2 * L.Count);
        }

        c00 = L.Add(c00, c00x);
        c01 = L.Add(c01, c01x);
        c10 = L.Add(c10, c10x);
        c11 = L.Add(c11, c11x);

        Put(ref c, ref start, 0, c00, c01);
        Put(ref Unsafe.Add(ref c, cStride), ref start, startStride, c10, c11);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tile1(ref T c, ref T start, ref T a, ref T b, nint depth)
    {
        TVector c00 = L.Create(default), c01 = L.Create(default);
        TVector c00x = L.Create(default), c01x = L.Create(default);
        TVector c00y = L.Create(default), c01y = L.Create(default);
        TVector c00z = L.Create(default), c01z = L.Create(default);
        for (; depth >= 4; depth -= 4)
        {
            TVector b0 = L.Load(ref b);
            TVector b1 = L.Load(ref Unsafe.Add(ref b, L.Count));
            TVector a0 = L.Create(a);
            c00 = L.MultiplyAdd(a0, b0, c00);
            c01 = L.MultiplyAdd(a0, b1, c01);
            TVector b0x = L.Load(ref Unsafe.Add(ref b, 2 * L.Count));
            TVector b1x = L.Load(ref Unsafe.Add(ref b, 3 * L.Count));
            TVector a0x = L.Create(Unsafe.Add(ref a, 1));
            c00x = L.MultiplyAdd(a0x, b0x, c00x);
            c01x = L.MultiplyAdd(a0x, b1x, c01x);
            TVector b0y = L.Load(ref Unsafe.Add(ref b, 4 * L.Count));
            TVector b1y = L.Load(ref Unsafe.Add(ref b, 5 * L.Count));
            TVector a0y = L.Create(Unsafe.Add(ref a, 2));
            c00y = L.MultiplyAdd(a0y, b0y, c00y);
            c01y = L.MultiplyAdd(a0y, b1y, c01y);
            TVector b0z = L.Load(ref Unsafe.Add(ref b, 6 * L.Count));
            TVector b1z = L.Load(ref Unsafe.Add(ref b, 7 * L.Count));
            TVector a0z = L.Create(Unsafe.Add(ref a, 3));
            c00z = L.MultiplyAdd(a0z, b0z, c00z);
            c01z = L.MultiplyAdd(a0z, b1z, c01z);
            a = ref Unsafe.Add(ref a, 4);
            b = ref Unsafe.Add(ref b, 8 * L.Count);
        }

        for (; depth > 0; depth--)
        {
            TVector b0 = L.Load(ref b);
            TVector b1 = L.Load(ref Unsafe.Add(ref b, L.Count));
            TVector a0 = L.Create(a);
            c00 = L.MultiplyAdd(a0, b0, c00);
            c01 = L.MultiplyAdd(a0, b1, c01);
            a = ref Unsafe.Add(ref a, 1);
            b = ref Unsafe.Add(ref b, 2 * L.Count);
        }

        c00 = L.Add(c00, c00x);
        c01 = L.Add(c01, c01x);
        c00 = L.Add(c00, c00y);
        c01 = L.Add(c01, c01y);
        c00 = L.Add(c00, c00z);
        c01 = L.Add(c01, c01z);

        Put(ref c, ref start, 0, c00, c01);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref T c, ref T start, nint offset, TVector sum0, TVector sum1)
    {
        if (!Unsafe.IsNullRef(ref start))
        {
            sum0 = L.Add(sum0, L.Load(ref Unsafe.Add(ref start, offset)));
            sum1 = L.Add(sum1, L.Load(ref Unsafe.Add(ref start, offset + L.Count)));
        }

        L.Store(sum0, ref c);
        L.Store(sum1, ref Unsafe.Add(ref c, L.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref T c, ref T start, nint offset, TVector sum)
    {
        if (!Unsafe.IsNullRef(ref start))
        {
            sum = L.Add(sum, L.Load(ref Unsafe.Add(ref start, offset)));
        }

        L.Store(sum, ref c);
    }

    private readonly struct On : ISwitch
    {
        public static bool IsOn => true;
    }

    private readonly struct Off : ISwitch
    {
        public static bool IsOn => false;
    }
}
