using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DeepNet.CompilerServices;

/// <summary>Norms of gradients and what they are multiplied by because of them. Called by generated code only.</summary>
/// <remarks>Sums are of doubles, in an order that depends on the length alone: the same bits on every machine.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GradientNorm
{
    /// <summary>Added to a norm that divides, as in PyTorch's <c>clip_grad_norm_</c>.</summary>
    private const double Epsilon = 1e-6;

    /// <summary>The sum of squares, each exact.</summary>
    /// <param name="values">The numbers.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SumOfSquares(ReadOnlySpan<float> values)
    {
        ref float start = ref MemoryMarshal.GetReference(values);
        Vector256<double> sum0 = default;
        Vector256<double> sum1 = default;
        Vector256<double> sum2 = default;
        Vector256<double> sum3 = default;
        int i = 0;
        for (; i <= values.Length - 16; i += 16)
        {
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.LoadUnsafe(ref start, (nuint)i));
            sum0 += low * low;
            sum1 += high * high;
            (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref start, (nuint)i + 8));
            sum2 += low * low;
            sum3 += high * high;
        }

        double rest = 0;
        for (; i < values.Length; i++)
        {
            rest += (double)values[i] * values[i];
        }

        return Sum(sum0 + sum1 + (sum2 + sum3)) + rest;
    }

    /// <summary>The sum of squares.</summary>
    /// <param name="values">The numbers.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SumOfSquares(ReadOnlySpan<double> values)
    {
        ref double start = ref MemoryMarshal.GetReference(values);
        Vector256<double> sum0 = default;
        Vector256<double> sum1 = default;
        Vector256<double> sum2 = default;
        Vector256<double> sum3 = default;
        int i = 0;
        for (; i <= values.Length - 16; i += 16)
        {
            Vector256<double> value = Vector256.LoadUnsafe(ref start, (nuint)i);
            sum0 += value * value;
            value = Vector256.LoadUnsafe(ref start, (nuint)i + 4);
            sum1 += value * value;
            value = Vector256.LoadUnsafe(ref start, (nuint)i + 8);
            sum2 += value * value;
            value = Vector256.LoadUnsafe(ref start, (nuint)i + 12);
            sum3 += value * value;
        }

        double rest = 0;
        for (; i < values.Length; i++)
        {
            rest += values[i] * values[i];
        }

        return Sum(sum0 + sum1 + (sum2 + sum3)) + rest;
    }

    /// <summary>What gradients of a norm are multiplied by so that it is at most a maximum: <c>min(1, maximum / (norm + 1e-6))</c>, as in PyTorch.</summary>
    /// <param name="norm">The norm.</param>
    /// <param name="maximum">The most that is allowed.</param>
    /// <returns>The factor.</returns>
    public static double ClipFactor(double norm, double maximum) => Math.Min(1, maximum / (norm + Epsilon));

    /// <summary>What gradients of a norm are multiplied by so that it is 1; gradients that are all zero stay so.</summary>
    /// <param name="norm">The norm.</param>
    /// <returns>The factor.</returns>
    public static double UnitFactor(double norm) => norm == 0 ? 0 : 1 / norm;

    /// <summary>Lamb's factor of a parameter's step: <c>‖weight‖ / ‖direction‖</c>, or 1 if one of them is 0.</summary>
    /// <param name="weight">The parameter.</param>
    /// <param name="direction">The direction of its step.</param>
    /// <returns>The factor.</returns>
    public static double TrustRatio(ReadOnlySpan<float> weight, ReadOnlySpan<float> direction) => TrustRatio(SumOfSquares(weight), SumOfSquares(direction));

    /// <inheritdoc cref="TrustRatio(ReadOnlySpan{float}, ReadOnlySpan{float})"/>
    public static double TrustRatio(ReadOnlySpan<double> weight, ReadOnlySpan<double> direction) => TrustRatio(SumOfSquares(weight), SumOfSquares(direction));

    private static double TrustRatio(double weight, double direction) => weight == 0 || direction == 0 ? 1 : Math.Sqrt(weight) / Math.Sqrt(direction);

    /// <summary>The lanes in a fixed order; <see cref="Vector256.Sum{T}"/> leaves it open.</summary>
    private static double Sum(Vector256<double> lanes) => (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}
