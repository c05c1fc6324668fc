using System.Numerics;

namespace DeepNet.Networks.Tests.Fixtures;

/// <summary>
/// The comparison that all numeric tests use: the largest difference, relative to the largest magnitude of the expected tensor.
/// </summary>
internal static class Close
{
    /// <summary>
    /// Single precision against PyTorch's. PyTorch itself is within 2.5e-6 of its own double precision on every fixture (make_fixtures.py
    /// refuses others), after ten updates with Adam too, so one tolerance holds for all.
    /// </summary>
    public const double Single = 1e-5;

    /// <summary>Double precision against PyTorch's.</summary>
    public const double Double = 1e-12;

    /// <summary>The tolerance of an element type.</summary>
    public static double Tolerance<T>() => typeof(T) == typeof(float) ? Single : Double;

    public static void Assert<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, double tolerance, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Xunit.Assert.True(expected.Length == actual.Length, $"{what} has {actual.Length} elements, expected {expected.Length}");
        double scale = 0;
        double largest = 0;
        int position = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs(double.CreateTruncating(expected[i]) - double.CreateTruncating(actual[i]));
            scale = Math.Max(scale, Math.Abs(double.CreateTruncating(expected[i])));
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
            + $"off by {largest / scale:e1} of the largest magnitude, allowed {tolerance:e0}");
    }

    public static void Assert<T>(T expected, T actual, double tolerance, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Assert<T>([expected], [actual], tolerance, what);
}
