using System.ComponentModel;

namespace DeepNet.Numerics;

/// <summary>
/// The functions of <see cref="VectorMath"/> through the base library's scalar mathematics: the scalar references of generated kernels use it,
/// so that tests compare two independent implementations.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ReferenceMath
{
    /// <summary><c>eˣ</c>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value.</returns>
    public static float Exp(float x) => MathF.Exp(x);

    /// <inheritdoc cref="Exp(float)"/>
    public static double Exp(double x) => Math.Exp(x);

    /// <summary>The natural logarithm.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value.</returns>
    public static float Log(float x) => MathF.Log(x);

    /// <inheritdoc cref="Log(float)"/>
    public static double Log(double x) => Math.Log(x);

    /// <summary><c>log(1 + x)</c>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value.</returns>
    public static float Log1p(float x) => (float)Log1p((double)x);

    /// <inheritdoc cref="Log1p(float)"/>
    public static double Log1p(double x)
    {
        // Kahan's correction: the rounding of 1 + x is undone by the same rounding in the divisor.
        double u = 1 + x;
        return u == 1 ? x : double.IsInfinity(u) ? u : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>The hyperbolic tangent.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value.</returns>
    public static float Tanh(float x) => MathF.Tanh(x);

    /// <inheritdoc cref="Tanh(float)"/>
    public static double Tanh(double x) => Math.Tanh(x);

    /// <summary><c>1 / (1 + e⁻ˣ)</c>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value.</returns>
    public static float Sigmoid(float x) => (float)Sigmoid((double)x);

    /// <inheritdoc cref="Sigmoid(float)"/>
    public static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    /// <summary>The error function <c>2/√π ∫₀ˣ exp(-t²) dt</c>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value.</returns>
    public static float Erf(float x) => (float)Erf((double)x);

    /// <inheritdoc cref="Erf(float)"/>
    public static double Erf(double x)
    {
        double a = Math.Abs(x);
        return double.IsNaN(x) ? x : a < 2.5 ? Math.CopySign(ErfSeries(a), x) : Math.CopySign(1 - ErfcFraction(a), x);
    }

    /// <summary><c>2/√π · exp(-x²) · Σ 2ⁿ x²ⁿ⁺¹ / (2n+1)!!</c> (Abramowitz and Stegun 7.1.6): all terms positive, so nothing cancels.</summary>
    private static double ErfSeries(double x)
    {
        double term = x;
        double sum = x;
        for (int n = 1; term > sum * 1e-17; n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>The continued fraction of erfc (Abramowitz and Stegun 7.1.14), from the inside out.</summary>
    private static double ErfcFraction(double x)
    {
        if (x > 27)
        {
            return 0;
        }

        double fraction = 0;
        for (int k = 60; k >= 1; k--)
        {
            fraction = k / 2.0 / (x + fraction);
        }

        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / (x + fraction);
    }
}
