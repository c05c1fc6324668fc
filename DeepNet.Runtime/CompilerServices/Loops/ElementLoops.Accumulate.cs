using System.Runtime.CompilerServices;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

public static partial class ElementLoops
{
    /// <summary>Adds the operator's values of <paramref name="length"/> elements to those of <paramref name="output"/>.</summary>
    /// <typeparam name="TOperator">The operator.</typeparam>
    /// <param name="output">What they are added to.</param>
    /// <param name="input">What they are computed from.</param>
    /// <param name="length">The elements.</param>
    public static void Accumulate<TOperator>(ref float output, ref float input, int length)
        where TOperator : struct, IUnaryOperator<float> => Map<SumUnaryOperator<TOperator, float>>(ref output, ref output, ref input, length);

    /// <summary>Adds the operator's values of <paramref name="length"/> elements to those of <paramref name="output"/>, one at a time with the base library's mathematics: for tests.</summary>
    /// <typeparam name="TOperator">The operator.</typeparam>
    /// <param name="output">What they are added to.</param>
    /// <param name="input">What they are computed from.</param>
    /// <param name="length">The elements.</param>
    public static void AccumulateReference<TOperator>(ref float output, ref float input, int length)
        where TOperator : struct, IUnaryOperator<float> => MapReference<SumUnaryOperator<TOperator, float>>(ref output, ref output, ref input, length);

    /// <inheritdoc cref="Accumulate{TOperator}(ref float, ref float, int)"/>
    public static void Accumulate<TOperator>(ref double output, ref double input, int length)
        where TOperator : struct, IUnaryOperator<double> => Map<SumUnaryOperator<TOperator, double>>(ref output, ref output, ref input, length);

    /// <inheritdoc cref="AccumulateReference{TOperator}(ref float, ref float, int)"/>
    public static void AccumulateReference<TOperator>(ref double output, ref double input, int length)
        where TOperator : struct, IUnaryOperator<double> => MapReference<SumUnaryOperator<TOperator, double>>(ref output, ref output, ref input, length);

    /// <summary>Adds the operator's values of <paramref name="length"/> elements to those of <paramref name="output"/>.</summary>
    /// <typeparam name="TOperator">The operator.</typeparam>
    /// <param name="output">What they are added to.</param>
    /// <param name="input1">What they are computed from.</param>
    /// <param name="input2">What they are computed from.</param>
    /// <param name="length">The elements.</param>
    public static void Accumulate<TOperator>(ref float output, ref float input1, ref float input2, int length)
        where TOperator : struct, IBinaryOperator<float> => Map<SumBinaryOperator<TOperator, float>>(ref output, ref output, ref input1, ref input2, length);

    /// <summary>Adds the operator's values of <paramref name="length"/> elements to those of <paramref name="output"/>, one at a time with the base library's mathematics: for tests.</summary>
    /// <typeparam name="TOperator">The operator.</typeparam>
    /// <param name="output">What they are added to.</param>
    /// <param name="input1">What they are computed from.</param>
    /// <param name="input2">What they are computed from.</param>
    /// <param name="length">The elements.</param>
    public static void AccumulateReference<TOperator>(ref float output, ref float input1, ref float input2, int length)
        where TOperator : struct, IBinaryOperator<float> => MapReference<SumBinaryOperator<TOperator, float>>(ref output, ref output, ref input1, ref input2, length);

    /// <inheritdoc cref="Accumulate{TOperator}(ref float, ref float, ref float, int)"/>
    public static void Accumulate<TOperator>(ref double output, ref double input1, ref double input2, int length)
        where TOperator : struct, IBinaryOperator<double> => Map<SumBinaryOperator<TOperator, double>>(ref output, ref output, ref input1, ref input2, length);

    /// <inheritdoc cref="AccumulateReference{TOperator}(ref float, ref float, ref float, int)"/>
    public static void AccumulateReference<TOperator>(ref double output, ref double input1, ref double input2, int length)
        where TOperator : struct, IBinaryOperator<double> => MapReference<SumBinaryOperator<TOperator, double>>(ref output, ref output, ref input1, ref input2, length);

    private readonly struct SumUnaryOperator<TOperator, T> : IBinaryOperator<T>
        where TOperator : struct, IUnaryOperator<T>
        where T : unmanaged
    {
        public static bool IsCostly => TOperator.IsCostly;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Invoke<TVector, L>(TVector x, TVector y)
            where TVector : struct
            where L : struct, IArithmetic<TVector, T> => L.Add(x, TOperator.Invoke<TVector, L>(y));
    }

    private readonly struct SumBinaryOperator<TOperator, T> : ITernaryOperator<T>
        where TOperator : struct, IBinaryOperator<T>
        where T : unmanaged
    {
        public static bool IsCostly => TOperator.IsCostly;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Invoke<TVector, L>(TVector x, TVector y, TVector z)
            where TVector : struct
            where L : struct, IArithmetic<TVector, T> => L.Add(x, TOperator.Invoke<TVector, L>(y, z));
    }
}
