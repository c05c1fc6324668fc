using System.Numerics;
using System.Runtime.CompilerServices;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>The loops of sums with vectors of one width, as far as whole vectors go. Blocks are summed in the element type and added as doubles: a long sum keeps its digits, and vectors stay vectors.</summary>
internal static class SumLoop
{
    /// <summary>The elements of a block.</summary>
    public const int Block = 512;

    /// <summary>Sums the values of an operator.</summary>
    /// <typeparam name="TOperator">The operator.</typeparam>
    /// <typeparam name="T">The element.</typeparam>
    /// <typeparam name="TVector">The vector.</typeparam>
    /// <typeparam name="L">Its arithmetic.</typeparam>
    /// <param name="input1">What the values are computed from.</param>
    /// <param name="input2">What the values are computed from.</param>
    /// <param name="i">The first element.</param>
    /// <param name="count">The end.</param>
    /// <param name="block">The elements of a block.</param>
    /// <param name="total">What the sums of whole blocks are added to.</param>
    /// <param name="rest">The sum of the last block, which single elements go on with.</param>
    /// <returns>The first element that is not summed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static nuint Run<TOperator, T, TVector, L>(ref T input1, ref T input2, nuint i, nuint count, nuint block, ref double total, ref T rest)
        where TOperator : struct, IBinaryOperator<T>
        where T : unmanaged, INumberBase<T>
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        while (i + (nuint)L.Count <= count)
        {
            nuint end = nuint.Min(i + block, count);
            TVector sums = L.Create(L.Count == 1 ? rest : T.Zero);
            for (; i + (nuint)L.Count <= end; i += (nuint)L.Count)
            {
                sums = L.Add(sums, TOperator.Invoke<TVector, L>(L.Load(ref Unsafe.Add(ref input1, i)), L.Load(ref Unsafe.Add(ref input2, i))));
            }

            EndBlock(L.Sum(sums), end == count, ref total, ref rest);
        }

        return i;
    }

    /// <summary>Sums a loss and writes its gradient, times <paramref name="scale"/>.</summary>
    /// <typeparam name="TOperator">The loss.</typeparam>
    /// <typeparam name="T">The element.</typeparam>
    /// <typeparam name="TVector">The vector.</typeparam>
    /// <typeparam name="L">Its arithmetic.</typeparam>
    /// <param name="dOutput">Where the gradient goes.</param>
    /// <param name="output">The outputs.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="i">The first element.</param>
    /// <param name="count">The end.</param>
    /// <param name="block">The elements of a block.</param>
    /// <param name="scale">The factor of the gradient.</param>
    /// <param name="total">What the sums of whole blocks are added to.</param>
    /// <param name="rest">The sum of the last block, which single elements go on with.</param>
    /// <returns>The first element that is not summed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static nuint RunWithGradient<TOperator, T, TVector, L>(ref T dOutput, ref T output, ref T targets, nuint i, nuint count, nuint block, T scale, ref double total, ref T rest)
        where TOperator : struct, ILossOperator<T>
        where T : unmanaged, INumberBase<T>
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        TVector factor = L.Create(scale);
        while (i + (nuint)L.Count <= count)
        {
            nuint end = nuint.Min(i + block, count);
            TVector sums = L.Create(L.Count == 1 ? rest : T.Zero);
            for (; i + (nuint)L.Count <= end; i += (nuint)L.Count)
            {
                TVector term = TOperator.Invoke<TVector, L>(L.Load(ref Unsafe.Add(ref output, i)), L.Load(ref Unsafe.Add(ref targets, i)), out TVector derivative);
                L.Store(L.Multiply(derivative, factor), ref Unsafe.Add(ref dOutput, i));
                sums = L.Add(sums, term);
            }

            EndBlock(L.Sum(sums), end == count, ref total, ref rest);
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EndBlock<T>(T sum, bool isLast, ref double total, ref T rest)
        where T : unmanaged, INumberBase<T>
    {
        total += isLast ? 0 : double.CreateTruncating(sum);
        rest = isLast ? sum : T.Zero;
    }
}
