namespace DeepNet.Extremes.Tests;

/// <summary>Functions to nearly all digits of a double, over the whole range.</summary>
internal static class Exact
{
    public static double Expm1(double x) => Math.Abs(x) < 0.1 ? Sum(x, n => x / (n + 1)) : Math.Exp(x) - 1;

    public static double Log1p(double x) => x < 0.1 ? Sum(x, n => -x * n / (n + 1)) : Math.Log(1 + x);

    public static double Sigmoid(double x) => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x));

    public static double Density(double x)
    {
        // The square's rounding error comes back as a factor.
        double square = x * x;
        return double.IsInfinity(square) ? 0 : Math.Exp(-0.5 * square) * (1 - 0.5 * Math.FusedMultiplyAdd(x, x, -square)) / Math.Sqrt(2 * Math.PI);
    }

    /// <summary>The distribution function: a series of terms of one sign, or the continued fraction of the tail.</summary>
    public static double Cdf(double x)
    {
        if (Math.Abs(x) < 1.5)
        {
            return 0.5 + Density(x) * Sum(x, n => x * x / (2 * n + 1));
        }

        double fraction = 0;
        for (int k = 400; k > 0; k--)
        {
            fraction = k / (Math.Abs(x) + fraction);
        }

        double tail = Density(x) / (Math.Abs(x) + fraction);
        return x < 0 ? tail : 1 - tail;
    }

    /// <summary>A series whose terms follow from the one before by a factor.</summary>
    private static double Sum(double first, Func<int, double> factor)
    {
        double sum = first;
        double term = first;
        for (int n = 1; Math.Abs(term) > Math.Abs(sum) * 1e-18; n++)
        {
            term *= factor(n);
            sum += term;
        }

        return sum;
    }
}
