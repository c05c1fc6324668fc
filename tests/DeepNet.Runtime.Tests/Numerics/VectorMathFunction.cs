using System.Runtime.Intrinsics;
using DeepNet.Numerics;

namespace DeepNet.Runtime.Tests.Numerics;

/// <summary>One function of <see cref="VectorMath"/> with all its overloads and what its results are measured by.</summary>
/// <param name="Name">The name, as in <c>reference.csv</c>.</param>
/// <param name="Reference">The function in double precision, for the float overloads.</param>
/// <param name="SingleUlps">The largest error allowed for float.</param>
/// <param name="DoubleUlps">The largest error allowed for double; 45 units in the last place are at most the relative error 1e-14.</param>
internal sealed record VectorMathFunction(
    string Name,
    Func<double, double> Reference,
    double SingleUlps,
    double DoubleUlps,
    Func<float, float> Single,
    Func<Vector128<float>, Vector128<float>> Single128,
    Func<Vector256<float>, Vector256<float>> Single256,
    Func<Vector512<float>, Vector512<float>> Single512,
    Func<double, double> Double,
    Func<Vector128<double>, Vector128<double>> Double128,
    Func<Vector256<double>, Vector256<double>> Double256,
    Func<Vector512<double>, Vector512<double>> Double512)
{
    private static readonly VectorMathFunction[] _all =
    [
        new("exp", Math.Exp, 2, 4,
            VectorMath.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp),
        new("log", Math.Log, 2, 4,
            VectorMath.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log),
        new("log1p", Log1p, 2, 4,
            VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p),
        new("tanh", Math.Tanh, 2, 4,
            VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh),
        new("sigmoid", Sigmoid, 2, 4,
            VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid,
            VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid),

        // .NET has none of these: the double overload, itself compared with the table, is the reference of the float ones.
        new("expm1", VectorMath.Expm1, 2, 4,
            VectorMath.Expm1, VectorMath.Expm1, VectorMath.Expm1, VectorMath.Expm1,
            VectorMath.Expm1, VectorMath.Expm1, VectorMath.Expm1, VectorMath.Expm1),
        new("normalCdf", VectorMath.NormalCdf, 5, 45,
            VectorMath.NormalCdf, VectorMath.NormalCdf, VectorMath.NormalCdf, VectorMath.NormalCdf,
            VectorMath.NormalCdf, VectorMath.NormalCdf, VectorMath.NormalCdf, VectorMath.NormalCdf),
        new("normalDensity", VectorMath.NormalDensity, 3, 4,
            VectorMath.NormalDensity, VectorMath.NormalDensity, VectorMath.NormalDensity, VectorMath.NormalDensity,
            VectorMath.NormalDensity, VectorMath.NormalDensity, VectorMath.NormalDensity, VectorMath.NormalDensity),
    ];

    /// <summary>The names, as theory data.</summary>
    public static TheoryData<string> Names => new(_all.Select(function => function.Name));

    /// <summary>The function of that name.</summary>
    public static VectorMathFunction Get(string name) => _all.Single(function => function.Name == name);

    public override string ToString() => Name;

    // Kahan: the rounding of 1 + x cancels between the logarithm and the divisor.
    private static double Log1p(double x)
    {
        double u = 1 + x;
        return u == 1 || double.IsPositiveInfinity(u) ? x : Math.Log(u) * (x / (u - 1));
    }

    private static double Sigmoid(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }
}
