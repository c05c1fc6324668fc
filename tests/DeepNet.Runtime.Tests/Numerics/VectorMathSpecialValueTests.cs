using DeepNet.Numerics;

namespace DeepNet.Runtime.Tests.Numerics;

/// <summary>Values that are exact by definition, and properties that hold for every argument.</summary>
public sealed class VectorMathSpecialValueTests
{
    private const float Inf = float.PositiveInfinity;

    public static TheoryData<string, double, double> Exact => new()
    {
        { "exp", 0, 1 }, { "exp", -0.0, 1 }, { "exp", Inf, Inf }, { "exp", -Inf, 0 }, { "exp", double.NaN, double.NaN },
        { "exp", 1e30, Inf }, { "exp", -1e30, 0 }, { "exp", 711, Inf }, { "exp", -747, 0 },
        { "log", 1, 0 }, { "log", 0, -Inf }, { "log", -0.0, -Inf }, { "log", Inf, Inf }, { "log", -Inf, double.NaN },
        { "log", -1, double.NaN }, { "log", -1e-30, double.NaN }, { "log", double.NaN, double.NaN },
        { "log1p", 0, 0 }, { "log1p", -0.0, -0.0 }, { "log1p", -1, -Inf }, { "log1p", Inf, Inf }, { "log1p", -Inf, double.NaN },
        { "log1p", -1.5, double.NaN }, { "log1p", double.NaN, double.NaN },
        { "tanh", 0, 0 }, { "tanh", -0.0, -0.0 }, { "tanh", Inf, 1 }, { "tanh", -Inf, -1 }, { "tanh", 1e30, 1 }, { "tanh", -1e30, -1 },
        { "tanh", double.NaN, double.NaN },
        { "sigmoid", 0, 0.5 }, { "sigmoid", -0.0, 0.5 }, { "sigmoid", Inf, 1 }, { "sigmoid", -Inf, 0 }, { "sigmoid", 1e30, 1 }, { "sigmoid", -1e30, 0 },
        { "sigmoid", double.NaN, double.NaN },
        { "expm1", 0, 0 }, { "expm1", -0.0, -0.0 }, { "expm1", Inf, Inf }, { "expm1", -Inf, -1 }, { "expm1", 1e30, Inf }, { "expm1", -1e30, -1 },
        { "expm1", double.NaN, double.NaN },
        { "normalCdf", 0, 0.5 }, { "normalCdf", -0.0, 0.5 }, { "normalCdf", Inf, 1 }, { "normalCdf", -Inf, 0 }, { "normalCdf", 1e30, 1 }, { "normalCdf", -1e30, 0 },
        { "normalCdf", double.NaN, double.NaN },
        { "normalDensity", Inf, 0 }, { "normalDensity", -Inf, 0 }, { "normalDensity", 1e30, 0 }, { "normalDensity", -1e30, 0 }, { "normalDensity", double.NaN, double.NaN },
    };

    public static TheoryData<string> Functions => VectorMathFunction.Names;

    [Theory]
    [MemberData(nameof(Exact))]
    public void Special_values_are_exact(string name, double argument, double expected)
    {
        var function = VectorMathFunction.Get(name);
        AssertSame(expected, function.Double(argument));
        AssertSame(expected, function.Single((float)argument));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_NaN_gives_NaN(string name)
    {
        var function = VectorMathFunction.Get(name);
        foreach (uint bits in (uint[])[0x7FC00000, 0xFFC00000, 0x7F800001, 0xFF800001, 0x7FFFFFFF, 0xFFFFFFFF, 0x7FABCDEF])
        {
            Assert.True(float.IsNaN(function.Single(BitConverter.UInt32BitsToSingle(bits))), $"{name} of the NaN {bits:X8}");
        }

        foreach (ulong bits in (ulong[])[0x7FF8000000000000, 0xFFF8000000000000, 0x7FF0000000000001, 0xFFF0000000000001, ulong.MaxValue, 0x7FF123456789ABCD])
        {
            Assert.True(double.IsNaN(function.Double(BitConverter.UInt64BitsToDouble(bits))), $"{name} of the NaN {bits:X16}");
        }
    }

    [Fact]
    public void Exp_reaches_the_largest_float_and_the_smallest()
    {
        Assert.True(float.IsFinite(VectorMath.Exp(88.72283f)));
        Assert.Equal(Inf, VectorMath.Exp(88.72284f));
        Assert.Equal(float.Epsilon, VectorMath.Exp(-103.9f));
        Assert.Equal(0f, VectorMath.Exp(-103.98f));
        Assert.True(double.IsFinite(VectorMath.Exp(709.782712893384)));
        Assert.Equal(Inf, VectorMath.Exp(709.7827128933841));
        Assert.Equal(double.Epsilon, VectorMath.Exp(-745.13));
        Assert.Equal(0d, VectorMath.Exp(-745.14));
    }

    [Theory]
    [InlineData(-30f)]
    [InlineData(-87.5f)]
    [InlineData(-90f)]
    [InlineData(-100f)]
    [InlineData(-103.9f)]
    public void Sigmoid_follows_exp_for_very_negative_arguments(float x)
    {
        Assert.Equal(Math.Exp(x), VectorMath.Sigmoid(x), Math.Max(Math.Exp(x) * 2e-7, float.Epsilon));
        Assert.Equal(Math.Exp(x * 7d), VectorMath.Sigmoid(x * 7d), Math.Max(Math.Exp(x * 7d) * 1e-15, double.Epsilon));
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("log1p")]
    [InlineData("expm1")]
    public void Tiny_arguments_come_back_unchanged(string name)
    {
        var function = VectorMathFunction.Get(name);
        foreach (float x in (float[])[float.Epsilon, 3e-42f, 1.1754944E-38f, 1e-30f, 2e-20f, 1e-9f])
        {
            Assert.Equal(x, function.Single(x));
            Assert.Equal(-x, function.Single(-x));
        }

        foreach (double x in (double[])[double.Epsilon, 1e-310, 2.2250738585072014E-308, 1e-200, 1e-17])
        {
            Assert.Equal(x, function.Double(x));
            Assert.Equal(-x, function.Double(-x));
        }
    }

    [Theory]
    [InlineData("tanh")]
    public void Odd_functions_are_exactly_odd_and_never_beyond_one(string name)
    {
        var function = VectorMathFunction.Get(name);
        for (ulong bits = 0; bits <= 0x7F800000; bits += 9973)
        {
            float x = BitConverter.UInt32BitsToSingle((uint)bits);
            float y = function.Single(x);
            Assert.True(y is >= 0 and <= 1, $"Expected 0 to 1, received {y:R} at {name}({x:R}).");
            Assert.Equal(-y, function.Single(-x));

            double wide = function.Double(x);
            Assert.True(wide is >= 0 and <= 1, $"Expected 0 to 1, received {wide:R} at {name}({x:R}).");
            Assert.Equal(-wide, function.Double(-x));
        }
    }

    private static void AssertSame(double expected, double actual)
    {
        Assert.Equal(expected, actual);
        if (expected == 0)
        {
            Assert.Equal(double.IsNegative(expected), double.IsNegative(actual));
        }
    }
}
