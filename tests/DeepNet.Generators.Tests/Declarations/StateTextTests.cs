using System.Text.RegularExpressions;
using DeepNet.Generators.Optimizers;

namespace DeepNet.Generators.Tests.Declarations;

/// <summary>What generated code says of the values that a file can hold for what training keeps beside the parameters.</summary>
public sealed partial class StateTextTests
{
    [Theory]
    [InlineData("Sgd(Momentum = 0.9f)", "velocity", "")]
    [InlineData("Adam", "m v", "v")]
    [InlineData("Adam(AmsGrad = true, AverageDecay = 0.9f)", "average m v vMax", "v vMax")]
    [InlineData("AdamW(AccumulationSteps = 2)", "gradient m v", "v")]
    [InlineData("RmsProp(Centered = true, Momentum = 0.9f)", "mean v velocity", "v")]
    [InlineData("AdaGrad", "squares", "squares")]
    [InlineData("AdaDelta", "u v", "u v")]
    [InlineData("Adamax", "m u", "u")]
    [InlineData("NAdam", "m v", "v")]
    [InlineData("RAdam", "m v", "v")]
    [InlineData("Lamb", "m v", "v")]
    [InlineData("Lion", "m", "")]
    [InlineData("Muon", "m v", "v")]
    public void States_that_are_never_negative(string optimizer, string all, string neverNegative)
    {
        MatchCollection states = State().Matches(Text($"Input(4), Dense(8), ReLU, Dense(6), ReLU, Dense(3), MeanSquaredErrorLoss, {optimizer}"));
        Assert.Equal(all, string.Join(" ", states.Select(s => s.Groups[1].Value).Order(StringComparer.Ordinal)));
        Assert.Equal(neverNegative, string.Join(" ", states.Where(s => s.Groups[2].Success).Select(s => s.Groups[1].Value).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Every_optimizer_is_here()
    {
        IEnumerable<string> here = typeof(StateTextTests).GetMethod(nameof(States_that_are_never_negative))!.GetCustomAttributesData()
            .Where(d => d.AttributeType == typeof(InlineDataAttribute))
            .Select(d => (string)((IReadOnlyCollection<System.Reflection.CustomAttributeTypedArgument>)d.ConstructorArguments[0].Value!).First().Value!)
            .Select(o => o.Split('(')[0]);
        IEnumerable<string> known = typeof(OptimizerAttribute).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(OptimizerAttribute)) && !t.IsAbstract).Select(t => t.Name[..^"Attribute".Length]);
        Assert.Equal(known.Order(), here.Distinct().Order());
        Assert.All(known, k => Assert.NotNull(OptimizerCatalog.Find(k)));
    }

    [Fact]
    public void Running_statistics_are_finite_and_variances_not_negative()
    {
        string text = Text("Input(4), Dense(3), BatchNorm, ReLU, Dense(2), MeanSquaredErrorLoss, Sgd");
        Assert.Contains("new(\"BatchNorm1.runningMean\", [3], Offset.BatchNorm1RunningMean, double.MinValue),", text, StringComparison.Ordinal);
        Assert.Contains("new(\"BatchNorm1.runningVariance\", [3], Offset.BatchNorm1RunningVariance, 0),", text, StringComparison.Ordinal);
        Assert.Contains("new(\"BatchNorm1.gamma\", [3], Offset.BatchNorm1Gamma),", text, StringComparison.Ordinal);
    }

    private static string Text(string attributes) => GeneratorRun.Of($"using DeepNet; [Network, {attributes}] public partial class Net;").Files["Net.Parameters.g.cs"];

    [GeneratedRegex(@"StateOf\(.*, ""(\w+)"", [\w.]+(, 0)?\)")]
    private static partial Regex State();
}
