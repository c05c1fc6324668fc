using System.Runtime.CompilerServices;

namespace DeepNet.CompilerServices;

public static partial class TileProduct
{
    /// <summary>Computes <c>c[rows, columns] = finish(start + a[rows, depth] · b[depth, columns])</c>.</summary>
    /// <typeparam name="TLast6">The vectors of the last tile of six rows, one or two.</typeparam>
    /// <typeparam name="TLast2">The vectors of the last tile of two rows, one to four.</typeparam>
    /// <typeparam name="TLast1">The vectors of the last tile of one row, one to eight.</typeparam>
    /// <typeparam name="TLanes"><see cref="Whole"/> if the columns fill vectors, or the lanes of the last one.</typeparam>
    /// <typeparam name="TStart">What a sum begins with: <see cref="FromZero"/>, <see cref="FromRow"/> or <see cref="FromResult"/>.</typeparam>
    /// <typeparam name="TFinish">What becomes of a sum.</typeparam>
    /// <typeparam name="TAStride">Elements between rows of <paramref name="a"/>.</typeparam>
    /// <typeparam name="TAStep">Elements between columns of <paramref name="a"/>.</typeparam>
    /// <typeparam name="TBStride">Elements between rows of <paramref name="b"/>.</typeparam>
    /// <typeparam name="TCStride">Elements between rows of the result.</typeparam>
    /// <typeparam name="TColumns">The columns of the result.</typeparam>
    /// <typeparam name="TDepth">The columns of <paramref name="a"/>, or <see cref="AnyDepth"/>.</typeparam>
    /// <param name="c">The first element of the result.</param>
    /// <param name="companion">The first element of what <typeparamref name="TFinish"/> reads beside the sums, see <see cref="CompanionKind"/>; any reference if there is none.</param>
    /// <param name="start">The first element of the row that sums begin with; any reference if there is none.</param>
    /// <param name="a">The first element of the left operand.</param>
    /// <param name="b">The first element of the right operand. The last vector of a row may be read beyond it.</param>
    /// <param name="rows">The rows of the result.</param>
    /// <param name="depth">The columns of <paramref name="a"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Run<TLast6, TLast2, TLast1, TLanes, TStart, TFinish, TAStride, TAStep, TBStride, TCStride, TColumns, TDepth>(
        ref float c, ref float companion, ref float start, ref float a, ref float b, int rows, int depth)
        where TLast6 : unmanaged
        where TLast2 : unmanaged
        where TLast1 : unmanaged
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
        if (typeof(TDepth) == typeof(AnyDepth) || sizeof(TDepth) <= SingleTile256.MostDepth)
        {
            RunBlock<TLast6, TLast2, TLast1, TLanes, TStart, TFinish, TAStride, TAStep, TBStride, TCStride, TColumns, TDepth>(ref c, ref companion, ref start, ref a, ref b, rows, depth);
            return;
        }

        RunBlocks<TLast6, TLast2, TLast1, TLanes, TStart, TFinish, TAStride, TAStep, TBStride, TCStride, TColumns, TDepth>(ref c, ref companion, ref start, ref a, ref b, rows, depth);
    }

    /// <summary>The product of long sums, in blocks of steps.</summary>
    private static unsafe void RunBlocks<TLast6, TLast2, TLast1, TLanes, TStart, TFinish, TAStride, TAStep, TBStride, TCStride, TColumns, TDepth>(
        ref float c, ref float companion, ref float start, ref float a, ref float b, int rows, int depth)
        where TLast6 : unmanaged
        where TLast2 : unmanaged
        where TLast1 : unmanaged
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
        RunBlock<TLast6, TLast2, TLast1, TLanes, TStart, PlainSum, TAStride, TAStep, TBStride, TCStride, TColumns, TDepth>(ref c, ref companion, ref start, ref a, ref b, rows, SingleTile256.MostDepth);
        int k = SingleTile256.MostDepth;
        for (; k < depth - SingleTile256.MostDepth; k += SingleTile256.MostDepth)
        {
            RunBlock<TLast6, TLast2, TLast1, TLanes, FromResult, PlainSum, TAStride, TAStep, TBStride, TCStride, TColumns, TDepth>(
                ref c, ref companion, ref start, ref Unsafe.Add(ref a, k * sizeof(TAStep)), ref Unsafe.Add(ref b, k * sizeof(TBStride)), rows, SingleTile256.MostDepth);
        }

        RunBlock<TLast6, TLast2, TLast1, TLanes, FromResult, TFinish, TAStride, TAStep, TBStride, TCStride, TColumns, TDepth>(
            ref c, ref companion, ref start, ref Unsafe.Add(ref a, k * sizeof(TAStep)), ref Unsafe.Add(ref b, k * sizeof(TBStride)), rows, depth - k);
    }

    /// <summary>Walks the tiles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void RunBlock<TLast6, TLast2, TLast1, TLanes, TStart, TFinish, TAStride, TAStep, TBStride, TCStride, TColumns, TDepth>(
        ref float c, ref float companion, ref float start, ref float a, ref float b, int rows, nint depth)
        where TLast6 : unmanaged
        where TLast2 : unmanaged
        where TLast1 : unmanaged
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
        // What a product does not have is asked for with constants, before a loop asks again with variables: then the JIT does not even read it.
        const int lanes = SingleTile256.Lanes;
        for (; rows >= 6; rows -= 6)
        {
            nint column = 0;
            if (sizeof(TColumns) > sizeof(TLast6) * lanes)
            {
                for (; column < sizeof(TColumns) - (sizeof(TLast6) * lanes); column += 2 * lanes)
                {
                    SingleTile256.Sum<Six, Two, Whole, TStart, TFinish, TAStride, TAStep, TBStride, TCStride, TColumns, TDepth>(
                        ref Unsafe.Add(ref c, column), ref sizeof(TFinish) == CompanionKind.Element ? ref companion : ref Unsafe.Add(ref companion, column), ref typeof(TStart) == typeof(FromRow) ? ref Unsafe.Add(ref start, column) : ref start, ref a, ref Unsafe.Add(ref b, column), depth);
                }
            }

            SingleTile256.Sum<Six, TLast6, TLanes, TStart, TFinish, TAStride, TAStep, TBStride, TCStride, TColumns, TDepth>(
                ref Unsafe.Add(ref c, column), ref sizeof(TFinish) == CompanionKind.Element ? ref companion : ref Unsafe.Add(ref companion, column), ref typeof(TStart) == typeof(FromRow) ? ref Unsafe.Add(ref start, column) : ref start, ref a, ref Unsafe.Add(ref b, column), depth);
            c = ref Unsafe.Add(ref c, 6 * sizeof(TCStride));
            companion = ref sizeof(TFinish) == CompanionKind.Matrix ? ref Unsafe.Add(ref companion, 6 * sizeof(TColumns)) : ref companion;
            a = ref Unsafe.Add(ref a, 6 * sizeof(TAStride));
        }

        for (; rows >= 2; rows -= 2)
        {
            nint column = 0;
            if (sizeof(TColumns) > sizeof(TLast2) * lanes)
            {
                for (; column < sizeof(TColumns) - (sizeof(TLast2) * lanes); column += 4 * lanes)
                {
                    SingleTile256.Sum<Two, Four, Whole, TStart, TFinish, TAStride, TAStep, TBStride, TCStride, TColumns, TDepth>(
                        ref Unsafe.Add(ref c, column), ref sizeof(TFinish) == CompanionKind.Element ? ref companion : ref Unsafe.Add(ref companion, column), ref typeof(TStart) == typeof(FromRow) ? ref Unsafe.Add(ref start, column) : ref start, ref a, ref Unsafe.Add(ref b, column), depth);
                }
            }

            if (sizeof(TLast2) <= 2 && typeof(TDepth) != typeof(AnyDepth) && sizeof(TDepth) >= LeastPartedDepth)
            {
                SingleTile256.SumInParts<Two, TLast2, TLanes, TStart, TFinish, TAStride, TAStep, TBStride, TCStride, TColumns, TDepth>(
                    ref Unsafe.Add(ref c, column), ref sizeof(TFinish) == CompanionKind.Element ? ref companion : ref Unsafe.Add(ref companion, column), ref typeof(TStart) == typeof(FromRow) ? ref Unsafe.Add(ref start, column) : ref start, ref a, ref Unsafe.Add(ref b, column), depth);
            }
            else
            {
                SingleTile256.Sum<Two, TLast2, TLanes, TStart, TFinish, TAStride, TAStep, TBStride, TCStride, TColumns, TDepth>(
                    ref Unsafe.Add(ref c, column), ref sizeof(TFinish) == CompanionKind.Element ? ref companion : ref Unsafe.Add(ref companion, column), ref typeof(TStart) == typeof(FromRow) ? ref Unsafe.Add(ref start, column) : ref start, ref a, ref Unsafe.Add(ref b, column), depth);
            }

            c = ref Unsafe.Add(ref c, 2 * sizeof(TCStride));
            companion = ref sizeof(TFinish) == CompanionKind.Matrix ? ref Unsafe.Add(ref companion, 2 * sizeof(TColumns)) : ref companion;
            a = ref Unsafe.Add(ref a, 2 * sizeof(TAStride));
        }

        if (rows > 0)
        {
            nint column = 0;
            if (sizeof(TColumns) > sizeof(TLast1) * lanes)
            {
                for (; column < sizeof(TColumns) - (sizeof(TLast1) * lanes); column += 8 * lanes)
                {
                    SingleTile256.SumRow<Eight, Whole, TStart, TFinish, TAStep, TBStride, TDepth>(
                        ref Unsafe.Add(ref c, column), ref sizeof(TFinish) == CompanionKind.Element ? ref companion : ref Unsafe.Add(ref companion, column), ref typeof(TStart) == typeof(FromRow) ? ref Unsafe.Add(ref start, column) : ref start, ref a, ref Unsafe.Add(ref b, column), depth);
                }
            }

            if (sizeof(TLast1) > 4)
            {
                SingleTile256.SumRow<TLast1, TLanes, TStart, TFinish, TAStep, TBStride, TDepth>(
                    ref Unsafe.Add(ref c, column), ref sizeof(TFinish) == CompanionKind.Element ? ref companion : ref Unsafe.Add(ref companion, column), ref typeof(TStart) == typeof(FromRow) ? ref Unsafe.Add(ref start, column) : ref start, ref a, ref Unsafe.Add(ref b, column), depth);
            }
            else if (typeof(TDepth) != typeof(AnyDepth) && sizeof(TDepth) >= LeastPartedDepth)
            {
                SingleTile256.SumInParts<One, TLast1, TLanes, TStart, TFinish, TAStride, TAStep, TBStride, TCStride, TColumns, TDepth>(
                    ref Unsafe.Add(ref c, column), ref sizeof(TFinish) == CompanionKind.Element ? ref companion : ref Unsafe.Add(ref companion, column), ref typeof(TStart) == typeof(FromRow) ? ref Unsafe.Add(ref start, column) : ref start, ref a, ref Unsafe.Add(ref b, column), depth);
            }
            else
            {
                SingleTile256.Sum<One, TLast1, TLanes, TStart, TFinish, TAStride, TAStep, TBStride, TCStride, TColumns, TDepth>(
                    ref Unsafe.Add(ref c, column), ref sizeof(TFinish) == CompanionKind.Element ? ref companion : ref Unsafe.Add(ref companion, column), ref typeof(TStart) == typeof(FromRow) ? ref Unsafe.Add(ref start, column) : ref start, ref a, ref Unsafe.Add(ref b, column), depth);
            }
        }
    }
}
