using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

public static partial class ElementLoops
{
    /// <summary>The sum of the operator's values of <paramref name="length"/> elements, in blocks whose sums are added as doubles.</summary>
    /// <typeparam name="TOperator">The operator.</typeparam>
    /// <param name="input1">What the values are computed from.</param>
    /// <param name="input2">What the values are computed from.</param>
    /// <param name="length">The elements.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sum<TOperator>(ref float input1, ref float input2, int length)
        where TOperator : struct, IBinaryOperator<float>
    {
        nuint i = 0;
        nuint count = (uint)length;
        double total = 0;
        float rest = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            i = SumLoop.Run<TOperator, float, Vector256<float>, SingleLanes256>(ref input1, ref input2, i, count, SumLoop.Block, ref total, ref rest);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            i = SumLoop.Run<TOperator, float, Vector128<float>, SingleLanes128>(ref input1, ref input2, i, count, SumLoop.Block, ref total, ref rest);
        }

        if (i < count)
        {
            SumLoop.Run<TOperator, float, float, SingleScalarLanes>(ref input1, ref input2, i, count, SumLoop.Block, ref total, ref rest);
        }

        return total + rest;
    }

    /// <summary>The same, one element at a time with the base library's mathematics: for tests.</summary>
    /// <typeparam name="TOperator">The operator.</typeparam>
    /// <param name="input1">What the values are computed from.</param>
    /// <param name="input2">What the values are computed from.</param>
    /// <param name="length">The elements.</param>
    /// <returns>The sum.</returns>
    public static double SumReference<TOperator>(ref float input1, ref float input2, int length)
        where TOperator : struct, IBinaryOperator<float>
    {
        double total = 0;
        float rest = 0;
        SumLoop.Run<TOperator, float, float, SingleReferenceLanes>(ref input1, ref input2, 0, (uint)length, 1, ref total, ref rest);
        return total + rest;
    }

    /// <inheritdoc cref="Sum{TOperator}(ref float, ref float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sum<TOperator>(ref double input1, ref double input2, int length)
        where TOperator : struct, IBinaryOperator<double>
    {
        nuint i = 0;
        nuint count = (uint)length;
        double total = 0;
        double rest = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            i = SumLoop.Run<TOperator, double, Vector256<double>, DoubleLanes256>(ref input1, ref input2, i, count, SumLoop.Block, ref total, ref rest);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            i = SumLoop.Run<TOperator, double, Vector128<double>, DoubleLanes128>(ref input1, ref input2, i, count, SumLoop.Block, ref total, ref rest);
        }

        if (i < count)
        {
            SumLoop.Run<TOperator, double, double, DoubleScalarLanes>(ref input1, ref input2, i, count, SumLoop.Block, ref total, ref rest);
        }

        return total + rest;
    }

    /// <inheritdoc cref="SumReference{TOperator}(ref float, ref float, int)"/>
    public static double SumReference<TOperator>(ref double input1, ref double input2, int length)
        where TOperator : struct, IBinaryOperator<double>
    {
        double total = 0;
        double rest = 0;
        SumLoop.Run<TOperator, double, double, DoubleReferenceLanes>(ref input1, ref input2, 0, (uint)length, 1, ref total, ref rest);
        return total + rest;
    }

    /// <summary>The sum of a loss over <paramref name="length"/> elements, and its gradient times <paramref name="scale"/>.</summary>
    /// <typeparam name="TOperator">The operator.</typeparam>
    /// <param name="dOutput">Where the gradient goes; it may be <paramref name="output"/>.</param>
    /// <param name="output">The outputs.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="length">The elements.</param>
    /// <param name="scale">The factor of the gradient.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SumWithGradient<TOperator>(ref float dOutput, ref float output, ref float targets, int length, float scale)
        where TOperator : struct, ILossOperator<float>
    {
        nuint i = 0;
        nuint count = (uint)length;
        double total = 0;
        float rest = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            i = SumLoop.RunWithGradient<TOperator, float, Vector256<float>, SingleLanes256>(ref dOutput, ref output, ref targets, i, count, SumLoop.Block, scale, ref total, ref rest);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            i = SumLoop.RunWithGradient<TOperator, float, Vector128<float>, SingleLanes128>(ref dOutput, ref output, ref targets, i, count, SumLoop.Block, scale, ref total, ref rest);
        }

        if (i < count)
        {
            SumLoop.RunWithGradient<TOperator, float, float, SingleScalarLanes>(ref dOutput, ref output, ref targets, i, count, SumLoop.Block, scale, ref total, ref rest);
        }

        return total + rest;
    }

    /// <summary>The same, one element at a time with the base library's mathematics: for tests.</summary>
    /// <typeparam name="TOperator">The operator.</typeparam>
    /// <param name="dOutput">Where the gradient goes; it may be <paramref name="output"/>.</param>
    /// <param name="output">The outputs.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="length">The elements.</param>
    /// <param name="scale">The factor of the gradient.</param>
    /// <returns>The sum.</returns>
    public static double SumWithGradientReference<TOperator>(ref float dOutput, ref float output, ref float targets, int length, float scale)
        where TOperator : struct, ILossOperator<float>
    {
        double total = 0;
        float rest = 0;
        SumLoop.RunWithGradient<TOperator, float, float, SingleReferenceLanes>(ref dOutput, ref output, ref targets, 0, (uint)length, 1, scale, ref total, ref rest);
        return total + rest;
    }

    /// <inheritdoc cref="SumWithGradient{TOperator}(ref float, ref float, ref float, int, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SumWithGradient<TOperator>(ref double dOutput, ref double output, ref double targets, int length, double scale)
        where TOperator : struct, ILossOperator<double>
    {
        nuint i = 0;
        nuint count = (uint)length;
        double total = 0;
        double rest = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            i = SumLoop.RunWithGradient<TOperator, double, Vector256<double>, DoubleLanes256>(ref dOutput, ref output, ref targets, i, count, SumLoop.Block, scale, ref total, ref rest);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            i = SumLoop.RunWithGradient<TOperator, double, Vector128<double>, DoubleLanes128>(ref dOutput, ref output, ref targets, i, count, SumLoop.Block, scale, ref total, ref rest);
        }

        if (i < count)
        {
            SumLoop.RunWithGradient<TOperator, double, double, DoubleScalarLanes>(ref dOutput, ref output, ref targets, i, count, SumLoop.Block, scale, ref total, ref rest);
        }

        return total + rest;
    }

    /// <inheritdoc cref="SumWithGradientReference{TOperator}(ref float, ref float, ref float, int, float)"/>
    public static double SumWithGradientReference<TOperator>(ref double dOutput, ref double output, ref double targets, int length, double scale)
        where TOperator : struct, ILossOperator<double>
    {
        double total = 0;
        double rest = 0;
        SumLoop.RunWithGradient<TOperator, double, double, DoubleReferenceLanes>(ref dOutput, ref output, ref targets, 0, (uint)length, 1, scale, ref total, ref rest);
        return total + rest;
    }
}
