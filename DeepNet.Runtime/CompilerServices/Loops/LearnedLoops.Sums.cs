using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

public abstract partial class LearnedLoops<T, TVector256, L256, TVector128, L128, LScalar, LReference>
{
    /// <summary>The rows that are summed in one go. What the addition of such a block to the sum loses is added with the next block (Kahan 1965), so that many rows cost no digits.</summary>
    private const int BlockRows = 64;

    /// <summary>What each sample adds to the gradient of the operand.</summary>
    /// <typeparam name="TOperator">The function.</typeparam>
    /// <param name="sums">The sums of each sample, <paramref name="width"/> of them.</param>
    /// <param name="saved">What is saved of the forward pass.</param>
    /// <param name="dOutput">The gradients of the values.</param>
    /// <param name="learned">The operand: one element for each channel, or one for all elements.</param>
    /// <param name="n">The samples.</param>
    /// <param name="rows">The rows of a sample; its elements if <paramref name="width"/> is 1.</param>
    /// <param name="width">The channels of a row, or 1 where one operand is for all elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sums<TOperator>(ref T sums, ref T saved, ref T dOutput, ref T learned, int n, int rows, int width)
        where TOperator : struct, ILearnedOperator<T> => Run<TOperator>(ref sums, ref sums, ref saved, ref dOutput, ref learned, n, rows, width, writes: false, adds: false);

    /// <summary><see cref="Backward"/> and <see cref="Sums"/> in one pass.</summary>
    /// <typeparam name="TOperator">The function.</typeparam>
    /// <param name="dInput">The gradients of the numbers; it may be dOutput.</param>
    /// <param name="sums">The sums of each sample, <paramref name="width"/> of them.</param>
    /// <param name="saved">What is saved of the forward pass.</param>
    /// <param name="dOutput">The gradients of the values.</param>
    /// <param name="learned">The operand: one element for each channel, or one for all elements.</param>
    /// <param name="n">The samples.</param>
    /// <param name="rows">The rows of a sample; its elements if <paramref name="width"/> is 1.</param>
    /// <param name="width">The channels of a row, or 1 where one operand is for all elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void BackwardWithSums<TOperator>(ref T dInput, ref T sums, ref T saved, ref T dOutput, ref T learned, int n, int rows, int width)
        where TOperator : struct, ILearnedOperator<T> => Run<TOperator>(ref dInput, ref sums, ref saved, ref dOutput, ref learned, n, rows, width, writes: true, adds: false);

    /// <summary><see cref="Accumulate"/> and <see cref="Sums"/> in one pass.</summary>
    /// <typeparam name="TOperator">The function.</typeparam>
    /// <param name="dInput">The gradients of the numbers, which are added to; it is not dOutput.</param>
    /// <param name="sums">The sums of each sample, <paramref name="width"/> of them.</param>
    /// <param name="saved">What is saved of the forward pass.</param>
    /// <param name="dOutput">The gradients of the values.</param>
    /// <param name="learned">The operand: one element for each channel, or one for all elements.</param>
    /// <param name="n">The samples.</param>
    /// <param name="rows">The rows of a sample; its elements if <paramref name="width"/> is 1.</param>
    /// <param name="width">The channels of a row, or 1 where one operand is for all elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AccumulateWithSums<TOperator>(ref T dInput, ref T sums, ref T saved, ref T dOutput, ref T learned, int n, int rows, int width)
        where TOperator : struct, ILearnedOperator<T> => Run<TOperator>(ref dInput, ref sums, ref saved, ref dOutput, ref learned, n, rows, width, writes: true, adds: true);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<TOperator>(ref T dInput, ref T sums, ref T saved, ref T dOutput, ref T learned, int n, int rows, int width, bool writes, bool adds)
        where TOperator : struct, ILearnedOperator<T>
    {
        nuint size = (nuint)(uint)rows * (uint)width;
        for (; n > 0; n--)
        {
            if (width == 1)
            {
                sums = Vector256.IsHardwareAccelerated ? All<TOperator, TVector256, L256>(ref dInput, ref saved, ref dOutput, learned, size, writes, adds)
                    : Vector128.IsHardwareAccelerated ? All<TOperator, TVector128, L128>(ref dInput, ref saved, ref dOutput, learned, size, writes, adds)
                    : All<TOperator, T, LScalar>(ref dInput, ref saved, ref dOutput, learned, size, writes, adds);
            }
            else
            {
                nuint i = 0;
                if (Vector256.IsHardwareAccelerated)
                {
                    i = Channels<TOperator, TVector256, L256>(ref dInput, ref sums, ref saved, ref dOutput, ref learned, (uint)rows, i, (uint)width, writes, adds);
                }

                if (Vector128.IsHardwareAccelerated)
                {
                    i = Channels<TOperator, TVector128, L128>(ref dInput, ref sums, ref saved, ref dOutput, ref learned, (uint)rows, i, (uint)width, writes, adds);
                }

                Channels<TOperator, T, LScalar>(ref dInput, ref sums, ref saved, ref dOutput, ref learned, (uint)rows, i, (uint)width, writes, adds);
            }

            if (writes)
            {
                dInput = ref Unsafe.Add(ref dInput, size);
            }

            sums = ref Unsafe.Add(ref sums, width);
            saved = ref Unsafe.Add(ref saved, size);
            dOutput = ref Unsafe.Add(ref dOutput, size);
        }
    }

    /// <summary>The sums of channels: two vectors at a time go down the rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Channels<TOperator, TVector, L>(ref T dInput, ref T sums, ref T saved, ref T dOutput, ref T learned, nuint rows, nuint i, nuint width, bool writes, bool adds)
        where TOperator : struct, ILearnedOperator<T>
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        for (; rows > 1 && i + (nuint)(2 * L.Count) <= width; i += (nuint)(2 * L.Count))
        {
            Pair<TOperator, TVector, L>(
                ref dInput, ref saved, ref dOutput, L.Load(ref Unsafe.Add(ref learned, i)), L.Load(ref Unsafe.Add(ref learned, i + (nuint)L.Count)), i, rows, width, writes, adds, out TVector sum0, out TVector sum1);
            L.Store(sum0, ref Unsafe.Add(ref sums, i));
            L.Store(sum1, ref Unsafe.Add(ref sums, i + (nuint)L.Count));
        }

        for (; i + (nuint)L.Count <= width; i += (nuint)L.Count)
        {
            TVector operand = L.Load(ref Unsafe.Add(ref learned, i));
            TVector sum = Step<TOperator, TVector, L>(ref dInput, ref saved, ref dOutput, operand, i, writes, adds);
            if (rows > 1)
            {
                sum = One<TOperator, TVector, L>(sum, ref dInput, ref saved, ref dOutput, operand, i + width, rows - 1, width, writes, adds);
            }

            L.Store(sum, ref Unsafe.Add(ref sums, i));
        }

        return i;
    }

    /// <summary>The sum of all elements, which are taken as rows of two vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T All<TOperator, TVector, L>(ref T dInput, ref T saved, ref T dOutput, T learned, nuint size, bool writes, bool adds)
        where TOperator : struct, ILearnedOperator<T>
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        nuint rows = size / (nuint)(2 * L.Count);
        Pair<TOperator, TVector, L>(ref dInput, ref saved, ref dOutput, L.Create(learned), L.Create(learned), 0, rows, (nuint)(2 * L.Count), writes, adds, out TVector sum0, out TVector sum1);
        nuint at = rows * (nuint)(2 * L.Count);
        return L.Sum(L.Add(sum0, sum1)) + One<TOperator, T, LScalar>(T.Zero, ref dInput, ref saved, ref dOutput, learned, at, size - at, 1, writes, adds);
    }

    /// <summary>The sums of two neighbouring vectors over rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair<TOperator, TVector, L>(
        ref T dInput, ref T saved, ref T dOutput, TVector learned0, TVector learned1, nuint at, nuint rows, nuint stride, bool writes, bool adds, out TVector sum0, out TVector sum1)
        where TOperator : struct, ILearnedOperator<T>
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        sum0 = L.Create(T.Zero);
        sum1 = L.Create(T.Zero);
        TVector lost0 = L.Create(T.Zero), lost1 = L.Create(T.Zero);
        while (rows > 0)
        {
            TVector block0 = L.Create(T.Zero), block1 = L.Create(T.Zero);
            nuint count = nuint.Min(rows, BlockRows);
            rows -= count;
            for (; count > 0; count--)
            {
                block0 = L.Add(block0, Step<TOperator, TVector, L>(ref dInput, ref saved, ref dOutput, learned0, at, writes, adds));
                block1 = L.Add(block1, Step<TOperator, TVector, L>(ref dInput, ref saved, ref dOutput, learned1, at + (nuint)L.Count, writes, adds));
                at += stride;
            }

            AddBlock<TVector, L>(ref sum0, ref lost0, block0);
            AddBlock<TVector, L>(ref sum1, ref lost1, block1);
        }
    }

    /// <summary>A sum, and that of a vector over rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector One<TOperator, TVector, L>(TVector sum, ref T dInput, ref T saved, ref T dOutput, TVector learned, nuint at, nuint rows, nuint stride, bool writes, bool adds)
        where TOperator : struct, ILearnedOperator<T>
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        TVector lost = L.Create(T.Zero);
        while (rows > 0)
        {
            TVector block = L.Create(T.Zero);
            nuint count = nuint.Min(rows, BlockRows);
            rows -= count;
            for (; count > 0; count--)
            {
                block = L.Add(block, Step<TOperator, TVector, L>(ref dInput, ref saved, ref dOutput, learned, at, writes, adds));
                at += stride;
            }

            AddBlock<TVector, L>(ref sum, ref lost, block);
        }

        return sum;
    }

    /// <summary>The part of one vector, whose gradient is written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Step<TOperator, TVector, L>(ref T dInput, ref T saved, ref T dOutput, TVector learned, nuint at, bool writes, bool adds)
        where TOperator : struct, ILearnedOperator<T>
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        TVector x = L.Load(ref Unsafe.Add(ref saved, at));
        TVector dy = L.Load(ref Unsafe.Add(ref dOutput, at));
        if (writes)
        {
            TVector gradient = TOperator.InputGradient<TVector, L>(x, dy, learned);
            L.Store(adds ? L.Add(L.Load(ref Unsafe.Add(ref dInput, at)), gradient) : gradient, ref Unsafe.Add(ref dInput, at));
        }

        return TOperator.Part<TVector, L>(x, dy);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddBlock<TVector, L>(ref TVector sum, ref TVector lost, TVector block)
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        TVector addend = L.Subtract(block, lost);
        TVector after = L.Add(sum, addend);
        lost = L.Subtract(L.Subtract(after, sum), addend);
        sum = after;
    }

    /// <summary>The same as <see cref="Sums"/>, one element at a time with the base library's mathematics: for tests.</summary>
    /// <typeparam name="TOperator">The function.</typeparam>
    /// <param name="sums">The sums of each sample, <paramref name="width"/> of them.</param>
    /// <param name="saved">What is saved of the forward pass.</param>
    /// <param name="dOutput">The gradients of the values.</param>
    /// <param name="learned">The operand: one element for each channel, or one for all elements.</param>
    /// <param name="n">The samples.</param>
    /// <param name="rows">The rows of a sample; its elements if <paramref name="width"/> is 1.</param>
    /// <param name="width">The channels of a row, or 1 where one operand is for all elements.</param>
    public static void SumsReference<TOperator>(ref T sums, ref T saved, ref T dOutput, ref T learned, int n, int rows, int width)
        where TOperator : struct, ILearnedOperator<T>
    {
        int size = rows * width;
        MemoryMarshal.CreateSpan(ref sums, n * width).Clear();
        for (int i = 0; i < n * size; i++)
        {
            Unsafe.Add(ref sums, (i / size * width) + (i % width)) += TOperator.Part<T, LReference>(Unsafe.Add(ref saved, i), Unsafe.Add(ref dOutput, i));
        }
    }

    /// <summary>The same as <see cref="BackwardWithSums"/>, one element at a time with the base library's mathematics: for tests.</summary>
    /// <typeparam name="TOperator">The function.</typeparam>
    /// <param name="dInput">The gradients of the numbers; it may be dOutput.</param>
    /// <param name="sums">The sums of each sample, <paramref name="width"/> of them.</param>
    /// <param name="saved">What is saved of the forward pass.</param>
    /// <param name="dOutput">The gradients of the values.</param>
    /// <param name="learned">The operand: one element for each channel, or one for all elements.</param>
    /// <param name="n">The samples.</param>
    /// <param name="rows">The rows of a sample; its elements if <paramref name="width"/> is 1.</param>
    /// <param name="width">The channels of a row, or 1 where one operand is for all elements.</param>
    public static void BackwardWithSumsReference<TOperator>(ref T dInput, ref T sums, ref T saved, ref T dOutput, ref T learned, int n, int rows, int width)
        where TOperator : struct, ILearnedOperator<T>
    {
        SumsReference<TOperator>(ref sums, ref saved, ref dOutput, ref learned, n, rows, width);
        BackwardReference<TOperator>(ref dInput, ref saved, ref dOutput, ref learned, n * rows, width);
    }

    /// <summary>The same as <see cref="AccumulateWithSums"/>, one element at a time with the base library's mathematics: for tests.</summary>
    /// <typeparam name="TOperator">The function.</typeparam>
    /// <param name="dInput">The gradients of the numbers, which are added to; it is not dOutput.</param>
    /// <param name="sums">The sums of each sample, <paramref name="width"/> of them.</param>
    /// <param name="saved">What is saved of the forward pass.</param>
    /// <param name="dOutput">The gradients of the values.</param>
    /// <param name="learned">The operand: one element for each channel, or one for all elements.</param>
    /// <param name="n">The samples.</param>
    /// <param name="rows">The rows of a sample; its elements if <paramref name="width"/> is 1.</param>
    /// <param name="width">The channels of a row, or 1 where one operand is for all elements.</param>
    public static void AccumulateWithSumsReference<TOperator>(ref T dInput, ref T sums, ref T saved, ref T dOutput, ref T learned, int n, int rows, int width)
        where TOperator : struct, ILearnedOperator<T>
    {
        SumsReference<TOperator>(ref sums, ref saved, ref dOutput, ref learned, n, rows, width);
        AccumulateReference<TOperator>(ref dInput, ref saved, ref dOutput, ref learned, n * rows, width);
    }
}
