using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>Loops over elements, with the vectors of one element type: the widest that the hardware has and an element is worth, then narrower ones, then single elements.</summary>
/// <typeparam name="T">The element.</typeparam>
/// <typeparam name="TVector512">A vector of 512 bits.</typeparam>
/// <typeparam name="L512">Its arithmetic.</typeparam>
/// <typeparam name="TVector256">A vector of 256 bits.</typeparam>
/// <typeparam name="L256">Its arithmetic.</typeparam>
/// <typeparam name="TVector128">A vector of 128 bits.</typeparam>
/// <typeparam name="L128">Its arithmetic.</typeparam>
/// <typeparam name="LScalar">The arithmetic of single elements.</typeparam>
/// <remarks>The JIT folds the tests for hardware and operator, so that each instance holds nothing but the loops that it runs. Single elements have a method of their own, which is compiled only for lengths that leave some.</remarks>
internal static class MapLadder<T, TVector512, L512, TVector256, L256, TVector128, L128, LScalar>
    where T : unmanaged
    where TVector512 : struct
    where TVector256 : struct
    where TVector128 : struct
    where L512 : struct, IArithmetic<TVector512, T>
    where L256 : struct, IArithmetic<TVector256, T>
    where L128 : struct, IArithmetic<TVector128, T>
    where LScalar : struct, IArithmetic<T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Map<TOperator>(ref T output, ref T input, int length)
        where TOperator : struct, IUnaryOperator<T>
    {
        nuint i = 0;
        nuint count = (uint)length;
        if (TOperator.IsCostly)
        {
            if (Vector512.IsHardwareAccelerated && (nuint)L512.Count <= count)
            {
                i = RunApart<TOperator, TVector512, L512>(ref output, ref input, i, count);
                if (i == count)
                {
                    return;
                }
            }

            if (Vector256.IsHardwareAccelerated)
            {
                i = RunToEnd<TOperator, TVector256, L256>(ref output, ref input, i, count);
            }
            else
            {
                i = RunToEnd<TOperator, TVector128, L128>(ref output, ref input, i, count);
            }

            return;
        }

        if (Vector256.IsHardwareAccelerated)
        {
            i = MapLoop.Run<TOperator, T, TVector256, L256>(ref output, ref input, i, count);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            i = MapLoop.Run<TOperator, T, TVector128, L128>(ref output, ref input, i, count);
        }

        if (i < count)
        {
            RunApart<TOperator, T, LScalar>(ref output, ref input, i, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nuint RunApart<TOperator, TVector, L>(ref T output, ref T input, nuint i, nuint count)
        where TOperator : struct, IUnaryOperator<T>
        where TVector : struct
        where L : struct, IArithmetic<TVector, T> => MapLoop.Run<TOperator, T, TVector, L>(ref output, ref input, i, count);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nuint RunToEnd<TOperator, TVector, L>(ref T output, ref T input, nuint i, nuint count)
        where TOperator : struct, IUnaryOperator<T>
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        if (Vector128.IsHardwareAccelerated)
        {
            i = MapLoop.Run<TOperator, T, TVector, L>(ref output, ref input, i, count);
        }

        return MapLoop.Run<TOperator, T, T, LScalar>(ref output, ref input, i, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Map<TOperator>(ref T output, ref T input1, ref T input2, int length)
        where TOperator : struct, IBinaryOperator<T>
    {
        nuint i = 0;
        nuint count = (uint)length;
        if (TOperator.IsCostly)
        {
            if (Vector512.IsHardwareAccelerated && (nuint)L512.Count <= count)
            {
                i = RunApart<TOperator, TVector512, L512>(ref output, ref input1, ref input2, i, count);
                if (i == count)
                {
                    return;
                }
            }

            if (Vector256.IsHardwareAccelerated)
            {
                i = RunToEnd<TOperator, TVector256, L256>(ref output, ref input1, ref input2, i, count);
            }
            else
            {
                i = RunToEnd<TOperator, TVector128, L128>(ref output, ref input1, ref input2, i, count);
            }

            return;
        }

        if (Vector256.IsHardwareAccelerated)
        {
            i = MapLoop.Run<TOperator, T, TVector256, L256>(ref output, ref input1, ref input2, i, count);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            i = MapLoop.Run<TOperator, T, TVector128, L128>(ref output, ref input1, ref input2, i, count);
        }

        if (i < count)
        {
            RunApart<TOperator, T, LScalar>(ref output, ref input1, ref input2, i, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nuint RunApart<TOperator, TVector, L>(ref T output, ref T input1, ref T input2, nuint i, nuint count)
        where TOperator : struct, IBinaryOperator<T>
        where TVector : struct
        where L : struct, IArithmetic<TVector, T> => MapLoop.Run<TOperator, T, TVector, L>(ref output, ref input1, ref input2, i, count);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nuint RunToEnd<TOperator, TVector, L>(ref T output, ref T input1, ref T input2, nuint i, nuint count)
        where TOperator : struct, IBinaryOperator<T>
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        if (Vector128.IsHardwareAccelerated)
        {
            i = MapLoop.Run<TOperator, T, TVector, L>(ref output, ref input1, ref input2, i, count);
        }

        return MapLoop.Run<TOperator, T, T, LScalar>(ref output, ref input1, ref input2, i, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Map<TOperator>(ref T output, ref T input1, ref T input2, ref T input3, int length)
        where TOperator : struct, ITernaryOperator<T>
    {
        nuint i = 0;
        nuint count = (uint)length;
        if (TOperator.IsCostly)
        {
            if (Vector512.IsHardwareAccelerated && (nuint)L512.Count <= count)
            {
                i = RunApart<TOperator, TVector512, L512>(ref output, ref input1, ref input2, ref input3, i, count);
                if (i == count)
                {
                    return;
                }
            }

            if (Vector256.IsHardwareAccelerated)
            {
                i = RunToEnd<TOperator, TVector256, L256>(ref output, ref input1, ref input2, ref input3, i, count);
            }
            else
            {
                i = RunToEnd<TOperator, TVector128, L128>(ref output, ref input1, ref input2, ref input3, i, count);
            }

            return;
        }

        if (Vector256.IsHardwareAccelerated)
        {
            i = MapLoop.Run<TOperator, T, TVector256, L256>(ref output, ref input1, ref input2, ref input3, i, count);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            i = MapLoop.Run<TOperator, T, TVector128, L128>(ref output, ref input1, ref input2, ref input3, i, count);
        }

        if (i < count)
        {
            RunApart<TOperator, T, LScalar>(ref output, ref input1, ref input2, ref input3, i, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nuint RunApart<TOperator, TVector, L>(ref T output, ref T input1, ref T input2, ref T input3, nuint i, nuint count)
        where TOperator : struct, ITernaryOperator<T>
        where TVector : struct
        where L : struct, IArithmetic<TVector, T> => MapLoop.Run<TOperator, T, TVector, L>(ref output, ref input1, ref input2, ref input3, i, count);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nuint RunToEnd<TOperator, TVector, L>(ref T output, ref T input1, ref T input2, ref T input3, nuint i, nuint count)
        where TOperator : struct, ITernaryOperator<T>
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        if (Vector128.IsHardwareAccelerated)
        {
            i = MapLoop.Run<TOperator, T, TVector, L>(ref output, ref input1, ref input2, ref input3, i, count);
        }

        return MapLoop.Run<TOperator, T, T, LScalar>(ref output, ref input1, ref input2, ref input3, i, count);
    }
}
