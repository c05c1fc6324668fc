using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

public abstract partial class ChannelRows<T, TVector256, L256, TVector128, L128, LScalar>
{
    /// <summary><c>output = (input - mean) · scale</c>; output may be input.</summary>
    /// <param name="output">The outputs.</param>
    /// <param name="input">The inputs.</param>
    /// <param name="mean">The means.</param>
    /// <param name="scale">The factors.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="blockRows">The rows of a block, an even number: as many as the first-level cache holds.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(ref T output, ref T input, ref T mean, ref T scale, int rows, int channels, int blockRows)
    {
        nuint width = (uint)channels;
        for (int first = 0; first < rows; first += blockRows)
        {
            int count = int.Min(blockRows, rows - first);
            nuint start = (uint)first * width;
            nuint i = 0;
            if (Vector256.IsHardwareAccelerated)
            {
                i = BlockApply<TVector256, L256>(ref output, ref input, ref mean, ref scale, start, count, i, width);
            }

            if (Vector128.IsHardwareAccelerated)
            {
                i = BlockApply<TVector128, L128>(ref output, ref input, ref mean, ref scale, start, count, i, width);
            }

            BlockApply<T, LScalar>(ref output, ref input, ref mean, ref scale, start, count, i, width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint BlockApply<TVector, L>(ref T output, ref T input, ref T mean, ref T scale, nuint start, int count, nuint i, nuint width)
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        for (; i + (nuint)L.Count <= width; i += (nuint)L.Count)
        {
            TVector center = L.Load(ref Unsafe.Add(ref mean, i));
            TVector factor = L.Load(ref Unsafe.Add(ref scale, i));
            nuint at = start + i;
            for (int row = 0; row < count; row++)
            {
                L.Store(L.Multiply(L.Subtract(L.Load(ref Unsafe.Add(ref input, at)), center), factor), ref Unsafe.Add(ref output, at));
                at += width;
            }
        }

        return i;
    }

    /// <summary><c>output = (input - mean) · scale + shift</c>; output may be input.</summary>
    /// <param name="output">The outputs.</param>
    /// <param name="input">The inputs.</param>
    /// <param name="mean">The means.</param>
    /// <param name="scale">The factors.</param>
    /// <param name="shift">The summands.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="blockRows">The rows of a block, an even number: as many as the first-level cache holds.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(ref T output, ref T input, ref T mean, ref T scale, ref T shift, int rows, int channels, int blockRows)
    {
        nuint width = (uint)channels;
        for (int first = 0; first < rows; first += blockRows)
        {
            int count = int.Min(blockRows, rows - first);
            nuint start = (uint)first * width;
            nuint i = 0;
            if (Vector256.IsHardwareAccelerated)
            {
                i = BlockApply<TVector256, L256>(ref output, ref input, ref mean, ref scale, ref shift, start, count, i, width);
            }

            if (Vector128.IsHardwareAccelerated)
            {
                i = BlockApply<TVector128, L128>(ref output, ref input, ref mean, ref scale, ref shift, start, count, i, width);
            }

            BlockApply<T, LScalar>(ref output, ref input, ref mean, ref scale, ref shift, start, count, i, width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint BlockApply<TVector, L>(ref T output, ref T input, ref T mean, ref T scale, ref T shift, nuint start, int count, nuint i, nuint width)
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        for (; i + (nuint)L.Count <= width; i += (nuint)L.Count)
        {
            TVector center = L.Load(ref Unsafe.Add(ref mean, i));
            TVector factor = L.Load(ref Unsafe.Add(ref scale, i));
            TVector addend = L.Load(ref Unsafe.Add(ref shift, i));
            nuint at = start + i;
            for (int row = 0; row < count; row++)
            {
                L.Store(L.MultiplyAdd(L.Subtract(L.Load(ref Unsafe.Add(ref input, at)), center), factor, addend), ref Unsafe.Add(ref output, at));
                at += width;
            }
        }

        return i;
    }

    /// <summary><c>dInput = dOutput · scale + (input - mean) · slope + offset</c>; dInput may be dOutput.</summary>
    /// <param name="dInput">The gradients of the inputs; it may be dOutput.</param>
    /// <param name="scale">The factors.</param>
    /// <param name="slope">The factors of the centered input.</param>
    /// <param name="offset">The summands.</param>
    /// <param name="input">The inputs.</param>
    /// <param name="mean">The means.</param>
    /// <param name="dOutput">The gradients of the outputs.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="blockRows">The rows of a block, an even number: as many as the first-level cache holds.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient(ref T dInput, ref T scale, ref T slope, ref T offset, ref T input, ref T mean, ref T dOutput, int rows, int channels, int blockRows)
    {
        nuint width = (uint)channels;
        for (int first = 0; first < rows; first += blockRows)
        {
            int count = int.Min(blockRows, rows - first);
            nuint start = (uint)first * width;
            nuint i = 0;
            if (Vector256.IsHardwareAccelerated)
            {
                i = BlockGradient<TVector256, L256>(ref dInput, ref scale, ref slope, ref offset, ref input, ref mean, ref dOutput, start, count, i, width);
            }

            if (Vector128.IsHardwareAccelerated)
            {
                i = BlockGradient<TVector128, L128>(ref dInput, ref scale, ref slope, ref offset, ref input, ref mean, ref dOutput, start, count, i, width);
            }

            BlockGradient<T, LScalar>(ref dInput, ref scale, ref slope, ref offset, ref input, ref mean, ref dOutput, start, count, i, width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint BlockGradient<TVector, L>(ref T dInput, ref T scale, ref T slope, ref T offset, ref T input, ref T mean, ref T dOutput, nuint start, int count, nuint i, nuint width)
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        for (; i + (nuint)L.Count <= width; i += (nuint)L.Count)
        {
            TVector factor = L.Load(ref Unsafe.Add(ref scale, i));
            TVector steepness = L.Load(ref Unsafe.Add(ref slope, i));
            TVector addend = L.Load(ref Unsafe.Add(ref offset, i));
            TVector center = L.Load(ref Unsafe.Add(ref mean, i));
            nuint at = start + i;
            for (int row = 0; row < count; row++)
            {
                TVector rest = L.MultiplyAdd(L.Subtract(L.Load(ref Unsafe.Add(ref input, at)), center), steepness, addend);
                L.Store(L.MultiplyAdd(L.Load(ref Unsafe.Add(ref dOutput, at)), factor, rest), ref Unsafe.Add(ref dInput, at));
                at += width;
            }
        }

        return i;
    }

    /// <summary><c>dInput += dOutput · scale + (input - mean) · slope + offset</c>; dInput may be dOutput.</summary>
    /// <param name="dInput">The gradients of the inputs; it may be dOutput.</param>
    /// <param name="scale">The factors.</param>
    /// <param name="slope">The factors of the centered input.</param>
    /// <param name="offset">The summands.</param>
    /// <param name="input">The inputs.</param>
    /// <param name="mean">The means.</param>
    /// <param name="dOutput">The gradients of the outputs.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="blockRows">The rows of a block, an even number: as many as the first-level cache holds.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AccumulateGradient(ref T dInput, ref T scale, ref T slope, ref T offset, ref T input, ref T mean, ref T dOutput, int rows, int channels, int blockRows)
    {
        nuint width = (uint)channels;
        for (int first = 0; first < rows; first += blockRows)
        {
            int count = int.Min(blockRows, rows - first);
            nuint start = (uint)first * width;
            nuint i = 0;
            if (Vector256.IsHardwareAccelerated)
            {
                i = BlockAccumulateGradient<TVector256, L256>(ref dInput, ref scale, ref slope, ref offset, ref input, ref mean, ref dOutput, start, count, i, width);
            }

            if (Vector128.IsHardwareAccelerated)
            {
                i = BlockAccumulateGradient<TVector128, L128>(ref dInput, ref scale, ref slope, ref offset, ref input, ref mean, ref dOutput, start, count, i, width);
            }

            BlockAccumulateGradient<T, LScalar>(ref dInput, ref scale, ref slope, ref offset, ref input, ref mean, ref dOutput, start, count, i, width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint BlockAccumulateGradient<TVector, L>(ref T dInput, ref T scale, ref T slope, ref T offset, ref T input, ref T mean, ref T dOutput, nuint start, int count, nuint i, nuint width)
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        for (; i + (nuint)L.Count <= width; i += (nuint)L.Count)
        {
            TVector factor = L.Load(ref Unsafe.Add(ref scale, i));
            TVector steepness = L.Load(ref Unsafe.Add(ref slope, i));
            TVector addend = L.Load(ref Unsafe.Add(ref offset, i));
            TVector center = L.Load(ref Unsafe.Add(ref mean, i));
            nuint at = start + i;
            for (int row = 0; row < count; row++)
            {
                TVector rest = L.MultiplyAdd(L.Subtract(L.Load(ref Unsafe.Add(ref input, at)), center), steepness, addend);
                L.Store(L.Add(L.Load(ref Unsafe.Add(ref dInput, at)), L.MultiplyAdd(L.Load(ref Unsafe.Add(ref dOutput, at)), factor, rest)), ref Unsafe.Add(ref dInput, at));
                at += width;
            }
        }

        return i;
    }
}
