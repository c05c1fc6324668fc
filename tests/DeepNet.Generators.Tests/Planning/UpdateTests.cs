using DeepNet.Generators.Backends.Cpu.Calls;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Losses;
using DeepNet.Generators.Operations.Updates;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Tests.Fixtures;
using DeepNet.Generators.Text;
using static DeepNet.Generators.Expressions.Expression;

namespace DeepNet.Generators.Tests.Planning;

/// <summary>The update of parameters as operations, and the C# of the numbers in it.</summary>
public sealed class UpdateTests
{
    private static readonly Expression A = Variable("a");
    private static readonly Expression B = Variable("b");
    private static readonly Expression C = Variable("c");

    /// <summary>Expressions, and the text that computes them in the same order.</summary>
    public static TheoryData<int, string> Texts => new()
    {
        { 0, "a - b - c" }, { 1, "a - (b - c)" }, { 2, "a * b / c" }, { 3, "a * (b / c)" }, { 4, "a / (b * c)" }, { 5, "(a + b) * c" }, { 6, "-(a + b)" }, { 7, "a - -b" },
        { 8, "(a > 0.0 ? b : c) * a" }, { 9, "1.0 - double.Pow(a + b, c)" }, { 10, "(a > b ? a : b) > c ? a : (a < b ? b : c)" }, { 11, "other.Place * -2.0" },
    };

    private static Expression[] Expressions => [
        A - B - C, A - (B - C), A * B / C, A * (B / C), A / (B * C), (A + B) * C, -(A + B), A - -B,
        Select(A > 0, B, C) * A, 1 - Pow(A + B, C), Select(Select(A > B, A, B) > C, A, Select(A < B, B, C)), Variable("other") * -2];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_scalar_is_written_in_its_order(int index, string expected) =>
        Assert.Equal(expected, new ScalarWriter(new SourceWriter(), new Dictionary<string, string> { ["other"] = "other.Place" }).Write(Expressions[index]));

    [Fact]
    public void A_named_value_is_computed_once()
    {
        SourceWriter writer = new();
        ScalarWriter scalars = new(writer);
        Expression let = new Let("power", Pow(A, 2));
        Assert.Equal("power / (1.0 - power)", scalars.Write(let / (1 - let)));
        Assert.Equal("power", scalars.Write(let));
        Assert.Equal("double power = double.Pow(a, 2.0);\n", writer.ToString());
    }

    /// <summary>What a name would be if it were code.</summary>
    [Theory]
    [InlineData("coefficients.Rate")]
    [InlineData("Unsafe.Add(ref x, 1)")]
    [InlineData("a b")]
    public void A_variable_holds_no_code(string name) => Assert.Throws<ArgumentException>(() => Variable(name));

    [Theory]
    [InlineData("Sgd", "Update, Update, Update, Update")]
    [InlineData("Adam(ClipGlobalNorm = 1f)", "GradientScaling, Update, Update, Update, Update")]
    [InlineData("Adam(ClipNorm = 1f)", "GradientScaling, Update, GradientScaling, Update, GradientScaling, Update, GradientScaling, Update")]
    [InlineData("Lamb", "Update, TrustRatio, Update, Update, TrustRatio, Update, Update, TrustRatio, Update, Update, TrustRatio, Update")]
    [InlineData("Muon(ClipGlobalNorm = 1f)", "GradientScaling, Update, Update, Update, Update, Orthogonalization, Update")]
    public void An_update_is_operations(string optimizer, string expected)
    {
        NetworkPlan plan = Plans.Of($"Network, Input(6), Dense(5), Tanh, Dense(7, Freeze = true), Tanh, Dense(3), CrossEntropyLoss, {optimizer}").Network;
        Assert.Equal(expected, string.Join(", ", plan.Training!.Update.Select(o => o.GetType().Name)));
        Assert.All(plan.Training.Update, o => Assert.Equal(7, o.Attribute));
    }

    [Fact]
    public void The_halves_of_an_update_meet_in_the_direction()
    {
        NetworkPlan plan = Plans.Of("Network, Input(6), Dense(5), Tanh, Dense(3), CrossEntropyLoss, Muon").Network;
        Orthogonalization middle = plan.Training!.Update.OfType<Orthogonalization>().Single();
        List<Update> halves = plan.Training.Update.OfType<Update>().Where(u => u.Parameter == middle.Parameter).ToList();
        Assert.Equal((6, 5), (middle.Rows, middle.Columns));
        Assert.Same(middle.Matrix, halves[0].Direction);
        Assert.Same(middle.Matrix, halves[1].Gradient);
        Assert.Equal(1, halves[1].DirectionScale);
    }
}
