using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DeepNet.Numerics;

namespace DeepNet.CompilerServices;

/// <summary>What batch normalisation computes for each channel, beside the passes of <see cref="ChannelRows{T, TVector256, L256, TVector128, L128, LScalar}"/>. Called by generated code only, through the classes of single element types.</summary>
/// <typeparam name="T">The element.</typeparam>
/// <typeparam name="TVector256">A vector of 256 bits.</typeparam>
/// <typeparam name="L256">Its arithmetic.</typeparam>
/// <typeparam name="TVector128">A vector of 128 bits.</typeparam>
/// <typeparam name="L128">Its arithmetic.</typeparam>
/// <typeparam name="LScalar">The arithmetic of single elements.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class BatchNormChannels<T, TVector256, L256, TVector128, L128, LScalar>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector256 : struct
    where L256 : struct, IArithmetic<TVector256, T>
    where TVector128 : struct
    where L128 : struct, IArithmetic<TVector128, T>
    where LScalar : struct, IArithmetic<T, T>
{
    private protected BatchNormChannels()
    {
    }

    /// <summary>Moves the running statistics, and computes the factors of the inputs from those of the batch. One row has no unbiased variance, so the running one stays.</summary>
    /// <param name="mean">The means of the batch.</param>
    /// <param name="inverse">The sums of squared differences; the inverse deviations afterwards.</param>
    /// <param name="scale">Where the factors of the inputs go.</param>
    /// <param name="runningMean">The running means.</param>
    /// <param name="runningVariance">The running variances.</param>
    /// <param name="gamma">The learned factors, or a null reference.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="epsilon">What is added to a variance.</param>
    /// <param name="momentum">The share of the batch in the running statistics.</param>
    public static void Training(ref T mean, ref T inverse, ref T scale, ref T runningMean, ref T runningVariance, ref T gamma, int rows, int channels, T epsilon, T momentum)
    {
        T share = T.One / T.CreateTruncating(rows);
        T kept = rows > 1 ? T.One - momentum : T.One;
        T unbiased = rows > 1 ? momentum / T.CreateTruncating(rows - 1) : T.Zero;
        nuint width = (uint)channels;
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            i = Training<TVector256, L256>(ref mean, ref inverse, ref scale, ref runningMean, ref runningVariance, ref gamma, share, kept, unbiased, epsilon, momentum, i, width);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            i = Training<TVector128, L128>(ref mean, ref inverse, ref scale, ref runningMean, ref runningVariance, ref gamma, share, kept, unbiased, epsilon, momentum, i, width);
        }

        Training<T, LScalar>(ref mean, ref inverse, ref scale, ref runningMean, ref runningVariance, ref gamma, share, kept, unbiased, epsilon, momentum, i, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Training<TVector, L>(ref T mean, ref T inverse, ref T scale, ref T runningMean, ref T runningVariance, ref T gamma, T share, T kept, T unbiased, T epsilon, T momentum, nuint i, nuint width)
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        for (; i + (nuint)L.Count <= width; i += (nuint)L.Count)
        {
            bool isAffine = !Unsafe.IsNullRef(ref gamma);
            TVector squares = L.Load(ref Unsafe.Add(ref inverse, i));
            TVector running = L.Load(ref Unsafe.Add(ref runningMean, i));
            L.Store(L.Add(running, L.Multiply(L.Subtract(L.Load(ref Unsafe.Add(ref mean, i)), running), L.Create(momentum))), ref Unsafe.Add(ref runningMean, i));
            L.Store(L.Add(L.Multiply(L.Load(ref Unsafe.Add(ref runningVariance, i)), L.Create(kept)), L.Multiply(squares, L.Create(unbiased))), ref Unsafe.Add(ref runningVariance, i));
            TVector deviation = L.Divide(L.Create(T.One), L.Sqrt(L.Add(L.Multiply(squares, L.Create(share)), L.Create(epsilon))));
            L.Store(deviation, ref Unsafe.Add(ref inverse, i));
            L.Store(isAffine ? L.Multiply(deviation, L.Load(ref Unsafe.Add(ref gamma, i))) : deviation, ref Unsafe.Add(ref scale, i));
        }

        return i;
    }

    /// <summary>Computes the factors of the inputs from the running variances.</summary>
    /// <param name="scale">Where the factors of the inputs go.</param>
    /// <param name="runningVariance">The running variances.</param>
    /// <param name="gamma">The learned factors, or a null reference.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="epsilon">What is added to a variance.</param>
    public static void Inference(ref T scale, ref T runningVariance, ref T gamma, int channels, T epsilon)
    {
        nuint width = (uint)channels;
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            i = Inference<TVector256, L256>(ref scale, ref runningVariance, ref gamma, epsilon, i, width);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            i = Inference<TVector128, L128>(ref scale, ref runningVariance, ref gamma, epsilon, i, width);
        }

        Inference<T, LScalar>(ref scale, ref runningVariance, ref gamma, epsilon, i, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Inference<TVector, L>(ref T scale, ref T runningVariance, ref T gamma, T epsilon, nuint i, nuint width)
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        for (; i + (nuint)L.Count <= width; i += (nuint)L.Count)
        {
            bool isAffine = !Unsafe.IsNullRef(ref gamma);
            TVector deviation = L.Divide(L.Create(T.One), L.Sqrt(L.Add(L.Load(ref Unsafe.Add(ref runningVariance, i)), L.Create(epsilon))));
            L.Store(isAffine ? L.Multiply(deviation, L.Load(ref Unsafe.Add(ref gamma, i))) : deviation, ref Unsafe.Add(ref scale, i));
        }

        return i;
    }

    /// <summary>Adds to the gradients of gamma and beta, and computes from sums and products what the gradient of the input is computed from.</summary>
    /// <param name="dGamma">The gradients of gamma, which are added to, or a null reference.</param>
    /// <param name="dBeta">The gradients of beta, which are added to, or a null reference.</param>
    /// <param name="sums">The sums of dOutput; the summands afterwards.</param>
    /// <param name="products">The sums of dOutput times the centered input; the factors of the input afterwards.</param>
    /// <param name="scale">Where the factors of dOutput go.</param>
    /// <param name="inverse">The inverse deviations.</param>
    /// <param name="gamma">The learned factors, or a null reference.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="channels">The channels.</param>
    public static void Coefficients(ref T dGamma, ref T dBeta, ref T sums, ref T products, ref T scale, ref T inverse, ref T gamma, int rows, int channels)
    {
        T share = -T.One / T.CreateTruncating(rows);
        nuint width = (uint)channels;
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            i = Coefficients<TVector256, L256>(ref dGamma, ref dBeta, ref sums, ref products, ref scale, ref inverse, ref gamma, share, i, width);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            i = Coefficients<TVector128, L128>(ref dGamma, ref dBeta, ref sums, ref products, ref scale, ref inverse, ref gamma, share, i, width);
        }

        Coefficients<T, LScalar>(ref dGamma, ref dBeta, ref sums, ref products, ref scale, ref inverse, ref gamma, share, i, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Coefficients<TVector, L>(ref T dGamma, ref T dBeta, ref T sums, ref T products, ref T scale, ref T inverse, ref T gamma, T share, nuint i, nuint width)
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        for (; i + (nuint)L.Count <= width; i += (nuint)L.Count)
        {
            bool isAffine = !Unsafe.IsNullRef(ref gamma);
            TVector deviation = L.Load(ref Unsafe.Add(ref inverse, i));
            TVector sum = L.Load(ref Unsafe.Add(ref sums, i));
            TVector product = L.Multiply(L.Load(ref Unsafe.Add(ref products, i)), deviation);
            if (isAffine)
            {
                L.Store(L.Add(L.Load(ref Unsafe.Add(ref dGamma, i)), product), ref Unsafe.Add(ref dGamma, i));
                L.Store(L.Add(L.Load(ref Unsafe.Add(ref dBeta, i)), sum), ref Unsafe.Add(ref dBeta, i));
            }

            TVector factor = isAffine ? L.Multiply(deviation, L.Load(ref Unsafe.Add(ref gamma, i))) : deviation;
            L.Store(factor, ref Unsafe.Add(ref scale, i));
            L.Store(L.Multiply(L.Multiply(L.Multiply(product, deviation), factor), L.Create(share)), ref Unsafe.Add(ref products, i));
            L.Store(L.Multiply(L.Multiply(sum, factor), L.Create(share)), ref Unsafe.Add(ref sums, i));
        }

        return i;
    }

    /// <summary>Adds to the gradients of gamma and beta.</summary>
    /// <param name="dGamma">The gradients of gamma, which are added to, or a null reference.</param>
    /// <param name="dBeta">The gradients of beta, which are added to, or a null reference.</param>
    /// <param name="sums">The sums of dOutput.</param>
    /// <param name="products">The sums of dOutput times the centered input.</param>
    /// <param name="inverse">The inverse deviations.</param>
    /// <param name="channels">The channels.</param>
    public static void ParameterGradients(ref T dGamma, ref T dBeta, ref T sums, ref T products, ref T inverse, int channels)
    {
        nuint width = (uint)channels;
        nuint i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            i = ParameterGradients<TVector256, L256>(ref dGamma, ref dBeta, ref sums, ref products, ref inverse, i, width);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            i = ParameterGradients<TVector128, L128>(ref dGamma, ref dBeta, ref sums, ref products, ref inverse, i, width);
        }

        ParameterGradients<T, LScalar>(ref dGamma, ref dBeta, ref sums, ref products, ref inverse, i, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint ParameterGradients<TVector, L>(ref T dGamma, ref T dBeta, ref T sums, ref T products, ref T inverse, nuint i, nuint width)
        where TVector : struct
        where L : struct, IArithmetic<TVector, T>
    {
        for (; i + (nuint)L.Count <= width; i += (nuint)L.Count)
        {
            TVector deviation = L.Load(ref Unsafe.Add(ref inverse, i));
            TVector sum = L.Load(ref Unsafe.Add(ref sums, i));
            TVector product = L.Multiply(L.Load(ref Unsafe.Add(ref products, i)), deviation);
            L.Store(L.Add(L.Load(ref Unsafe.Add(ref dGamma, i)), product), ref Unsafe.Add(ref dGamma, i));
            L.Store(L.Add(L.Load(ref Unsafe.Add(ref dBeta, i)), sum), ref Unsafe.Add(ref dBeta, i));
        }

        return i;
    }
}
