using System.Runtime.Intrinsics;
using DeepNet.Numerics;

namespace DeepNet.Runtime.Tests.Numerics;

/// <summary>The estimates of roots and quotients, on the numbers that they are for.</summary>
public sealed class VectorMathEstimateTests
{
    private const double MostUlps = 3;

    // Every 251st float, as the sweep of the functions; the quotient takes a divisor for each.
    private const uint SweepStride = 251;

    [Fact]
    public void Root_is_within_its_bound_over_all_normal_numbers()
    {
        double worst = 0;
        float worstArgument = 0;
        for (uint bits = BitConverter.SingleToUInt32Bits(1.17549435e-38f); bits < 0x7F800000; bits += SweepStride)
        {
            float x = BitConverter.UInt32BitsToSingle(bits);
            double error = Ulp.Error(VectorMath.SqrtEstimate(x), Math.Sqrt(x));
            if (error > worst)
            {
                (worst, worstArgument) = (error, x);
            }
        }

        Assert.True(worst <= MostUlps, $"Expected at most {MostUlps} ulp, received {worst:F3} at √{worstArgument:R}.");
    }

    [Fact]
    public void Quotient_is_within_its_bound_over_all_divisors_of_usual_size()
    {
        double worst = 0;
        (float, float) worstArguments = default;
        Random random = new(1);
        for (uint bits = BitConverter.SingleToUInt32Bits(MathF.ScaleB(1, -125)); bits <= BitConverter.SingleToUInt32Bits(MathF.ScaleB(1, 125)); bits += SweepStride)
        {
            float divisor = BitConverter.UInt32BitsToSingle(bits);
            float dividend = MathF.ScaleB((float)random.NextDouble() + 1, Math.ILogB(divisor));
            double error = Ulp.Error(VectorMath.DivideEstimate(dividend, -divisor), -(double)dividend / divisor);
            if (error > worst)
            {
                (worst, worstArguments) = (error, (dividend, divisor));
            }
        }

        Assert.True(worst <= MostUlps, $"Expected at most {MostUlps} ulp, received {worst:F3} at {worstArguments}.");
    }

    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(float.NaN, float.NaN)]
    [InlineData(float.PositiveInfinity, 1.8446743e19f)]
    public void Root_of_special_values(float x, float expected) => Assert.Equal(expected, VectorMath.SqrtEstimate(x), 0f);

    [Fact]
    public void All_widths_give_the_same_bits()
    {
        float[] numbers = [0f, 1e-30f, 2f, 3f, 1e-12f, 7.5e10f, 1.5f, 12345.678f, 5e-20f, 6f, 7f, 8f, 9f, 1e30f, 11f, 12f];
        Vector512<float> wide = Vector512.Create<float>(numbers);
        Vector512<float> roots = VectorMath.SqrtEstimate(wide);
        Vector512<float> quotients = VectorMath.DivideEstimate(wide, wide + Vector512.Create(0.3f));
        for (int i = 0; i < numbers.Length; i++)
        {
            Assert.Equal(VectorMath.SqrtEstimate(numbers[i]), roots[i]);
            Assert.Equal(VectorMath.DivideEstimate(numbers[i], numbers[i] + 0.3f), quotients[i]);
            Assert.Equal(VectorMath.SqrtEstimate(Vector128.Create(numbers[i]))[1], roots[i]);
            Assert.Equal(VectorMath.SqrtEstimate(Vector256.Create(numbers[i]))[5], roots[i]);
            Assert.Equal(Math.Sqrt(numbers[i]), VectorMath.SqrtEstimate((double)numbers[i]));
        }
    }
}
