using System.Numerics;

namespace DeepNet.Extremes.Tests;

/// <summary>Activations of infinity, of the largest numbers and of NaN are what PyTorch 1.13 gives, and so are derivatives where PyTorch's are finite.</summary>
public sealed class SpecialValueTests
{
    private const int Lanes = 11;
    private const double SeluScale = 1.0507009873554805;
    private const double SeluAlpha = 1.6732632423543772;

    // Value and derivative at infinity, at minus infinity, at the largest number and at its opposite; NaN in place of a derivative that is none.
    private static readonly Dictionary<string, Row> Rows = new()
    {
        ["ReLU"] = new(() => new ReLURow(), () => new ReLURowDouble(), (double.PositiveInfinity, 1), (0, 0), (1, 1), (0, 0)),
        ["LeakyReLU"] = new(() => new LeakyReLURow(), () => new LeakyReLURowDouble(), (double.PositiveInfinity, 1), (double.NegativeInfinity, 0.01), (1, 1), (-0.01, 0.01)),
        ["PReLU"] = new(() => new PReLURow(), () => new PReLURowDouble(), (double.PositiveInfinity, 1), (double.NegativeInfinity, 0.125), (1, 1), (-0.125, 0.125)),
        ["Elu"] = new(() => new EluRow(), () => new EluRowDouble(), (double.PositiveInfinity, 1), (-1, 0), (1, 1), (-1, 0)),
        ["Selu"] = new(() => new SeluRow(), () => new SeluRowDouble(), (double.PositiveInfinity, SeluScale), (-SeluScale * SeluAlpha, 0), (double.PositiveInfinity, SeluScale), (-SeluScale * SeluAlpha, 0)),
        ["Gelu"] = new(() => new GeluRow(), () => new GeluRowDouble(), (double.PositiveInfinity, double.NaN), (double.NaN, double.NaN), (1, 1), (0, 0)),
        ["TanhGelu"] = new(() => new TanhGeluRow(), () => new TanhGeluRowDouble(), (double.PositiveInfinity, double.NaN), (double.NaN, double.NaN), (1, double.NaN), (0, double.NaN)),
        ["Silu"] = new(() => new SiluRow(), () => new SiluRowDouble(), (double.PositiveInfinity, double.NaN), (double.NaN, double.NaN), (1, 1), (0, 0)),
        ["Sigmoid"] = new(() => new SigmoidRow(), () => new SigmoidRowDouble(), (1, 0), (0, 0), (1, 0), (0, 0)),
        ["Tanh"] = new(() => new TanhRow(), () => new TanhRowDouble(), (1, 0), (-1, 0), (1, 0), (-1, 0)),
        ["Softplus"] = new(() => new SoftplusRow(), () => new SoftplusRowDouble(), (double.PositiveInfinity, 1), (0, 0), (1, 1), (0, 0)),

        // PyTorch multiplies by 6 before it divides by it, so the largest number becomes infinite there.
        ["HardSwish"] = new(() => new HardSwishRow(), () => new HardSwishRowDouble(), (double.PositiveInfinity, 1), (double.NaN, 0), (1, 1), (0, 0)),
    };

    public static TheoryData<string> Names => new(Rows.Keys);

    [Theory, MemberData(nameof(Names))]
    public void Single_is_what_PyTorch_gives(string name) => Check(Rows[name].Single(), Rows[name], 1e-6);

    [Theory, MemberData(nameof(Names))]
    public void Double_is_what_PyTorch_gives(string name) => Check(Rows[name].Double(), Rows[name], 1e-14);

    [Theory, MemberData(nameof(Names))]
    public void NaN_stays_NaN_and_stays_in_its_place(string name)
    {
        CheckNaN(Rows[name].Single());
        CheckNaN(Rows[name].Double());
    }

    private static void Check<T>(IActivation<T> network, Row row, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        T[] output = new T[Lanes];
        T[] targets = new T[Lanes];
        Array.Fill(targets, -T.MaxValue / T.CreateChecked(4));
        foreach ((T x, (double value, double derivative)) in ((T, (double, double))[])
            [(T.PositiveInfinity, row.Infinity), (T.NegativeInfinity, row.MinusInfinity), (T.MaxValue, row.Largest), (T.MinValue, row.Smallest)])
        {
            network.Parameters[^Lanes..].Fill(x);
            network.Forward([T.Zero], output);
            network.Gradients.Clear();
            network.Backward([T.Zero], targets);
            for (int i = 0; i < Lanes; i++)
            {
                // The large ones are told as shares of the largest number.
                bool isShare = T.IsFinite(x) && Math.Abs(double.CreateChecked(output[i])) > 10;
                double actual = double.CreateChecked(isShare ? output[i] / T.MaxValue : output[i]);
                Assert.True(Same(value, actual, tolerance), $"lane {i} at {x}: expected {value}, received {actual}");

                // Of the absolute error: below the targets the sign is minus.
                double sign = double.IsNegative(value) && double.IsInfinity(value) ? -1 : 1;
                double slope = double.CreateChecked(network.Gradients[^(Lanes - i)]) * Lanes * sign;
                Assert.True(double.IsNaN(derivative) || double.IsNaN(value) || Same(derivative, slope, tolerance), $"derivative of lane {i} at {x}: expected {derivative}, received {slope}");
            }
        }
    }

    private static bool Same(double expected, double actual, double tolerance) =>
        expected.Equals(actual) || Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected));

    private static void CheckNaN<T>(IActivation<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] output = new T[Lanes];
        for (int place = 0; place < Lanes; place++)
        {
            Span<T> bias = network.Parameters[^Lanes..];
            bias.Fill(T.One);
            bias[place] = T.NaN;
            network.Forward([T.Zero], output);
            for (int i = 0; i < Lanes; i++)
            {
                Assert.Equal(i == place, T.IsNaN(output[i]));
            }
        }
    }

    private sealed record Row(
        Func<IActivation<float>> Single,
        Func<IActivation<double>> Double,
        (double Value, double Derivative) Infinity,
        (double Value, double Derivative) MinusInfinity,
        (double Value, double Derivative) Largest,
        (double Value, double Derivative) Smallest);
}
