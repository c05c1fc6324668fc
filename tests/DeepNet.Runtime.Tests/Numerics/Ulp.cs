namespace DeepNet.Runtime.Tests.Numerics;

/// <summary>Errors in units in the last place of the exact result.</summary>
internal static class Ulp
{
    /// <summary>The error of a float against a double; infinite where one is NaN or infinite and the other, rounded, is not.</summary>
    public static double Error(float actual, double expected)
    {
        if (actual == expected)
        {
            return 0;
        }

        if (!float.IsFinite(actual) || !float.IsFinite((float)expected))
        {
            // Where rounding itself decides between the largest float and infinity, both are one step away.
            return actual.Equals((float)expected) ? 0 : double.PositiveInfinity;
        }

        return Math.Abs(actual - expected) / Spacing(expected, -126, 23);
    }

    /// <summary>The error of a double against the sum of two.</summary>
    public static double Error(double actual, double high, double low)
    {
        if (!double.IsFinite(actual))
        {
            return actual.Equals(high) ? 0 : double.PositiveInfinity;
        }

        // Dividing each term first keeps subnormal differences.
        double spacing = Spacing(high, -1022, 52);
        return Math.Abs((actual - high) / spacing - low / spacing);
    }

    private static double Spacing(double value, int smallestExponent, int fractionBits) =>
        Math.ScaleB(1, Math.Max(value == 0 ? smallestExponent : Math.ILogB(value), smallestExponent) - fractionBits);
}
