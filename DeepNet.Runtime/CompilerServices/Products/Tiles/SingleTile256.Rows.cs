using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepNet.CompilerServices;

internal static unsafe partial class SingleTile256
{
    /// <summary>A tile of one row and five to eight vectors of a product.</summary>
    /// <inheritdoc cref="Sum"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void SumRow<TVectors, TLanes, TStart, TFinish, TAStep, TBStride, TDepth>(ref float c, ref float companion, ref float start, ref float a, ref float b, nint depth)
        where TVectors : unmanaged
        where TLanes : unmanaged
        where TStart : unmanaged
        where TFinish : unmanaged, ISumFinish<float>
        where TAStep : unmanaged
        where TBStride : unmanaged
        where TDepth : unmanaged
    {
        Vector256<float> c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default, c6 = default, c7 = default;
        if (typeof(TStart) == typeof(FromRow))
        {
            c0 = Vector256.LoadUnsafe(ref start);
            c1 = Vector256.LoadUnsafe(ref start, Lanes);
            c2 = Vector256.LoadUnsafe(ref start, 2 * Lanes);
            c3 = Vector256.LoadUnsafe(ref start, 3 * Lanes);
            c4 = Vector256.LoadUnsafe(ref start, 4 * Lanes);
            c5 = sizeof(TVectors) > 5 ? Vector256.LoadUnsafe(ref start, 5 * Lanes) : c5;
            c6 = sizeof(TVectors) > 6 ? Vector256.LoadUnsafe(ref start, 6 * Lanes) : c6;
            c7 = sizeof(TVectors) > 7 ? Vector256.LoadUnsafe(ref start, 7 * Lanes) : c7;
        }

        ref float aAt = ref a;
        ref float bAt = ref b;
        for (nint k = typeof(TDepth) == typeof(AnyDepth) || sizeof(TDepth) > MostDepth ? depth : sizeof(TDepth); k > 0; k--)
        {
            Vector256<float> x = Vector256.Create(aAt);
            c0 = Vector256.MultiplyAddEstimate(x, Vector256.LoadUnsafe(ref bAt), c0);
            c1 = Vector256.MultiplyAddEstimate(x, Vector256.LoadUnsafe(ref bAt, Lanes), c1);
            c2 = Vector256.MultiplyAddEstimate(x, Vector256.LoadUnsafe(ref bAt, 2 * Lanes), c2);
            c3 = Vector256.MultiplyAddEstimate(x, Vector256.LoadUnsafe(ref bAt, 3 * Lanes), c3);
            c4 = Vector256.MultiplyAddEstimate(x, Vector256.LoadUnsafe(ref bAt, 4 * Lanes), c4);
            c5 = sizeof(TVectors) > 5 ? Vector256.MultiplyAddEstimate(x, Vector256.LoadUnsafe(ref bAt, 5 * Lanes), c5) : c5;
            c6 = sizeof(TVectors) > 6 ? Vector256.MultiplyAddEstimate(x, Vector256.LoadUnsafe(ref bAt, 6 * Lanes), c6) : c6;
            c7 = sizeof(TVectors) > 7 ? Vector256.MultiplyAddEstimate(x, Vector256.LoadUnsafe(ref bAt, 7 * Lanes), c7) : c7;
            aAt = ref Unsafe.Add(ref aAt, sizeof(TAStep));
            bAt = ref Unsafe.Add(ref bAt, sizeof(TBStride));
        }

        Finish<Four, TStart, TFinish>(ref c, ref companion, ref c0, ref c1, ref c2, ref c3);
        Store<Four, Whole>(ref c, c0, c1, c2, c3);
        c = ref Unsafe.Add(ref c, 4 * Lanes);
        companion = ref Unsafe.Add(ref companion, sizeof(TFinish) == CompanionKind.Element ? 0 : 4 * Lanes);
        if (sizeof(TVectors) == 5)
        {
            Finish<One, TStart, TFinish>(ref c, ref companion, ref c4, ref c5, ref c6, ref c7);
            Store<One, TLanes>(ref c, c4, c5, c6, c7);
        }
        else if (sizeof(TVectors) == 6)
        {
            Finish<Two, TStart, TFinish>(ref c, ref companion, ref c4, ref c5, ref c6, ref c7);
            Store<Two, TLanes>(ref c, c4, c5, c6, c7);
        }
        else if (sizeof(TVectors) == 7)
        {
            Finish<Three, TStart, TFinish>(ref c, ref companion, ref c4, ref c5, ref c6, ref c7);
            Store<Three, TLanes>(ref c, c4, c5, c6, c7);
        }
        else
        {
            Finish<Four, TStart, TFinish>(ref c, ref companion, ref c4, ref c5, ref c6, ref c7);
            Store<Four, TLanes>(ref c, c4, c5, c6, c7);
        }
    }

    /// <summary>
    /// A tile of a product of at most four vectors of sums, in one or two rows. Steps are taken in two or four parts, whose sums are added up: so few sums would wait for each other.
    /// </summary>
    /// <inheritdoc cref="Sum"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void SumInParts<TRows, TVectors, TLanes, TStart, TFinish, TAStride, TAStep, TBStride, TCStride, TColumns, TDepth>(
        ref float c, ref float companion, ref float start, ref float a, ref float b, nint depth)
        where TRows : unmanaged
        where TVectors : unmanaged
        where TLanes : unmanaged
        where TStart : unmanaged
        where TFinish : unmanaged, ISumFinish<float>
        where TAStride : unmanaged
        where TAStep : unmanaged
        where TBStride : unmanaged
        where TCStride : unmanaged
        where TColumns : unmanaged
        where TDepth : unmanaged
    {
        // Of each part, the sums of the first row, then those of the second.
        Vector256<float> c00 = default, c01 = default, c02 = default, c03 = default;
        Vector256<float> c10 = default, c11 = default, c12 = default, c13 = default;
        Vector256<float> c20 = default, c21 = default, c22 = default, c23 = default;
        Vector256<float> c30 = default, c31 = default, c32 = default, c33 = default;
        if (typeof(TStart) == typeof(FromRow))
        {
            c00 = Vector256.LoadUnsafe(ref start);
            c01 = sizeof(TVectors) > 1 ? Vector256.LoadUnsafe(ref start, Lanes) : c00;
            c02 = sizeof(TVectors) > 2 ? Vector256.LoadUnsafe(ref start, 2 * Lanes) : c00;
            c03 = sizeof(TVectors) > 3 ? Vector256.LoadUnsafe(ref start, 3 * Lanes) : c01;
        }

        ref float aAt = ref a;
        ref float bAt = ref b;
        nint k = sizeof(TDepth) > MostDepth ? depth : sizeof(TDepth);
        for (; k >= (sizeof(TRows) * sizeof(TVectors) <= 2 ? 4 : 2); k -= sizeof(TRows) * sizeof(TVectors) <= 2 ? 4 : 2)
        {
            Step<TRows, TVectors, TAStride>(ref aAt, ref bAt, ref c00, ref c01, ref c02, ref c03);
            Step<TRows, TVectors, TAStride>(ref Unsafe.Add(ref aAt, sizeof(TAStep)), ref Unsafe.Add(ref bAt, sizeof(TBStride)), ref c10, ref c11, ref c12, ref c13);
            if (sizeof(TRows) * sizeof(TVectors) <= 2)
            {
                Step<TRows, TVectors, TAStride>(ref Unsafe.Add(ref aAt, 2 * sizeof(TAStep)), ref Unsafe.Add(ref bAt, 2 * sizeof(TBStride)), ref c20, ref c21, ref c22, ref c23);
                Step<TRows, TVectors, TAStride>(ref Unsafe.Add(ref aAt, 3 * sizeof(TAStep)), ref Unsafe.Add(ref bAt, 3 * sizeof(TBStride)), ref c30, ref c31, ref c32, ref c33);
            }

            aAt = ref Unsafe.Add(ref aAt, (sizeof(TRows) * sizeof(TVectors) <= 2 ? 4 : 2) * sizeof(TAStep));
            bAt = ref Unsafe.Add(ref bAt, (sizeof(TRows) * sizeof(TVectors) <= 2 ? 4 : 2) * sizeof(TBStride));
        }

        for (; k > 0; k--)
        {
            Step<TRows, TVectors, TAStride>(ref aAt, ref bAt, ref c00, ref c01, ref c02, ref c03);
            aAt = ref Unsafe.Add(ref aAt, sizeof(TAStep));
            bAt = ref Unsafe.Add(ref bAt, sizeof(TBStride));
        }

        c00 += c10;
        c01 = sizeof(TRows) * sizeof(TVectors) > 1 ? c01 + c11 : c01;
        c02 = sizeof(TRows) * sizeof(TVectors) > 2 ? c02 + c12 : c02;
        c03 = sizeof(TRows) * sizeof(TVectors) > 3 ? c03 + c13 : c03;
        if (sizeof(TRows) * sizeof(TVectors) <= 2)
        {
            c00 = c00 + c20 + c30;
            c01 = sizeof(TRows) * sizeof(TVectors) > 1 ? c01 + c21 + c31 : c01;
        }

        Finish<TVectors, TStart, TFinish>(ref c, ref companion, ref c00, ref c01, ref c02, ref c03);
        Store<TVectors, TLanes>(ref c, c00, c01, c02, c03);
        if (sizeof(TRows) > 1)
        {
            c00 = sizeof(TVectors) > 1 ? c02 : c01;
            c01 = sizeof(TVectors) > 1 ? c03 : c01;
            c = ref Unsafe.Add(ref c, sizeof(TCStride));
            companion = ref Unsafe.Add(ref companion, sizeof(TFinish) == CompanionKind.Matrix ? sizeof(TColumns) : 0);
            Finish<TVectors, TStart, TFinish>(ref c, ref companion, ref c00, ref c01, ref c02, ref c03);
            Store<TVectors, TLanes>(ref c, c00, c01, c02, c03);
        }
    }

    /// <summary>One step of one row, or of two of at most two vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TRows, TVectors, TAStride>(
        ref float a, ref float b, ref Vector256<float> sum0, ref Vector256<float> sum1, ref Vector256<float> sum2, ref Vector256<float> sum3)
        where TRows : unmanaged
        where TVectors : unmanaged
        where TAStride : unmanaged
    {
        Vector256<float> x = Vector256.Create(a);
        Vector256<float> b0 = Vector256.LoadUnsafe(ref b);
        sum0 = Vector256.MultiplyAddEstimate(x, b0, sum0);
        if (sizeof(TVectors) > 1)
        {
            Vector256<float> b1 = Vector256.LoadUnsafe(ref b, Lanes);
            sum1 = Vector256.MultiplyAddEstimate(x, b1, sum1);
            if (sizeof(TRows) > 1)
            {
                Vector256<float> next = Vector256.Create(Unsafe.Add(ref a, sizeof(TAStride)));
                sum2 = Vector256.MultiplyAddEstimate(next, b0, sum2);
                sum3 = Vector256.MultiplyAddEstimate(next, b1, sum3);
            }
        }
        else if (sizeof(TRows) > 1)
        {
            sum1 = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref a, sizeof(TAStride))), b0, sum1);
        }

        if (sizeof(TVectors) > 2)
        {
            sum2 = Vector256.MultiplyAddEstimate(x, Vector256.LoadUnsafe(ref b, 2 * Lanes), sum2);
        }

        if (sizeof(TVectors) > 3)
        {
            sum3 = Vector256.MultiplyAddEstimate(x, Vector256.LoadUnsafe(ref b, 3 * Lanes), sum3);
        }
    }
}
