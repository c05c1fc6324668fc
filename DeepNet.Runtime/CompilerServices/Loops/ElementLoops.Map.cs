using System.ComponentModel;
using System.Runtime.CompilerServices;
using DeepNet.Numerics;
using DoubleMap = DeepNet.CompilerServices.MapLadder<
    double, System.Runtime.Intrinsics.Vector512<double>, DeepNet.Numerics.DoubleLanes512, System.Runtime.Intrinsics.Vector256<double>, DeepNet.Numerics.DoubleLanes256,
    System.Runtime.Intrinsics.Vector128<double>, DeepNet.Numerics.DoubleLanes128, DeepNet.Numerics.DoubleScalarLanes>;
using SingleMap = DeepNet.CompilerServices.MapLadder<
    float, System.Runtime.Intrinsics.Vector512<float>, DeepNet.Numerics.SingleLanes512, System.Runtime.Intrinsics.Vector256<float>, DeepNet.Numerics.SingleLanes256,
    System.Runtime.Intrinsics.Vector128<float>, DeepNet.Numerics.SingleLanes128, DeepNet.Numerics.SingleScalarLanes>;

namespace DeepNet.CompilerServices;

/// <summary>
/// Loops over the elements of one or more spans, with an operator that is written once for all widths: vectors of the widest kind that the hardware has, then single elements.
/// Called by generated code only.
/// </summary>
/// <remarks>The output may be one of the inputs. Whatever the width, an element gets the same bits.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ElementLoops
{
    /// <summary>Writes the operator's values of <paramref name="length"/> elements.</summary>
    /// <typeparam name="TOperator">The operator.</typeparam>
    /// <param name="output">Where the values go.</param>
    /// <param name="input">What they are computed from.</param>
    /// <param name="length">The elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map<TOperator>(ref float output, ref float input, int length)
        where TOperator : struct, IUnaryOperator<float> => SingleMap.Map<TOperator>(ref output, ref input, length);

    /// <summary>The same, one element at a time with the base library's mathematics: for tests.</summary>
    /// <typeparam name="TOperator">The operator.</typeparam>
    /// <param name="output">Where the values go.</param>
    /// <param name="input">What they are computed from.</param>
    /// <param name="length">The elements.</param>
    public static void MapReference<TOperator>(ref float output, ref float input, int length)
        where TOperator : struct, IUnaryOperator<float> => MapLoop.Run<TOperator, float, float, SingleReferenceLanes>(ref output, ref input, 0, (uint)length);

    /// <inheritdoc cref="Map{TOperator}(ref float, ref float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map<TOperator>(ref double output, ref double input, int length)
        where TOperator : struct, IUnaryOperator<double> => DoubleMap.Map<TOperator>(ref output, ref input, length);

    /// <inheritdoc cref="MapReference{TOperator}(ref float, ref float, int)"/>
    public static void MapReference<TOperator>(ref double output, ref double input, int length)
        where TOperator : struct, IUnaryOperator<double> => MapLoop.Run<TOperator, double, double, DoubleReferenceLanes>(ref output, ref input, 0, (uint)length);

    /// <summary>Writes the operator's values of <paramref name="length"/> elements.</summary>
    /// <typeparam name="TOperator">The operator.</typeparam>
    /// <param name="output">Where the values go.</param>
    /// <param name="input1">What they are computed from.</param>
    /// <param name="input2">What they are computed from.</param>
    /// <param name="length">The elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map<TOperator>(ref float output, ref float input1, ref float input2, int length)
        where TOperator : struct, IBinaryOperator<float> => SingleMap.Map<TOperator>(ref output, ref input1, ref input2, length);

    /// <summary>The same, one element at a time with the base library's mathematics: for tests.</summary>
    /// <typeparam name="TOperator">The operator.</typeparam>
    /// <param name="output">Where the values go.</param>
    /// <param name="input1">What they are computed from.</param>
    /// <param name="input2">What they are computed from.</param>
    /// <param name="length">The elements.</param>
    public static void MapReference<TOperator>(ref float output, ref float input1, ref float input2, int length)
        where TOperator : struct, IBinaryOperator<float> => MapLoop.Run<TOperator, float, float, SingleReferenceLanes>(ref output, ref input1, ref input2, 0, (uint)length);

    /// <inheritdoc cref="Map{TOperator}(ref float, ref float, ref float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map<TOperator>(ref double output, ref double input1, ref double input2, int length)
        where TOperator : struct, IBinaryOperator<double> => DoubleMap.Map<TOperator>(ref output, ref input1, ref input2, length);

    /// <inheritdoc cref="MapReference{TOperator}(ref float, ref float, ref float, int)"/>
    public static void MapReference<TOperator>(ref double output, ref double input1, ref double input2, int length)
        where TOperator : struct, IBinaryOperator<double> => MapLoop.Run<TOperator, double, double, DoubleReferenceLanes>(ref output, ref input1, ref input2, 0, (uint)length);

    /// <summary>Writes the operator's values of <paramref name="length"/> elements.</summary>
    /// <typeparam name="TOperator">The operator.</typeparam>
    /// <param name="output">Where the values go.</param>
    /// <param name="input1">What they are computed from.</param>
    /// <param name="input2">What they are computed from.</param>
    /// <param name="input3">What they are computed from.</param>
    /// <param name="length">The elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map<TOperator>(ref float output, ref float input1, ref float input2, ref float input3, int length)
        where TOperator : struct, ITernaryOperator<float> => SingleMap.Map<TOperator>(ref output, ref input1, ref input2, ref input3, length);

    /// <summary>The same, one element at a time with the base library's mathematics: for tests.</summary>
    /// <typeparam name="TOperator">The operator.</typeparam>
    /// <param name="output">Where the values go.</param>
    /// <param name="input1">What they are computed from.</param>
    /// <param name="input2">What they are computed from.</param>
    /// <param name="input3">What they are computed from.</param>
    /// <param name="length">The elements.</param>
    public static void MapReference<TOperator>(ref float output, ref float input1, ref float input2, ref float input3, int length)
        where TOperator : struct, ITernaryOperator<float> => MapLoop.Run<TOperator, float, float, SingleReferenceLanes>(ref output, ref input1, ref input2, ref input3, 0, (uint)length);

    /// <inheritdoc cref="Map{TOperator}(ref float, ref float, ref float, ref float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map<TOperator>(ref double output, ref double input1, ref double input2, ref double input3, int length)
        where TOperator : struct, ITernaryOperator<double> => DoubleMap.Map<TOperator>(ref output, ref input1, ref input2, ref input3, length);

    /// <inheritdoc cref="MapReference{TOperator}(ref float, ref float, ref float, ref float, int)"/>
    public static void MapReference<TOperator>(ref double output, ref double input1, ref double input2, ref double input3, int length)
        where TOperator : struct, ITernaryOperator<double> => MapLoop.Run<TOperator, double, double, DoubleReferenceLanes>(ref output, ref input1, ref input2, ref input3, 0, (uint)length);
}
