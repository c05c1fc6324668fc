using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>
/// Loops over rows of channels with a function that has a learned operand, which is one for each channel or one for all elements: its values, the gradients of its numbers and the sums that are the gradients of its operand.
/// Called by generated code only, through the classes of single element types.
/// </summary>
/// <typeparam name="T">The element.</typeparam>
/// <typeparam name="TVector256">A vector of 256 bits.</typeparam>
/// <typeparam name="L256">Its arithmetic.</typeparam>
/// <typeparam name="TVector128">A vector of 128 bits.</typeparam>
/// <typeparam name="L128">Its arithmetic.</typeparam>
/// <typeparam name="LScalar">The arithmetic of single elements.</typeparam>
/// <typeparam name="LReference">The arithmetic of single elements with the base library's mathematics: for tests.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class LearnedLoops<T, TVector256, L256, TVector128, L128, LScalar, LReference>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector256 : struct
    where L256 : struct, IArithmetic<TVector256, T>
    where TVector128 : struct
    where L128 : struct, IArithmetic<TVector128, T>
    where LScalar : struct, IArithmetic<T, T>
    where LReference : struct, IArithmetic<T, T>
{
    private protected LearnedLoops()
    {
    }

    /// <summary>The values.</summary>
    /// <typeparam name="TOperator">The function.</typeparam>
    /// <param name="output">The values; it may be input.</param>
    /// <param name="input">What they are computed from.</param>
    /// <param name="learned">The operand: one element for each channel, or one for all elements.</param>
    /// <param name="rows">The rows; the elements if <paramref name="width"/> is 1.</param>
    /// <param name="width">The channels of a row, or 1 where one operand is for all elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<TOperator>(ref T output, ref T input, ref T learned, int rows, int width)
        where TOperator : struct, ILearnedOperator<T>
    {
        if (width == 1)
        {
            Values<TOperator>(ref output, ref input, ref learned, true, (uint)rows);
            return;
        }

        for (nuint at = 0; rows > 0; rows--)
        {
            Values<TOperator>(ref Unsafe.Add(ref output, at), ref Unsafe.Add(ref input, at), ref learned, false, (uint)width);
            at += (uint)width;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Values<TOperator>(ref T output, ref T input, ref T learned, bool isShared, nuint count)
        where TOperator : struct, ILearnedOperator<T>
    {
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            i = Values<TOperator, TVector256, L256>(ref output, ref input, ref learned, isShared, i, count);
        }

        // Most rows are whole vectors, and the tests of two more loops would be a part of their time.
        if (i == count)
        {
            return;
        }

        if (Vector128.IsHardwareAccelerated)
        {
            i = Values<TOperator, TVector128, L128>(ref output, ref input, ref learned, isShared, i, count);
        }

        Values<TOperator, T, LScalar>(ref output, ref input, ref learned, isShared, i, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Values<TOperator, TVector, L>(ref T output, ref T input, ref T learned, bool isShared, nuint i, nuint count)
        where TOperator : struct, ILearnedOperator<T>
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        TVector shared = L.Create(learned);
        for (; i + (nuint)L.Count <= count; i += (nuint)L.Count)
        {
            L.Store(TOperator.Value<TVector, L>(L.Load(ref Unsafe.Add(ref input, i)), isShared ? shared : L.Load(ref Unsafe.Add(ref learned, i))), ref Unsafe.Add(ref output, i));
        }

        return i;
    }

    /// <summary>The same as <see cref="Forward"/>, one element at a time with the base library's mathematics: for tests.</summary>
    /// <typeparam name="TOperator">The function.</typeparam>
    /// <param name="output">The values; it may be input.</param>
    /// <param name="input">What they are computed from.</param>
    /// <param name="learned">The operand: one element for each channel, or one for all elements.</param>
    /// <param name="rows">The rows; the elements if <paramref name="width"/> is 1.</param>
    /// <param name="width">The channels of a row, or 1 where one operand is for all elements.</param>
    public static void ForwardReference<TOperator>(ref T output, ref T input, ref T learned, int rows, int width)
        where TOperator : struct, ILearnedOperator<T>
    {
        for (int i = 0; i < rows * width; i++)
        {
            Unsafe.Add(ref output, i) = TOperator.Value<T, LReference>(Unsafe.Add(ref input, i), Unsafe.Add(ref learned, i % width));
        }
    }

    /// <summary>The gradients of the numbers.</summary>
    /// <typeparam name="TOperator">The function.</typeparam>
    /// <param name="dInput">The gradients of the numbers; it may be dOutput.</param>
    /// <param name="saved">What is saved of the forward pass.</param>
    /// <param name="dOutput">The gradients of the values.</param>
    /// <param name="learned">The operand: one element for each channel, or one for all elements.</param>
    /// <param name="rows">The rows; the elements if <paramref name="width"/> is 1.</param>
    /// <param name="width">The channels of a row, or 1 where one operand is for all elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<TOperator>(ref T dInput, ref T saved, ref T dOutput, ref T learned, int rows, int width)
        where TOperator : struct, ILearnedOperator<T> => Gradients<TOperator>(ref dInput, ref saved, ref dOutput, ref learned, rows, width, false);

    /// <summary>Adds the gradients of the numbers to the existing values.</summary>
    /// <typeparam name="TOperator">The function.</typeparam>
    /// <param name="dInput">The gradients of the numbers, which are added to; it is not dOutput.</param>
    /// <param name="saved">What is saved of the forward pass.</param>
    /// <param name="dOutput">The gradients of the values.</param>
    /// <param name="learned">The operand: one element for each channel, or one for all elements.</param>
    /// <param name="rows">The rows; the elements if <paramref name="width"/> is 1.</param>
    /// <param name="width">The channels of a row, or 1 where one operand is for all elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate<TOperator>(ref T dInput, ref T saved, ref T dOutput, ref T learned, int rows, int width)
        where TOperator : struct, ILearnedOperator<T> => Gradients<TOperator>(ref dInput, ref saved, ref dOutput, ref learned, rows, width, true);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Gradients<TOperator>(ref T dInput, ref T saved, ref T dOutput, ref T learned, int rows, int width, bool adds)
        where TOperator : struct, ILearnedOperator<T>
    {
        if (width == 1)
        {
            RowGradients<TOperator>(ref dInput, ref saved, ref dOutput, ref learned, true, adds, (uint)rows);
            return;
        }

        for (nuint at = 0; rows > 0; rows--)
        {
            RowGradients<TOperator>(ref Unsafe.Add(ref dInput, at), ref Unsafe.Add(ref saved, at), ref Unsafe.Add(ref dOutput, at), ref learned, false, adds, (uint)width);
            at += (uint)width;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RowGradients<TOperator>(ref T dInput, ref T saved, ref T dOutput, ref T learned, bool isShared, bool adds, nuint count)
        where TOperator : struct, ILearnedOperator<T>
    {
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            i = RowGradients<TOperator, TVector256, L256>(ref dInput, ref saved, ref dOutput, ref learned, isShared, adds, i, count);
        }

        // Most rows are whole vectors, and the tests of two more loops would be a part of their time.
        if (i == count)
        {
            return;
        }

        if (Vector128.IsHardwareAccelerated)
        {
            i = RowGradients<TOperator, TVector128, L128>(ref dInput, ref saved, ref dOutput, ref learned, isShared, adds, i, count);
        }

        RowGradients<TOperator, T, LScalar>(ref dInput, ref saved, ref dOutput, ref learned, isShared, adds, i, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint RowGradients<TOperator, TVector, L>(ref T dInput, ref T saved, ref T dOutput, ref T learned, bool isShared, bool adds, nuint i, nuint count)
        where TOperator : struct, ILearnedOperator<T>
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        TVector shared = L.Create(learned);
        for (; i + (nuint)L.Count <= count; i += (nuint)L.Count)
        {
            TVector gradient = TOperator.InputGradient<TVector, L>(L.Load(ref Unsafe.Add(ref saved, i)), L.Load(ref Unsafe.Add(ref dOutput, i)), isShared ? shared : L.Load(ref Unsafe.Add(ref learned, i)));
            L.Store(adds ? L.Add(L.Load(ref Unsafe.Add(ref dInput, i)), gradient) : gradient, ref Unsafe.Add(ref dInput, i));
        }

        return i;
    }

    /// <summary>The same as <see cref="Backward"/>, one element at a time with the base library's mathematics: for tests.</summary>
    /// <typeparam name="TOperator">The function.</typeparam>
    /// <param name="dInput">The gradients of the numbers; it may be dOutput.</param>
    /// <param name="saved">What is saved of the forward pass.</param>
    /// <param name="dOutput">The gradients of the values.</param>
    /// <param name="learned">The operand: one element for each channel, or one for all elements.</param>
    /// <param name="rows">The rows; the elements if <paramref name="width"/> is 1.</param>
    /// <param name="width">The channels of a row, or 1 where one operand is for all elements.</param>
    public static void BackwardReference<TOperator>(ref T dInput, ref T saved, ref T dOutput, ref T learned, int rows, int width)
        where TOperator : struct, ILearnedOperator<T>
    {
        for (int i = 0; i < rows * width; i++)
        {
            Unsafe.Add(ref dInput, i) = TOperator.InputGradient<T, LReference>(Unsafe.Add(ref saved, i), Unsafe.Add(ref dOutput, i), Unsafe.Add(ref learned, i % width));
        }
    }

    /// <summary>The same as <see cref="Accumulate"/>, one element at a time with the base library's mathematics: for tests.</summary>
    /// <typeparam name="TOperator">The function.</typeparam>
    /// <param name="dInput">The gradients of the numbers, which are added to; it is not dOutput.</param>
    /// <param name="saved">What is saved of the forward pass.</param>
    /// <param name="dOutput">The gradients of the values.</param>
    /// <param name="learned">The operand: one element for each channel, or one for all elements.</param>
    /// <param name="rows">The rows; the elements if <paramref name="width"/> is 1.</param>
    /// <param name="width">The channels of a row, or 1 where one operand is for all elements.</param>
    public static void AccumulateReference<TOperator>(ref T dInput, ref T saved, ref T dOutput, ref T learned, int rows, int width)
        where TOperator : struct, ILearnedOperator<T>
    {
        for (int i = 0; i < rows * width; i++)
        {
            Unsafe.Add(ref dInput, i) += TOperator.InputGradient<T, LReference>(Unsafe.Add(ref saved, i), Unsafe.Add(ref dOutput, i), Unsafe.Add(ref learned, i % width));
        }
    }
}
