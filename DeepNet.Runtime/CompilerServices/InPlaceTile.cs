using System.Runtime.CompilerServices;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>The inner loops of <see cref="InPlaceProduct"/>: some rows and some vectors of columns, summed over the depth in registers. Strides have the width of an address: with int they were extended anew in every step.</summary>
internal static class InPlaceTile<TVector, T, L>
    where TVector : struct
    where T : unmanaged
    where L : struct, ILanes<TVector, T>
{
    /// <summary>6 rows × 2 vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Tile6x2(ref T c, nint cStride, ref T start, nint startStride, ref T a, nint aStride, nint aStep, ref T b, nint bStride, nint depth)
    {
        TVector c00 = L.Create(default), c01 = L.Create(default);
        TVector c10 = L.Create(default), c11 = L.Create(default);
        TVector c20 = L.Create(default), c21 = L.Create(default);
        TVector c30 = L.Create(default), c31 = L.Create(default);
        TVector c40 = L.Create(default), c41 = L.Create(default);
        TVector c50 = L.Create(default), c51 = L.Create(default);
        ref T a3 = ref Unsafe.Add(ref a, 3 * aStride);
        for (; depth > 0; depth--)
        {
            TVector b0 = L.Load(ref b);
            TVector b1 = L.Load(ref Unsafe.Add(ref b, L.Count));
            TVector s0 = L.Create(a);
            c00 = L.MultiplyAdd(s0, b0, c00);
            c01 = L.MultiplyAdd(s0, b1, c01);
            TVector s1 = L.Create(Unsafe.Add(ref a, aStride));
            c10 = L.MultiplyAdd(s1, b0, c10);
            c11 = L.MultiplyAdd(s1, b1, c11);
            TVector s2 = L.Create(Unsafe.Add(ref a, 2 * aStride));
            c20 = L.MultiplyAdd(s2, b0, c20);
            c21 = L.MultiplyAdd(s2, b1, c21);
            TVector s3 = L.Create(a3);
            c30 = L.MultiplyAdd(s3, b0, c30);
            c31 = L.MultiplyAdd(s3, b1, c31);
            TVector s4 = L.Create(Unsafe.Add(ref a3, aStride));
            c40 = L.MultiplyAdd(s4, b0, c40);
            c41 = L.MultiplyAdd(s4, b1, c41);
            TVector s5 = L.Create(Unsafe.Add(ref a3, 2 * aStride));
            c50 = L.MultiplyAdd(s5, b0, c50);
            c51 = L.MultiplyAdd(s5, b1, c51);
            a = ref Unsafe.Add(ref a, aStep);
            a3 = ref Unsafe.Add(ref a3, aStep);
            b = ref Unsafe.Add(ref b, bStride);
        }

        Put(ref c, ref start, 0, c00);
        Put(ref Unsafe.Add(ref c, L.Count), ref start, L.Count, c01);
        Put(ref Unsafe.Add(ref c, cStride), ref start, startStride, c10);
        Put(ref Unsafe.Add(ref c, cStride + L.Count), ref start, startStride + L.Count, c11);
        Put(ref Unsafe.Add(ref c, 2 * cStride), ref start, 2 * startStride, c20);
        Put(ref Unsafe.Add(ref c, (2 * cStride) + L.Count), ref start, (2 * startStride) + L.Count, c21);
        Put(ref Unsafe.Add(ref c, 3 * cStride), ref start, 3 * startStride, c30);
        Put(ref Unsafe.Add(ref c, (3 * cStride) + L.Count), ref start, (3 * startStride) + L.Count, c31);
        Put(ref Unsafe.Add(ref c, 4 * cStride), ref start, 4 * startStride, c40);
        Put(ref Unsafe.Add(ref c, (4 * cStride) + L.Count), ref start, (4 * startStride) + L.Count, c41);
        Put(ref Unsafe.Add(ref c, 5 * cStride), ref start, 5 * startStride, c50);
        Put(ref Unsafe.Add(ref c, (5 * cStride) + L.Count), ref start, (5 * startStride) + L.Count, c51);
    }

    /// <summary>6 rows × 1 vector, of which the first lanes are stored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Tile6x1(ref T c, nint cStride, ref T start, nint startStride, ref T a, nint aStride, nint aStep, ref T b, nint bStride, nint depth, int lanes)
    {
        TVector c00 = L.Create(default);
        TVector c10 = L.Create(default);
        TVector c20 = L.Create(default);
        TVector c30 = L.Create(default);
        TVector c40 = L.Create(default);
        TVector c50 = L.Create(default);
        ref T a3 = ref Unsafe.Add(ref a, 3 * aStride);
        for (; depth > 0; depth--)
        {
            TVector b0 = L.Load(ref b);
            TVector s0 = L.Create(a);
            c00 = L.MultiplyAdd(s0, b0, c00);
            TVector s1 = L.Create(Unsafe.Add(ref a, aStride));
            c10 = L.MultiplyAdd(s1, b0, c10);
            TVector s2 = L.Create(Unsafe.Add(ref a, 2 * aStride));
            c20 = L.MultiplyAdd(s2, b0, c20);
            TVector s3 = L.Create(a3);
            c30 = L.MultiplyAdd(s3, b0, c30);
            TVector s4 = L.Create(Unsafe.Add(ref a3, aStride));
            c40 = L.MultiplyAdd(s4, b0, c40);
            TVector s5 = L.Create(Unsafe.Add(ref a3, 2 * aStride));
            c50 = L.MultiplyAdd(s5, b0, c50);
            a = ref Unsafe.Add(ref a, aStep);
            a3 = ref Unsafe.Add(ref a3, aStep);
            b = ref Unsafe.Add(ref b, bStride);
        }

        Put(ref c, ref start, 0, c00, lanes);
        Put(ref Unsafe.Add(ref c, cStride), ref start, startStride, c10, lanes);
        Put(ref Unsafe.Add(ref c, 2 * cStride), ref start, 2 * startStride, c20, lanes);
        Put(ref Unsafe.Add(ref c, 3 * cStride), ref start, 3 * startStride, c30, lanes);
        Put(ref Unsafe.Add(ref c, 4 * cStride), ref start, 4 * startStride, c40, lanes);
        Put(ref Unsafe.Add(ref c, 5 * cStride), ref start, 5 * startStride, c50, lanes);
    }

    /// <summary>2 rows × 4 vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Tile2x4(ref T c, nint cStride, ref T start, nint startStride, ref T a, nint aStride, nint aStep, ref T b, nint bStride, nint depth)
    {
        TVector c00 = L.Create(default), c01 = L.Create(default), c02 = L.Create(default), c03 = L.Create(default);
        TVector c10 = L.Create(default), c11 = L.Create(default), c12 = L.Create(default), c13 = L.Create(default);
        for (; depth > 0; depth--)
        {
            TVector b0 = L.Load(ref b);
            TVector b1 = L.Load(ref Unsafe.Add(ref b, L.Count));
            TVector b2 = L.Load(ref Unsafe.Add(ref b, 2 * L.Count));
            TVector b3 = L.Load(ref Unsafe.Add(ref b, 3 * L.Count));
            TVector s0 = L.Create(a);
            c00 = L.MultiplyAdd(s0, b0, c00);
            c01 = L.MultiplyAdd(s0, b1, c01);
            c02 = L.MultiplyAdd(s0, b2, c02);
            c03 = L.MultiplyAdd(s0, b3, c03);
            TVector s1 = L.Create(Unsafe.Add(ref a, aStride));
            c10 = L.MultiplyAdd(s1, b0, c10);
            c11 = L.MultiplyAdd(s1, b1, c11);
            c12 = L.MultiplyAdd(s1, b2, c12);
            c13 = L.MultiplyAdd(s1, b3, c13);
            a = ref Unsafe.Add(ref a, aStep);
            b = ref Unsafe.Add(ref b, bStride);
        }

        Put(ref c, ref start, 0, c00);
        Put(ref Unsafe.Add(ref c, L.Count), ref start, L.Count, c01);
        Put(ref Unsafe.Add(ref c, 2 * L.Count), ref start, 2 * L.Count, c02);
        Put(ref Unsafe.Add(ref c, 3 * L.Count), ref start, 3 * L.Count, c03);
        Put(ref Unsafe.Add(ref c, cStride), ref start, startStride, c10);
        Put(ref Unsafe.Add(ref c, cStride + L.Count), ref start, startStride + L.Count, c11);
        Put(ref Unsafe.Add(ref c, cStride + (2 * L.Count)), ref start, startStride + (2 * L.Count), c12);
        Put(ref Unsafe.Add(ref c, cStride + (3 * L.Count)), ref start, startStride + (3 * L.Count), c13);
    }

    /// <summary>2 rows × 1 vector, of which the first lanes are stored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Tile2x1(ref T c, nint cStride, ref T start, nint startStride, ref T a, nint aStride, nint aStep, ref T b, nint bStride, nint depth, int lanes)
    {
        TVector c00 = L.Create(default);
        TVector c10 = L.Create(default);
        for (; depth > 0; depth--)
        {
            TVector b0 = L.Load(ref b);
            TVector s0 = L.Create(a);
            c00 = L.MultiplyAdd(s0, b0, c00);
            TVector s1 = L.Create(Unsafe.Add(ref a, aStride));
            c10 = L.MultiplyAdd(s1, b0, c10);
            a = ref Unsafe.Add(ref a, aStep);
            b = ref Unsafe.Add(ref b, bStride);
        }

        Put(ref c, ref start, 0, c00, lanes);
        Put(ref Unsafe.Add(ref c, cStride), ref start, startStride, c10, lanes);
    }

    /// <summary>1 row × 4 vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Tile1x4(ref T c, ref T start, ref T a, nint aStep, ref T b, nint bStride, nint depth)
    {
        TVector c00 = L.Create(default), c01 = L.Create(default), c02 = L.Create(default), c03 = L.Create(default);
        for (; depth > 0; depth--)
        {
            TVector b0 = L.Load(ref b);
            TVector b1 = L.Load(ref Unsafe.Add(ref b, L.Count));
            TVector b2 = L.Load(ref Unsafe.Add(ref b, 2 * L.Count));
            TVector b3 = L.Load(ref Unsafe.Add(ref b, 3 * L.Count));
            TVector s0 = L.Create(a);
            c00 = L.MultiplyAdd(s0, b0, c00);
            c01 = L.MultiplyAdd(s0, b1, c01);
            c02 = L.MultiplyAdd(s0, b2, c02);
            c03 = L.MultiplyAdd(s0, b3, c03);
            a = ref Unsafe.Add(ref a, aStep);
            b = ref Unsafe.Add(ref b, bStride);
        }

        Put(ref c, ref start, 0, c00);
        Put(ref Unsafe.Add(ref c, L.Count), ref start, L.Count, c01);
        Put(ref Unsafe.Add(ref c, 2 * L.Count), ref start, 2 * L.Count, c02);
        Put(ref Unsafe.Add(ref c, 3 * L.Count), ref start, 3 * L.Count, c03);
    }

    /// <summary>1 row × 1 vector, of which the first lanes are stored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Tile1x1(ref T c, ref T start, ref T a, nint aStep, ref T b, nint bStride, nint depth, int lanes)
    {
        TVector c00 = L.Create(default);
        for (; depth > 0; depth--)
        {
            TVector b0 = L.Load(ref b);
            TVector s0 = L.Create(a);
            c00 = L.MultiplyAdd(s0, b0, c00);
            a = ref Unsafe.Add(ref a, aStep);
            b = ref Unsafe.Add(ref b, bStride);
        }

        Put(ref c, ref start, 0, c00, lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref T c, ref T start, nint offset, TVector sum) => L.Store(Start(ref start, offset, sum), ref c);

    /// <summary>Stores the first lanes of a sum, and touches nothing behind them.</summary>
    private static void Put(ref T c, ref T start, nint offset, TVector sum, int lanes)
    {
        TVector value = Start(ref start, offset, sum);
        if (lanes == L.Count)
        {
            L.Store(value, ref c);
            return;
        }

        for (int lane = 0; lane < lanes; lane++)
        {
            Unsafe.Add(ref c, lane) = Unsafe.Add(ref Unsafe.As<TVector, T>(ref value), lane);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Start(ref T start, nint offset, TVector sum) =>
        Unsafe.IsNullRef(ref start) ? sum : L.Add(sum, L.Load(ref Unsafe.Add(ref start, offset)));
}
