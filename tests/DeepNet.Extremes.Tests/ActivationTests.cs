using System.Numerics;

namespace DeepNet.Extremes.Tests;

/// <summary>Every activation keeps its digits from the smallest numbers to the largest, and so does its derivative.</summary>
public sealed class ActivationTests
{
    private const int Lanes = 11;
    private const double SeluScale = 1.0507009873554805;
    private const double SeluAlpha = 1.6732632423543772;

    public static TheoryData<string> Names => new(Rows.Keys);

    // Value, derivative, and the size of the terms of the derivative: near a zero no more than their digits are to be had.
    private static readonly Dictionary<string, Row> Rows = new()
    {
        ["ReLU"] = new(() => new ReLURow(), () => new ReLURowDouble(), x => x > 0 ? x : 0, x => x > 0 ? 1 : 0, _ => 0),
        ["LeakyReLU"] = new(() => new LeakyReLURow(), () => new LeakyReLURowDouble(), x => x > 0 ? x : 0.01 * x, x => x > 0 ? 1 : 0.01, _ => 0),
        ["PReLU"] = new(() => new PReLURow(), () => new PReLURowDouble(), x => x > 0 ? x : 0.125 * x, x => x > 0 ? 1 : 0.125, _ => 0),
        ["Elu"] = new(() => new EluRow(), () => new EluRowDouble(), x => x > 0 ? x : Exact.Expm1(x), x => x > 0 ? 1 : Math.Exp(x), _ => 1),
        ["Selu"] = new(() => new SeluRow(), () => new SeluRowDouble(), x => SeluScale * (x > 0 ? x : SeluAlpha * Exact.Expm1(x)), x => SeluScale * (x > 0 ? 1 : SeluAlpha * Math.Exp(x)), _ => 2),
        ["Gelu"] = new(() => new GeluRow(), () => new GeluRowDouble(), x => x * Exact.Cdf(x), x => Exact.Cdf(x) + x * Exact.Density(x), x => Exact.Cdf(x) + Math.Abs(x) * Exact.Density(x)),
        ["Silu"] = new(() => new SiluRow(), () => new SiluRowDouble(), x => x * Exact.Sigmoid(x), x => Exact.Sigmoid(x) * (1 + x * Exact.Sigmoid(-x)), x => Exact.Sigmoid(x) * (1 + Math.Abs(x) * Exact.Sigmoid(-x))),
        ["Sigmoid"] = new(() => new SigmoidRow(), () => new SigmoidRowDouble(), Exact.Sigmoid, x => Exact.Sigmoid(x) * Exact.Sigmoid(-x), x => x > 0 ? 1 : 0),
        ["Tanh"] = new(() => new TanhRow(), () => new TanhRowDouble(), Math.Tanh, x => 1 / Math.Pow(Math.Cosh(x), 2), _ => 1),
        ["Softplus"] = new(() => new SoftplusRow(), () => new SoftplusRowDouble(), x => Math.Max(x, 0) + Exact.Log1p(Math.Exp(-Math.Abs(x))), Exact.Sigmoid, _ => 0),
        ["HardSwish"] = new(() => new HardSwishRow(), () => new HardSwishRowDouble(), x => x * (Math.Min(Math.Max(x + 3, 0), 6) / 6), x => x > 3 ? 1 : x > -3 ? x / 3 + 0.5 : 0, _ => 1),
    };

    [Theory, MemberData(nameof(Names))]
    public void Single_keeps_its_digits(string name) => Check(Rows[name].Single(), Rows[name], 1e-6, float.MinValue);

    [Theory, MemberData(nameof(Names))]
    public void Double_keeps_its_digits(string name) => Check(Rows[name].Double(), Rows[name], 2e-14, double.MinValue);

    /// <summary>The argument of its sigmoid is a cube, whose rounding the exponential magnifies by its size.</summary>
    [Fact]
    public void The_approximate_Gelu_keeps_what_its_cube_leaves()
    {
        Row row = new(
            () => new TanhGeluRow(), () => new TanhGeluRowDouble(), x => x * Exact.Sigmoid(Argument(x)), Derivative, x => Exact.Sigmoid(Argument(x)) * (1 + Math.Abs(x) * Slope(x) * Exact.Sigmoid(-Argument(x))));
        Check(row.Single(), row, 1e-5, float.MinValue, least: -1e5);
        Check(row.Double(), row, 2e-13, double.MinValue, least: -1e5);

        static double Argument(double x) => 2 * Math.Sqrt(2 / Math.PI) * x * (1 + 0.044715 * x * x);
        static double Slope(double x) => 2 * Math.Sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
        static double Derivative(double x) => Exact.Sigmoid(Argument(x)) + (Math.Abs(x) > 100 ? 0 : x * Slope(x) * Exact.Sigmoid(Argument(x)) * Exact.Sigmoid(-Argument(x)));
    }

    private static void Check<T>(IActivation<T> network, Row row, double tolerance, T below, double least = -1e30)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T tiny = T.CreateChecked(typeof(T) == typeof(float) ? 1.2e-38 : 2.3e-308);
        T[] arguments = [.. Arguments().Where(x => x >= least).Select(T.CreateChecked)];
        Span<T> bias = network.Parameters[^Lanes..];
        T[] output = new T[Lanes];
        T[] targets = new T[Lanes];
        Array.Fill(targets, below);
        for (int first = 0; first + Lanes <= arguments.Length; first += Lanes)
        {
            arguments.AsSpan(first, Lanes).CopyTo(bias);
            network.Forward([T.Zero], output);
            network.Gradients.Clear();
            network.Backward([T.Zero], targets);
            for (int i = 0; i < Lanes; i++)
            {
                double x = double.CreateChecked(arguments[first + i]);
                Near(row.Value(x), output[i], row.Value(x), "value");
                Near(row.Derivative(x), network.Gradients[^(Lanes - i)] * T.CreateChecked(Lanes), Math.Abs(row.Derivative(x)) + row.Terms(x), "derivative");

                void Near(double expected, T actual, double size, string what)
                {
                    double error = Math.Abs(double.CreateChecked(actual) - expected);
                    Assert.True(
                        error <= tolerance * Math.Abs(size) + Lanes * double.CreateChecked(tiny), // below it digits are lost by themselves
                        $"{what} at {x:R}: expected {expected:R}, received {actual}");
                }
            }
        }
    }

    /// <summary>Both signs, from 1e-30 to 1e30, close together where functions bend.</summary>
    private static IEnumerable<double> Arguments()
    {
        for (double x = 1e-30; x <= 1e30; x *= x is > 0.01 and < 200 ? 1.013 : 3)
        {
            yield return x;
            yield return -x;
        }
    }

    private sealed record Row(Func<IActivation<float>> Single, Func<IActivation<double>> Double, Func<double, double> Value, Func<double, double> Derivative, Func<double, double> Terms);
}
