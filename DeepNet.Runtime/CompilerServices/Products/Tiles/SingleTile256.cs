using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepNet.CompilerServices;

/// <summary>
/// The inner loop of products whose sums are finished in registers: some rows and some vectors of columns, summed step by step. Counts, distances and what becomes of a sum are types: the
/// distances are constants, and what a tile does not have is not there.
/// </summary>
/// <remarks>
/// This file is the text for float and 256 bits; the build writes that for double from it. Written against <see cref="Numerics.ILanes{TVector, TElement}"/> a tile takes the JIT ten to twenty times as long, because each operation
/// is a call to be inlined (docs/decisions/0023).
/// </remarks>
internal static unsafe partial class SingleTile256
{
    public const int Lanes = 8;

    /// <summary>The most steps that are summed in one go. Blocks of so many have sums of their own: one sum of 65,536 floats has lost three of its digits.</summary>
    public const int MostDepth = 2048;

    /// <summary>A tile of one to six rows and one to four vectors.</summary>
    /// <param name="c">The first element of the result.</param>
    /// <param name="companion">The first element of the tensor beside it, if <typeparamref name="TFinish"/> reads one.</param>
    /// <param name="start">The first element of the row that sums begin with, if they do.</param>
    /// <param name="a">The first element of the left operand, which is broadcast.</param>
    /// <param name="b">The first element of the right operand, which is loaded as vectors.</param>
    /// <param name="depth">The steps, if they are no constant.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Sum<TRows, TVectors, TLanes, TStart, TFinish, TAStride, TAStep, TBStride, TCStride, TColumns, TDepth>(
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
        Vector256<float> c00 = default, c01 = default, c02 = default, c03 = default;
        if (typeof(TStart) == typeof(FromRow))
        {
            c00 = Vector256.LoadUnsafe(ref start);
            c01 = sizeof(TVectors) > 1 ? Vector256.LoadUnsafe(ref start, Lanes) : c01;
            c02 = sizeof(TVectors) > 2 ? Vector256.LoadUnsafe(ref start, 2 * Lanes) : c02;
            c03 = sizeof(TVectors) > 3 ? Vector256.LoadUnsafe(ref start, 3 * Lanes) : c03;
        }

        Vector256<float> c10 = c00, c11 = c01, c12 = c02, c13 = c03;
        Vector256<float> c20 = c00, c21 = c01, c22 = c02, c23 = c03;
        Vector256<float> c30 = c00, c31 = c01, c32 = c02, c33 = c03;
        Vector256<float> c40 = c00, c41 = c01, c42 = c02, c43 = c03;
        Vector256<float> c50 = c00, c51 = c01, c52 = c02, c53 = c03;
        ref float bAt = ref b;
        ref float aAt = ref a;
        for (nint k = typeof(TDepth) == typeof(AnyDepth) || sizeof(TDepth) > MostDepth ? depth : sizeof(TDepth); k > 0; k--)
        {
            Vector256<float> b0 = Vector256.LoadUnsafe(ref bAt);
            Vector256<float> b1 = sizeof(TVectors) > 1 ? Vector256.LoadUnsafe(ref bAt, Lanes) : b0;
            Vector256<float> b2 = sizeof(TVectors) > 2 ? Vector256.LoadUnsafe(ref bAt, 2 * Lanes) : b0;
            Vector256<float> b3 = sizeof(TVectors) > 3 ? Vector256.LoadUnsafe(ref bAt, 3 * Lanes) : b0;
            Vector256<float> x0 = Vector256.Create(aAt);
            c00 = Vector256.MultiplyAddEstimate(x0, b0, c00);
            c01 = sizeof(TVectors) > 1 ? Vector256.MultiplyAddEstimate(x0, b1, c01) : c01;
            c02 = sizeof(TVectors) > 2 ? Vector256.MultiplyAddEstimate(x0, b2, c02) : c02;
            c03 = sizeof(TVectors) > 3 ? Vector256.MultiplyAddEstimate(x0, b3, c03) : c03;
            if (sizeof(TRows) > 1)
            {
                Vector256<float> x1 = Vector256.Create(Unsafe.Add(ref aAt, sizeof(TAStride)));
                c10 = Vector256.MultiplyAddEstimate(x1, b0, c10);
                c11 = sizeof(TVectors) > 1 ? Vector256.MultiplyAddEstimate(x1, b1, c11) : c11;
                c12 = sizeof(TVectors) > 2 ? Vector256.MultiplyAddEstimate(x1, b2, c12) : c12;
                c13 = sizeof(TVectors) > 3 ? Vector256.MultiplyAddEstimate(x1, b3, c13) : c13;
            }

            if (sizeof(TRows) > 2)
            {
                Vector256<float> x2 = Vector256.Create(Unsafe.Add(ref aAt, 2 * sizeof(TAStride)));
                c20 = Vector256.MultiplyAddEstimate(x2, b0, c20);
                c21 = sizeof(TVectors) > 1 ? Vector256.MultiplyAddEstimate(x2, b1, c21) : c21;
                c22 = sizeof(TVectors) > 2 ? Vector256.MultiplyAddEstimate(x2, b2, c22) : c22;
                c23 = sizeof(TVectors) > 3 ? Vector256.MultiplyAddEstimate(x2, b3, c23) : c23;
            }

            if (sizeof(TRows) > 3)
            {
                Vector256<float> x3 = Vector256.Create(Unsafe.Add(ref aAt, 3 * sizeof(TAStride)));
                c30 = Vector256.MultiplyAddEstimate(x3, b0, c30);
                c31 = sizeof(TVectors) > 1 ? Vector256.MultiplyAddEstimate(x3, b1, c31) : c31;
                c32 = sizeof(TVectors) > 2 ? Vector256.MultiplyAddEstimate(x3, b2, c32) : c32;
                c33 = sizeof(TVectors) > 3 ? Vector256.MultiplyAddEstimate(x3, b3, c33) : c33;
            }

            if (sizeof(TRows) > 4)
            {
                Vector256<float> x4 = Vector256.Create(Unsafe.Add(ref aAt, 4 * sizeof(TAStride)));
                c40 = Vector256.MultiplyAddEstimate(x4, b0, c40);
                c41 = sizeof(TVectors) > 1 ? Vector256.MultiplyAddEstimate(x4, b1, c41) : c41;
                c42 = sizeof(TVectors) > 2 ? Vector256.MultiplyAddEstimate(x4, b2, c42) : c42;
                c43 = sizeof(TVectors) > 3 ? Vector256.MultiplyAddEstimate(x4, b3, c43) : c43;
            }

            if (sizeof(TRows) > 5)
            {
                Vector256<float> x5 = Vector256.Create(Unsafe.Add(ref aAt, 5 * sizeof(TAStride)));
                c50 = Vector256.MultiplyAddEstimate(x5, b0, c50);
                c51 = sizeof(TVectors) > 1 ? Vector256.MultiplyAddEstimate(x5, b1, c51) : c51;
                c52 = sizeof(TVectors) > 2 ? Vector256.MultiplyAddEstimate(x5, b2, c52) : c52;
                c53 = sizeof(TVectors) > 3 ? Vector256.MultiplyAddEstimate(x5, b3, c53) : c53;
            }

            aAt = ref Unsafe.Add(ref aAt, sizeof(TAStep));
            bAt = ref Unsafe.Add(ref bAt, sizeof(TBStride));
        }

        // Stores are written out: inlined for each row they were a third of what the JIT had to do.
        ref float at = ref c;
        Vector256<float> last;
        if (typeof(TStart) == typeof(FromResult) || typeof(TFinish) != typeof(PlainSum))
        {
            Finish<TVectors, TStart, TFinish>(ref at, ref companion, ref c00, ref c01, ref c02, ref c03);
            if (sizeof(TRows) > 1)
            {
                at = ref Unsafe.Add(ref at, sizeof(TCStride));
                companion = ref Unsafe.Add(ref companion, sizeof(TFinish) == CompanionKind.Matrix ? sizeof(TColumns) : 0);
                Finish<TVectors, TStart, TFinish>(ref at, ref companion, ref c10, ref c11, ref c12, ref c13);
            }

            if (sizeof(TRows) > 2)
            {
                at = ref Unsafe.Add(ref at, sizeof(TCStride));
                companion = ref Unsafe.Add(ref companion, sizeof(TFinish) == CompanionKind.Matrix ? sizeof(TColumns) : 0);
                Finish<TVectors, TStart, TFinish>(ref at, ref companion, ref c20, ref c21, ref c22, ref c23);
            }

            if (sizeof(TRows) > 3)
            {
                at = ref Unsafe.Add(ref at, sizeof(TCStride));
                companion = ref Unsafe.Add(ref companion, sizeof(TFinish) == CompanionKind.Matrix ? sizeof(TColumns) : 0);
                Finish<TVectors, TStart, TFinish>(ref at, ref companion, ref c30, ref c31, ref c32, ref c33);
            }

            if (sizeof(TRows) > 4)
            {
                at = ref Unsafe.Add(ref at, sizeof(TCStride));
                companion = ref Unsafe.Add(ref companion, sizeof(TFinish) == CompanionKind.Matrix ? sizeof(TColumns) : 0);
                Finish<TVectors, TStart, TFinish>(ref at, ref companion, ref c40, ref c41, ref c42, ref c43);
            }

            if (sizeof(TRows) > 5)
            {
                at = ref Unsafe.Add(ref at, sizeof(TCStride));
                companion = ref Unsafe.Add(ref companion, sizeof(TFinish) == CompanionKind.Matrix ? sizeof(TColumns) : 0);
                Finish<TVectors, TStart, TFinish>(ref at, ref companion, ref c50, ref c51, ref c52, ref c53);
            }
        }

        at = ref c;
        if (sizeof(TVectors) > 1)
        {
            c00.StoreUnsafe(ref at);
        }

        if (sizeof(TVectors) > 2)
        {
            c01.StoreUnsafe(ref at, Lanes);
        }

        if (sizeof(TVectors) > 3)
        {
            c02.StoreUnsafe(ref at, 2 * Lanes);
        }

        last = sizeof(TVectors) == 1 ? c00 : sizeof(TVectors) == 2 ? c01 : sizeof(TVectors) == 3 ? c02 : c03;
        if (typeof(TLanes) == typeof(Whole))
        {
            last.StoreUnsafe(ref at, (nuint)(sizeof(TVectors) - 1) * Lanes);
        }
        else
        {
            StorePart<TLanes>(last, ref Unsafe.Add(ref at, (sizeof(TVectors) - 1) * Lanes));
        }

        if (sizeof(TRows) > 1)
        {
            at = ref Unsafe.Add(ref at, sizeof(TCStride));
            if (sizeof(TVectors) > 1)
            {
                c10.StoreUnsafe(ref at);
            }

            if (sizeof(TVectors) > 2)
            {
                c11.StoreUnsafe(ref at, Lanes);
            }

            if (sizeof(TVectors) > 3)
            {
                c12.StoreUnsafe(ref at, 2 * Lanes);
            }

            last = sizeof(TVectors) == 1 ? c10 : sizeof(TVectors) == 2 ? c11 : sizeof(TVectors) == 3 ? c12 : c13;
            if (typeof(TLanes) == typeof(Whole))
            {
                last.StoreUnsafe(ref at, (nuint)(sizeof(TVectors) - 1) * Lanes);
            }
            else
            {
                StorePart<TLanes>(last, ref Unsafe.Add(ref at, (sizeof(TVectors) - 1) * Lanes));
            }
        }

        if (sizeof(TRows) > 2)
        {
            at = ref Unsafe.Add(ref at, sizeof(TCStride));
            if (sizeof(TVectors) > 1)
            {
                c20.StoreUnsafe(ref at);
            }

            if (sizeof(TVectors) > 2)
            {
                c21.StoreUnsafe(ref at, Lanes);
            }

            if (sizeof(TVectors) > 3)
            {
                c22.StoreUnsafe(ref at, 2 * Lanes);
            }

            last = sizeof(TVectors) == 1 ? c20 : sizeof(TVectors) == 2 ? c21 : sizeof(TVectors) == 3 ? c22 : c23;
            if (typeof(TLanes) == typeof(Whole))
            {
                last.StoreUnsafe(ref at, (nuint)(sizeof(TVectors) - 1) * Lanes);
            }
            else
            {
                StorePart<TLanes>(last, ref Unsafe.Add(ref at, (sizeof(TVectors) - 1) * Lanes));
            }
        }

        if (sizeof(TRows) > 3)
        {
            at = ref Unsafe.Add(ref at, sizeof(TCStride));
            if (sizeof(TVectors) > 1)
            {
                c30.StoreUnsafe(ref at);
            }

            if (sizeof(TVectors) > 2)
            {
                c31.StoreUnsafe(ref at, Lanes);
            }

            if (sizeof(TVectors) > 3)
            {
                c32.StoreUnsafe(ref at, 2 * Lanes);
            }

            last = sizeof(TVectors) == 1 ? c30 : sizeof(TVectors) == 2 ? c31 : sizeof(TVectors) == 3 ? c32 : c33;
            if (typeof(TLanes) == typeof(Whole))
            {
                last.StoreUnsafe(ref at, (nuint)(sizeof(TVectors) - 1) * Lanes);
            }
            else
            {
                StorePart<TLanes>(last, ref Unsafe.Add(ref at, (sizeof(TVectors) - 1) * Lanes));
            }
        }

        if (sizeof(TRows) > 4)
        {
            at = ref Unsafe.Add(ref at, sizeof(TCStride));
            if (sizeof(TVectors) > 1)
            {
                c40.StoreUnsafe(ref at);
            }

            if (sizeof(TVectors) > 2)
            {
                c41.StoreUnsafe(ref at, Lanes);
            }

            if (sizeof(TVectors) > 3)
            {
                c42.StoreUnsafe(ref at, 2 * Lanes);
            }

            last = sizeof(TVectors) == 1 ? c40 : sizeof(TVectors) == 2 ? c41 : sizeof(TVectors) == 3 ? c42 : c43;
            if (typeof(TLanes) == typeof(Whole))
            {
                last.StoreUnsafe(ref at, (nuint)(sizeof(TVectors) - 1) * Lanes);
            }
            else
            {
                StorePart<TLanes>(last, ref Unsafe.Add(ref at, (sizeof(TVectors) - 1) * Lanes));
            }
        }

        if (sizeof(TRows) > 5)
        {
            at = ref Unsafe.Add(ref at, sizeof(TCStride));
            if (sizeof(TVectors) > 1)
            {
                c50.StoreUnsafe(ref at);
            }

            if (sizeof(TVectors) > 2)
            {
                c51.StoreUnsafe(ref at, Lanes);
            }

            if (sizeof(TVectors) > 3)
            {
                c52.StoreUnsafe(ref at, 2 * Lanes);
            }

            last = sizeof(TVectors) == 1 ? c50 : sizeof(TVectors) == 2 ? c51 : sizeof(TVectors) == 3 ? c52 : c53;
            if (typeof(TLanes) == typeof(Whole))
            {
                last.StoreUnsafe(ref at, (nuint)(sizeof(TVectors) - 1) * Lanes);
            }
            else
            {
                StorePart<TLanes>(last, ref Unsafe.Add(ref at, (sizeof(TVectors) - 1) * Lanes));
            }
        }
    }
}
