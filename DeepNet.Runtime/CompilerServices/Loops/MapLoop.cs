using System.Runtime.CompilerServices;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>The loops of maps with vectors of one width, as far as whole vectors go.</summary>
internal static class MapLoop
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Run<TOperator, T, TVector, L>(ref T output, ref T input, nuint i, nuint count)
        where TOperator : struct, IUnaryOperator<T>
        where T : unmanaged
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        for (; i + (nuint)L.Count <= count; i += (nuint)L.Count)
        {
            L.Store(TOperator.Invoke<TVector, L>(L.Load(ref Unsafe.Add(ref input, i))), ref Unsafe.Add(ref output, i));
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Run<TOperator, T, TVector, L>(ref T output, ref T input1, ref T input2, nuint i, nuint count)
        where TOperator : struct, IBinaryOperator<T>
        where T : unmanaged
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        for (; i + (nuint)L.Count <= count; i += (nuint)L.Count)
        {
            L.Store(TOperator.Invoke<TVector, L>(L.Load(ref Unsafe.Add(ref input1, i)), L.Load(ref Unsafe.Add(ref input2, i))), ref Unsafe.Add(ref output, i));
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Run<TOperator, T, TVector, L>(ref T output, ref T input1, ref T input2, ref T input3, nuint i, nuint count)
        where TOperator : struct, ITernaryOperator<T>
        where T : unmanaged
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        for (; i + (nuint)L.Count <= count; i += (nuint)L.Count)
        {
            L.Store(TOperator.Invoke<TVector, L>(L.Load(ref Unsafe.Add(ref input1, i)), L.Load(ref Unsafe.Add(ref input2, i)), L.Load(ref Unsafe.Add(ref input3, i))), ref Unsafe.Add(ref output, i));
        }

        return i;
    }
}
