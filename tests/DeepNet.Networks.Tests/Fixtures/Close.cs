using System.Numerics;

namespace DeepNet.Networks.Tests.Fixtures;

/// <summary>
/// The comparison that all numeric tests use: the largest difference, relative to the largest magnitude of the expected tensor.
/// </summary>
internal static class Close
{
    /// <summary>Single precision, where nothing is known of the network: the most that <see cref="Rounding{T}"/> allows.</summary>
    public const double Single = 1e-5;

    /// <summary>Double precision against PyTorch's.</summary>
    public const double Double = 1e-12;

    // Half the distance from 1 to the next number in single precision.
    private const double UnitRoundoff = 1.0 / (1 << 24);

    // A sum of n numbers is off by at most 6 sqrt(n) unit roundoffs of their magnitudes, but for one in 3e7: Higham and Mary 2019, "A new approach to
    // probabilistic rounding error analysis", 2 exp(-6^2 / 2). The largest errors are 60 % of what this allows (TransformerStack, without vectors).
    private const double Confidence = 6;

    /// <summary>The tolerance of an element type.</summary>
    public static double Tolerance<T>() => typeof(T) == typeof(float) ? Single : Double;

    /// <summary>
    /// How far rounding may take a result from what PyTorch computes in double precision, of the largest magnitude:
    /// <c>6 u (sqrt(passes longestSum) + sqrt(updates))</c> in single precision, where u is 2^-24. Roundings are as often up as down, so that errors grow with the square root
    /// of their number: those of the longest sum, in each pass through the network (forward, backward), and one of a parameter in each update.
    /// </summary>
    public static double Rounding<T>(int longestSum, int passes, int updates) => typeof(T) == typeof(double)
        ? Double
        : Math.Min(Single, Confidence * UnitRoundoff * (Math.Sqrt((double)passes * longestSum) + Math.Sqrt(updates)));

    public static void Assert<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, double tolerance, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        AssertRecorded([.. expected.ToArray().Select(double.CreateTruncating)], actual, tolerance, what);

    /// <summary>Compares with what was recorded, which is in double precision.</summary>
    public static void AssertRecorded<T>(ReadOnlySpan<double> expected, ReadOnlySpan<T> actual, double tolerance, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Xunit.Assert.True(expected.Length == actual.Length, $"{what} has {actual.Length} elements, expected {expected.Length}");
        double scale = 0;
        double largest = 0;
        int position = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs(expected[i] - double.CreateTruncating(actual[i]));
            scale = Math.Max(scale, Math.Abs(expected[i]));
            if (difference > largest || double.IsNaN(difference))
            {
                (largest, position) = (difference, i);
            }

            if (double.IsNaN(difference))
            {
                break;
            }
        }

        // Not "> fails": a NaN has to fail.
        Xunit.Assert.True(
            largest <= tolerance * scale,
            $"{what}[{position}] is {(actual.Length > 0 ? actual[position] : default)}, expected {(actual.Length > 0 ? expected[position] : default)}: "
            + $"off by {largest / scale:e1} of the largest magnitude, allowed {tolerance:e1}");
    }

    public static void Assert<T>(T expected, T actual, double tolerance, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Assert<T>([expected], [actual], tolerance, what);
}
