using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>
/// What normalisation over rows of channels needs: statistics of each channel, and passes over all rows with numbers of each channel. A channel's vector
/// goes down a block of rows that stays in the first-level cache, with its numbers in registers. Called by generated code only, through the classes of single element types.
/// </summary>
/// <typeparam name="T">The element.</typeparam>
/// <typeparam name="TVector256">A vector of 256 bits.</typeparam>
/// <typeparam name="L256">Its arithmetic.</typeparam>
/// <typeparam name="TVector128">A vector of 128 bits.</typeparam>
/// <typeparam name="L128">Its arithmetic.</typeparam>
/// <typeparam name="LScalar">The arithmetic of single elements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class ChannelRows<T, TVector256, L256, TVector128, L128, LScalar>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector256 : struct
    where L256 : struct, IArithmetic<TVector256, T>
    where TVector128 : struct
    where L128 : struct, IArithmetic<TVector128, T>
    where LScalar : struct, IArithmetic<T, T>
{
    private protected ChannelRows()
    {
    }

    // Each block's sums are taken of differences: first from its first row, then from its mean. So the size of the mean costs no digits. Blocks are merged as in
    // Chan, Golub and LeVeque 1979. What each addition to a mean or to squares loses is kept and added to the next (Kahan 1965): there may be tens of thousands of blocks.
    // Two rows at a time, so that the additions of one do not wait for those of the other.
    /// <summary>The mean of each channel, and the sum of the squares of the differences from it.</summary>
    /// <param name="mean">The means.</param>
    /// <param name="squares">The sums of the squares of the differences from the means.</param>
    /// <param name="meanLost">Scratch: what the means lost.</param>
    /// <param name="squaresLost">Scratch: what the squares lost.</param>
    /// <param name="input">The inputs.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="blockRows">The rows of a block, an even number: as many as the first-level cache holds.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Moments(ref T mean, ref T squares, ref T meanLost, ref T squaresLost, ref T input, int rows, int channels, int blockRows)
    {
        MemoryMarshal.CreateSpan(ref mean, channels).Clear();
        MemoryMarshal.CreateSpan(ref squares, channels).Clear();
        MemoryMarshal.CreateSpan(ref meanLost, channels).Clear();
        MemoryMarshal.CreateSpan(ref squaresLost, channels).Clear();
        nuint width = (uint)channels;
        for (int first = 0; first < rows; first += blockRows)
        {
            int count = int.Min(blockRows, rows - first);
            nuint start = (uint)first * width;
            T inverseCount = T.One / T.CreateTruncating(count);
            T share = T.CreateTruncating(count) / T.CreateTruncating(first + count); // of this block in all rows so far
            T weight = share * T.CreateTruncating(first);
            nuint i = 0;
            if (Vector256.IsHardwareAccelerated)
            {
                i = BlockMoments<TVector256, L256>(ref mean, ref squares, ref meanLost, ref squaresLost, ref input, start, count, inverseCount, share, weight, i, width);
            }

            if (Vector128.IsHardwareAccelerated)
            {
                i = BlockMoments<TVector128, L128>(ref mean, ref squares, ref meanLost, ref squaresLost, ref input, start, count, inverseCount, share, weight, i, width);
            }

            BlockMoments<T, LScalar>(ref mean, ref squares, ref meanLost, ref squaresLost, ref input, start, count, inverseCount, share, weight, i, width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint BlockMoments<TVector, L>(ref T mean, ref T squares, ref T meanLost, ref T squaresLost, ref T input, nuint start, int count, T inverseCount, T share, T weight, nuint i, nuint width)
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        for (; i + (nuint)L.Count <= width; i += (nuint)L.Count)
        {
            TVector pivot = L.Load(ref Unsafe.Add(ref input, start + i));
            TVector sum0 = L.Create(T.Zero);
            TVector sum1 = L.Create(T.Zero);
            nuint at = start + i;
            for (int row = 1; row < count; row += 2)
            {
                sum0 = L.Add(sum0, L.Subtract(L.Load(ref Unsafe.Add(ref input, at)), pivot));
                sum1 = L.Add(sum1, L.Subtract(L.Load(ref Unsafe.Add(ref input, at + width)), pivot));
                at += 2 * width;
            }

            if ((count & 1) != 0)
            {
                sum0 = L.Add(sum0, L.Subtract(L.Load(ref Unsafe.Add(ref input, at)), pivot));
            }

            TVector center = L.Add(pivot, L.Multiply(L.Add(sum0, sum1), L.Create(inverseCount)));
            sum0 = L.Create(T.Zero);
            sum1 = L.Create(T.Zero);
            at = start + i;
            for (int row = 1; row < count; row += 2)
            {
                TVector d0 = L.Subtract(L.Load(ref Unsafe.Add(ref input, at)), center);
                sum0 = L.MultiplyAdd(d0, d0, sum0);
                TVector d1 = L.Subtract(L.Load(ref Unsafe.Add(ref input, at + width)), center);
                sum1 = L.MultiplyAdd(d1, d1, sum1);
                at += 2 * width;
            }

            if ((count & 1) != 0)
            {
                TVector d0 = L.Subtract(L.Load(ref Unsafe.Add(ref input, at)), center);
                sum0 = L.MultiplyAdd(d0, d0, sum0);
            }

            TVector delta = L.Add(L.Subtract(center, L.Load(ref Unsafe.Add(ref mean, i))), L.Load(ref Unsafe.Add(ref meanLost, i)));
            CompensatedSum.Add<T, TVector, L>(ref mean, ref meanLost, i, L.Multiply(delta, L.Create(share)));
            CompensatedSum.Add<T, TVector, L>(ref squares, ref squaresLost, i, L.Add(L.Add(sum0, sum1), L.Multiply(L.Multiply(delta, L.Create(weight)), delta)));
        }

        return i;
    }

    /// <summary>The sums of each channel of dOutput, and of <c>dOutput · (input - mean)</c>.</summary>
    /// <param name="sums">The sums of dOutput.</param>
    /// <param name="products">The sums of dOutput times the centered input.</param>
    /// <param name="lost">Scratch: what the additions lost, two numbers for each channel.</param>
    /// <param name="input">The inputs.</param>
    /// <param name="mean">The means.</param>
    /// <param name="dOutput">The gradients of the outputs.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="blockRows">The rows of a block, an even number: as many as the first-level cache holds.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sums(ref T sums, ref T products, ref T lost, ref T input, ref T mean, ref T dOutput, int rows, int channels, int blockRows)
    {
        MemoryMarshal.CreateSpan(ref sums, channels).Clear();
        MemoryMarshal.CreateSpan(ref products, channels).Clear();
        MemoryMarshal.CreateSpan(ref lost, 2 * channels).Clear();
        ref T sumsLost = ref lost;
        ref T productsLost = ref Unsafe.Add(ref lost, channels);
        nuint width = (uint)channels;
        for (int first = 0; first < rows; first += blockRows)
        {
            int count = int.Min(blockRows, rows - first);
            nuint start = (uint)first * width;
            nuint i = 0;
            if (Vector256.IsHardwareAccelerated)
            {
                i = BlockSums<TVector256, L256>(ref sums, ref products, ref sumsLost, ref productsLost, ref input, ref mean, ref dOutput, start, count, i, width);
            }

            if (Vector128.IsHardwareAccelerated)
            {
                i = BlockSums<TVector128, L128>(ref sums, ref products, ref sumsLost, ref productsLost, ref input, ref mean, ref dOutput, start, count, i, width);
            }

            BlockSums<T, LScalar>(ref sums, ref products, ref sumsLost, ref productsLost, ref input, ref mean, ref dOutput, start, count, i, width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint BlockSums<TVector, L>(ref T sums, ref T products, ref T sumsLost, ref T productsLost, ref T input, ref T mean, ref T dOutput, nuint start, int count, nuint i, nuint width)
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        for (; i + (nuint)L.Count <= width; i += (nuint)L.Count)
        {
            TVector center = L.Load(ref Unsafe.Add(ref mean, i));
            TVector sum0 = L.Create(T.Zero);
            TVector sum1 = L.Create(T.Zero);
            TVector product0 = L.Create(T.Zero);
            TVector product1 = L.Create(T.Zero);
            nuint at = start + i;
            for (int row = 1; row < count; row += 2)
            {
                TVector dy0 = L.Load(ref Unsafe.Add(ref dOutput, at));
                sum0 = L.Add(sum0, dy0);
                product0 = L.MultiplyAdd(L.Subtract(L.Load(ref Unsafe.Add(ref input, at)), center), dy0, product0);
                TVector dy1 = L.Load(ref Unsafe.Add(ref dOutput, at + width));
                sum1 = L.Add(sum1, dy1);
                product1 = L.MultiplyAdd(L.Subtract(L.Load(ref Unsafe.Add(ref input, at + width)), center), dy1, product1);
                at += 2 * width;
            }

            if ((count & 1) != 0)
            {
                TVector dy0 = L.Load(ref Unsafe.Add(ref dOutput, at));
                sum0 = L.Add(sum0, dy0);
                product0 = L.MultiplyAdd(L.Subtract(L.Load(ref Unsafe.Add(ref input, at)), center), dy0, product0);
            }

            CompensatedSum.Add<T, TVector, L>(ref sums, ref sumsLost, i, L.Add(sum0, sum1));
            CompensatedSum.Add<T, TVector, L>(ref products, ref productsLost, i, L.Add(product0, product1));
        }

        return i;
    }
}
