using System.Runtime.CompilerServices;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

internal static unsafe partial class ProductTile<TVector, T, L>
{
    /// <summary>Tiles of one vector, two at a time: the sums of one alone would wait for each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SumPairs<TRows, TLayout>(in TileOperands<T> operands)
        where TRows : unmanaged
        where TLayout : struct, ITileLayout
    {
        nint aStride = TLayout.IsAPacked ? 1 : operands.AStride;
        nint aStep = TLayout.IsAPacked ? sizeof(TRows) : operands.AStep;
        nint bStride = TLayout.IsBPacked ? L.Count : operands.BStride;
        ref T a = ref operands.A;
        ref T c = ref operands.C;
        ref T start = ref operands.Start;
        for (int tile = operands.Tiles; tile > 1; tile -= 2)
        {
            TVector c00 = default, c01 = default, c02 = default, c03 = default, c04 = default, c05 = default;
            TVector c10 = default, c11 = default, c12 = default, c13 = default, c14 = default, c15 = default;
            ref T b = ref operands.B;
            ref T a0 = ref a;
            ref T a1 = ref Unsafe.Add(ref a, operands.TileStep);
            for (nint k = operands.Depth; k > 0; k--)
            {
                TVector b0 = L.Load(ref b);
                MultiplyAdd<TRows>(ref a0, aStride, b0, ref c00, ref c01, ref c02, ref c03, ref c04, ref c05);
                MultiplyAdd<TRows>(ref a1, aStride, b0, ref c10, ref c11, ref c12, ref c13, ref c14, ref c15);
                a0 = ref Unsafe.Add(ref a0, aStep);
                a1 = ref Unsafe.Add(ref a1, aStep);
                b = ref Unsafe.Add(ref b, bStride);
            }

            if (!Unsafe.IsNullRef(ref start))
            {
                nint startStride = operands.StartStride;
                Add<TRows>(ref start, startStride, ref c00, ref c01, ref c02, ref c03, ref c04, ref c05);
                start = ref Unsafe.Add(ref start, sizeof(TRows) * startStride);
                Add<TRows>(ref start, startStride, ref c10, ref c11, ref c12, ref c13, ref c14, ref c15);
                start = ref Unsafe.Add(ref start, sizeof(TRows) * startStride);
            }

            nint cStride = operands.CStride;
            int lanes = operands.Lanes;
            Store<TRows>(ref c, cStride, lanes, c00, c01, c02, c03, c04, c05);
            c = ref Unsafe.Add(ref c, sizeof(TRows) * cStride);
            Store<TRows>(ref c, cStride, lanes, c10, c11, c12, c13, c14, c15);
            c = ref Unsafe.Add(ref c, sizeof(TRows) * cStride);
            a = ref Unsafe.Add(ref a, 2 * operands.TileStep);
        }

        if (operands.Tiles % 2 != 0)
        {
            TileOperands<T> last = operands;
            last.Tiles = 1;
            last.A = ref a;
            last.C = ref c;
            last.Start = ref start;
            Sum<TRows, One, TLayout>(in last);
        }
    }

    /// <summary>One step of a column of four or six rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<TRows>(
        ref T a, nint aStride, TVector b, ref TVector c0, ref TVector c1, ref TVector c2, ref TVector c3, ref TVector c4, ref TVector c5)
        where TRows : unmanaged
    {
        ref T a3 = ref Unsafe.Add(ref a, 3 * aStride);
        c0 = L.MultiplyAdd(L.Create(a), b, c0);
        c1 = L.MultiplyAdd(L.Create(Unsafe.Add(ref a, aStride)), b, c1);
        c2 = L.MultiplyAdd(L.Create(Unsafe.Add(ref a, 2 * aStride)), b, c2);
        c3 = L.MultiplyAdd(L.Create(a3), b, c3);
        if (sizeof(TRows) > 4)
        {
            c4 = L.MultiplyAdd(L.Create(Unsafe.Add(ref a3, aStride)), b, c4);
            c5 = L.MultiplyAdd(L.Create(Unsafe.Add(ref a3, 2 * aStride)), b, c5);
        }
    }

    /// <summary>Adds what a column of four or six rows begins with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TRows>(ref T start, nint startStride, ref TVector c0, ref TVector c1, ref TVector c2, ref TVector c3, ref TVector c4, ref TVector c5)
        where TRows : unmanaged
    {
        c0 = L.Add(c0, L.Load(ref start));
        c1 = L.Add(c1, L.Load(ref Unsafe.Add(ref start, startStride)));
        c2 = L.Add(c2, L.Load(ref Unsafe.Add(ref start, 2 * startStride)));
        c3 = L.Add(c3, L.Load(ref Unsafe.Add(ref start, 3 * startStride)));
        if (sizeof(TRows) > 4)
        {
            c4 = L.Add(c4, L.Load(ref Unsafe.Add(ref start, 4 * startStride)));
            c5 = L.Add(c5, L.Load(ref Unsafe.Add(ref start, 5 * startStride)));
        }
    }

    /// <summary>Stores a column of four or six rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TRows>(ref T c, nint cStride, int lanes, TVector c0, TVector c1, TVector c2, TVector c3, TVector c4, TVector c5)
        where TRows : unmanaged
    {
        Store(ref c, lanes, c0);
        Store(ref Unsafe.Add(ref c, cStride), lanes, c1);
        Store(ref Unsafe.Add(ref c, 2 * cStride), lanes, c2);
        Store(ref Unsafe.Add(ref c, 3 * cStride), lanes, c3);
        if (sizeof(TRows) > 4)
        {
            Store(ref Unsafe.Add(ref c, 4 * cStride), lanes, c4);
            Store(ref Unsafe.Add(ref c, 5 * cStride), lanes, c5);
        }
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
}
