using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DeepNet.CompilerServices;

internal static unsafe partial class SingleTile256
{
    /// <summary>Adds what is in the result already, and does what becomes of the sums of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TVectors, TStart, TFinish>(
        ref float c, ref float companion, ref Vector256<float> sum0, ref Vector256<float> sum1, ref Vector256<float> sum2, ref Vector256<float> sum3)
        where TVectors : unmanaged
        where TStart : unmanaged
        where TFinish : unmanaged, ISumFinish<float>
    {
        if (typeof(TStart) == typeof(FromResult))
        {
            sum0 += Vector256.LoadUnsafe(ref c);
            sum1 = sizeof(TVectors) > 1 ? sum1 + Vector256.LoadUnsafe(ref c, Lanes) : sum1;
            sum2 = sizeof(TVectors) > 2 ? sum2 + Vector256.LoadUnsafe(ref c, 2 * Lanes) : sum2;
            sum3 = sizeof(TVectors) > 3 ? sum3 + Vector256.LoadUnsafe(ref c, 3 * Lanes) : sum3;
        }

        if (typeof(TFinish) == typeof(PlainSum))
        {
            return;
        }

        sum0 = TFinish.Invoke(sum0, ref companion);
        if (sizeof(TVectors) > 1)
        {
            sum1 = TFinish.Invoke(sum1, ref Unsafe.Add(ref companion, sizeof(TFinish) == CompanionKind.Element ? 0 : Lanes));
        }

        if (sizeof(TVectors) > 2)
        {
            sum2 = TFinish.Invoke(sum2, ref Unsafe.Add(ref companion, sizeof(TFinish) == CompanionKind.Element ? 0 : 2 * Lanes));
        }

        if (sizeof(TVectors) > 3)
        {
            sum3 = TFinish.Invoke(sum3, ref Unsafe.Add(ref companion, sizeof(TFinish) == CompanionKind.Element ? 0 : 3 * Lanes));
        }
    }

    /// <summary>Stores a row, of its last vector the first lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TVectors, TLanes>(ref float c, Vector256<float> sum0, Vector256<float> sum1, Vector256<float> sum2, Vector256<float> sum3)
        where TVectors : unmanaged
        where TLanes : unmanaged
    {
        if (sizeof(TVectors) > 1)
        {
            sum0.StoreUnsafe(ref c);
        }

        if (sizeof(TVectors) > 2)
        {
            sum1.StoreUnsafe(ref c, Lanes);
        }

        if (sizeof(TVectors) > 3)
        {
            sum2.StoreUnsafe(ref c, 2 * Lanes);
        }

        Vector256<float> last = sizeof(TVectors) == 1 ? sum0 : sizeof(TVectors) == 2 ? sum1 : sizeof(TVectors) == 3 ? sum2 : sum3;
        if (typeof(TLanes) == typeof(Whole))
        {
            last.StoreUnsafe(ref c, (nuint)(sizeof(TVectors) - 1) * Lanes);
        }
        else
        {
            StorePart<TLanes>(last, ref Unsafe.Add(ref c, (sizeof(TVectors) - 1) * Lanes));
        }
    }

    /// <summary>Stores the first lanes of a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePart<TLanes>(Vector256<float> value, ref float destination)
        where TLanes : unmanaged
    {
        if (sizeof(TLanes) < Lanes / 2)
        {
            PartialVector.Store(value.GetLower(), ref destination, sizeof(TLanes));
        }
        else
        {
            PartialVector.Store(value, ref destination, sizeof(TLanes));
        }
    }
}
