using System.Globalization;
using System.Runtime.Intrinsics;

namespace DeepNet.Runtime.Tests.Numerics;

/// <summary>How far the results are from the exact ones, over the whole range of arguments.</summary>
public sealed class VectorMathAccuracyTests
{
    // Every 251st of all 2^32 floats, infinities, NaNs and subnormal numbers among them; 251 is prime, so all low bits occur.
    // Unoptimised code takes five times as long and computes the same.
#if DEBUG
    private const ulong SweepStride = 2011;
#else
    private const ulong SweepStride = 251;
#endif

    public static TheoryData<string> Functions => VectorMathFunction.Names;

    [Theory]
    [MemberData(nameof(Functions))]
    public void Float_is_within_its_bound_over_all_exponents(string name)
    {
        var function = VectorMathFunction.Get(name);
        Func<Vector256<float>, Vector256<float>> evaluate = function.Single256;
        Func<double, double> reference = function.Reference;
        Span<float> arguments = stackalloc float[8];
        double worst = 0;
        float worstArgument = 0;

        for (ulong bits = 0; bits <= uint.MaxValue; bits += SweepStride * 8)
        {
            for (int lane = 0; lane < arguments.Length; lane++)
            {
                arguments[lane] = BitConverter.UInt32BitsToSingle((uint)(bits + (ulong)lane * SweepStride));
            }

            Vector256<float> results = evaluate(Vector256.Create<float>(arguments));
            for (int lane = 0; lane < arguments.Length; lane++)
            {
                double error = Ulp.Error(results[lane], reference(arguments[lane]));
                if (error > worst)
                {
                    (worst, worstArgument) = (error, arguments[lane]);
                }
            }
        }

        Assert.True(
            worst <= function.SingleUlps,
            $"Expected at most {function.SingleUlps} ulp, received {worst:F3} at {name}({worstArgument:R}) = {function.Single(worstArgument):R}, exactly {reference(worstArgument):R}.");
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Double_is_within_its_bound_of_the_table(string name)
    {
        var function = VectorMathFunction.Get(name);
        double worst = 0;
        double worstArgument = 0;
        int rows = 0;

        foreach (string line in File.ReadLines(FindTable()))
        {
            string[] fields = line.Split(',');
            if (fields[0] != name)
            {
                continue;
            }

            rows++;
            double x = Parse(fields[1]);
            double error = Ulp.Error(function.Double(x), Parse(fields[2]), Parse(fields[3]));
            if (error > worst)
            {
                (worst, worstArgument) = (error, x);
            }
        }

        Assert.True(rows > 300, $"Expected more than 300 rows for {name}, received {rows}.");
        Assert.True(
            worst <= function.DoubleUlps,
            $"Expected at most {function.DoubleUlps} ulp, received {worst:F3} at {name}({worstArgument:R}) = {function.Double(worstArgument):R}.");
    }

    [Theory]
    [InlineData("exp")]
    [InlineData("log")]
    [InlineData("tanh")]
    [InlineData("sigmoid")]
    public void Double_agrees_with_the_framework_at_random_bit_patterns(string name)
    {
        // The framework's own error, at most about one unit (two for the composed sigmoid), comes on top.
        var function = VectorMathFunction.Get(name);
        double bound = function.DoubleUlps + 2;
        var random = new Random(11);
        for (int i = 0; i < 1_000_000; i++)
        {
            double x = i % 2 == 0 ? BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)) : (random.NextDouble() - 0.5) * 1500;
            double error = Ulp.Error(function.Double(x), function.Reference(x), 0);
            Assert.True(error <= bound, $"Expected at most {bound} ulp, received {error:F3} at {name}({x:R}).");
        }
    }

    private static double Parse(string bits) => BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private static string FindTable()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "Numerics", "reference.csv");
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException("Expected Numerics/reference.csv next to the test project.");
    }
}
