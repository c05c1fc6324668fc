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
            TVector x0 = L.Create(a);
            TVector x1 = L.Create(Unsafe.Add(ref a, 1));
            TVector x2 = L.Create(Unsafe.Add(ref a, 2));
            TVector x3 = L.Create(Unsafe.Add(ref a, 3));
            ref T b1 = ref Unsafe.Add(ref b, 1 / sizeof(TRows) * bStride);
            ref T b2 = ref Unsafe.Add(ref b, 2 / sizeof(TRows) * bStride);
            ref T b3 = ref Unsafe.Add(ref b, 3 / sizeof(TRows) * bStride);
            c00 = L.MultiplyAdd(x0, L.Load(ref b), c00);
            c10 = L.MultiplyAdd(x1, L.Load(ref b1), c10);
            c20 = L.MultiplyAdd(x2, L.Load(ref b2), c20);
            c30 = L.MultiplyAdd(x3, L.Load(ref b3), c30);
            if (sizeof(TVectors) > 1)
            {
                c01 = L.MultiplyAdd(x0, L.Load(ref Unsafe.Add(ref b, L.Count)), c01);
                c11 = L.MultiplyAdd(x1, L.Load(ref Unsafe.Add(ref b1, L.Count)), c11);
                c21 = L.MultiplyAdd(x2, L.Load(ref Unsafe.Add(ref b2, L.Count)), c21);
                c31 = L.MultiplyAdd(x3, L.Load(ref Unsafe.Add(ref b3, L.Count)), c31);
            }

            a = ref Unsafe.Add(ref a, 4);
            b = ref Unsafe.Add(ref b, 4 / sizeof(TRows) * bStride);
        }

        for (; k > 0; k--)
        {
            TVector b0 = L.Load(ref b);
            TVector b1 = sizeof(TVectors) > 1 ? L.Load(ref Unsafe.Add(ref b, L.Count)) : b0;
            TVector x0 = L.Create(a);
            c00 = L.MultiplyAdd(x0, b0, c00);
            c01 = sizeof(TVectors) > 1 ? L.MultiplyAdd(x0, b1, c01) : c01;
            if (sizeof(TRows) > 1)
            {
                TVector x1 = L.Create(Unsafe.Add(ref a, 1));
                c10 = L.MultiplyAdd(x1, b0, c10);
                c11 = sizeof(TVectors) > 1 ? L.MultiplyAdd(x1, b1, c11) : c11;
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
            c00 = L.Add(c00, L.Load(ref start));
            c01 = sizeof(TVectors) > 1 ? L.Add(c01, L.Load(ref Unsafe.Add(ref start, L.Count))) : c01;
            if (sizeof(TRows) > 1)
            {
                start = ref Unsafe.Add(ref start, operands.StartStride);
                c10 = L.Add(c10, L.Load(ref start));
                c11 = sizeof(TVectors) > 1 ? L.Add(c11, L.Load(ref Unsafe.Add(ref start, L.Count))) : c11;
            }
        }

        Store<TVectors>(ref operands.C, operands.Lanes, c00, c01, c01, c01);
        if (sizeof(TRows) > 1)
        {
            Store<TVectors>(ref Unsafe.Add(ref operands.C, operands.CStride), operands.Lanes, c10, c11, c11, c11);
        }
    }
}
