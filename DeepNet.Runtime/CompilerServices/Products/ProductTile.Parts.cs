using System.Runtime.CompilerServices;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

internal static unsafe partial class ProductTile<TVector, T, L>
{
    /// <summary>One or two rows of at most two vectors of packed operands, whose steps are taken in four or two parts: so few sums would wait for each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SumInParts<TRows, TVectors>(in TileOperands<T> operands)
        where TRows : unmanaged
        where TVectors : unmanaged
    {
        nint bStride = sizeof(TVectors) * L.Count;
        TVector c00 = default, c01 = default, c10 = default, c11 = default;
        TVector c20 = default, c21 = default, c30 = default, c31 = default;
        ref T a = ref operands.A;
        ref T b = ref operands.B;
        nint k = operands.Depth;
        for (; k >= 4 / sizeof(TRows); k -= 4 / sizeof(TRows))
        {
            MultiplyAdd<TVectors>(ref a, ref b, ref c00, ref c01);
            MultiplyAdd<TVectors>(ref Unsafe.Add(ref a, 1), ref Unsafe.Add(ref b, 1 / sizeof(TRows) * bStride), ref c10, ref c11);
            MultiplyAdd<TVectors>(ref Unsafe.Add(ref a, 2), ref Unsafe.Add(ref b, 2 / sizeof(TRows) * bStride), ref c20, ref c21);
            MultiplyAdd<TVectors>(ref Unsafe.Add(ref a, 3), ref Unsafe.Add(ref b, 3 / sizeof(TRows) * bStride), ref c30, ref c31);
            a = ref Unsafe.Add(ref a, 4);
            b = ref Unsafe.Add(ref b, 4 / sizeof(TRows) * bStride);
        }

        for (; k > 0; k--)
        {
            MultiplyAdd<TVectors>(ref a, ref b, ref c00, ref c01);
            if (sizeof(TRows) > 1)
            {
                MultiplyAdd<TVectors>(ref Unsafe.Add(ref a, 1), ref b, ref c10, ref c11);
            }

            a = ref Unsafe.Add(ref a, sizeof(TRows));
            b = ref Unsafe.Add(ref b, bStride);
        }

        if (sizeof(TRows) == 1)
        {
            c00 = L.Add(L.Add(L.Add(c00, c10), c20), c30);
            c01 = L.Add(L.Add(L.Add(c01, c11), c21), c31);
        }
        else
        {
            c00 = L.Add(c00, c20);
            c01 = L.Add(c01, c21);
            c10 = L.Add(c10, c30);
            c11 = L.Add(c11, c31);
        }

        ref T start = ref operands.Start;
        if (!Unsafe.IsNullRef(ref start))
        {
            Add<TVectors>(ref start, ref c00, ref c01, ref c00, ref c00);
            if (sizeof(TRows) > 1)
            {
                Add<TVectors>(ref Unsafe.Add(ref start, operands.StartStride), ref c10, ref c11, ref c10, ref c10);
            }
        }

        Store<TVectors>(ref operands.C, operands.Lanes, c00, c01, c01, c01);
        if (sizeof(TRows) > 1)
        {
            Store<TVectors>(ref Unsafe.Add(ref operands.C, operands.CStride), operands.Lanes, c10, c11, c11, c11);
        }
    }

    /// <summary>One step of one row of at most two vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<TVectors>(ref T a, ref T b, ref TVector c0, ref TVector c1)
        where TVectors : unmanaged
    {
        TVector scalar = L.Create(a);
        c0 = L.MultiplyAdd(scalar, L.Load(ref b), c0);
        if (sizeof(TVectors) > 1)
        {
            c1 = L.MultiplyAdd(scalar, L.Load(ref Unsafe.Add(ref b, L.Count)), c1);
        }
    }
}
