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

    /// <summary><c>eˣ - 1</c>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value.</returns>
    public static float Expm1(float x) => (float)Expm1((double)x);

    /// <inheritdoc cref="Expm1(float)"/>
    public static double Expm1(double x)
    {
        // Kahan's correction, as in Log1p.
        double u = Math.Exp(x);
        return u == 1 ? x : u - 1 == -1 || double.IsInfinity(u) ? u - 1 : (u - 1) * (x / Math.Log(u));
    }

    /// <summary>The density of the normal distribution, <c>exp(-x²/2) / √(2π)</c>.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value.</returns>
    public static float NormalDensity(float x) => (float)NormalDensity((double)x);

    /// <inheritdoc cref="NormalDensity(float)"/>
    public static double NormalDensity(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);

    /// <summary>The distribution function of the normal distribution.</summary>
    /// <param name="x">The argument.</param>
    /// <returns>The value.</returns>
    public static float NormalCdf(float x) => (float)NormalCdf((double)x);

    /// <inheritdoc cref="NormalCdf(float)"/>
    public static double NormalCdf(double x) => Math.Abs(x) < 2.5 ? 0.5 + CentralSeries(x) : x < 0 ? TailFraction(-x) : 1 - TailFraction(x);

    /// <summary><c>φ(x) · Σ x²ⁿ⁺¹ / (2n+1)!!</c> (Abramowitz and Stegun 26.2.11): all terms of one sign, so nothing cancels.</summary>
    private static double CentralSeries(double x)
    {
        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > Math.Abs(sum) * 1e-17; n++)
        {
            term *= x * x / (2 * n + 1);
            sum += term;
        }

        return NormalDensity(x) * sum;
    }

    /// <summary>The continued fraction of the tail (Abramowitz and Stegun 26.2.14), from the inside out.</summary>
    private static double TailFraction(double x)
    {
        double fraction = 0;
        for (int k = 200; k >= 1; k--)
        {
            fraction = k / (x + fraction);
        }

        return NormalDensity(x) / (x + fraction);
    }
}
