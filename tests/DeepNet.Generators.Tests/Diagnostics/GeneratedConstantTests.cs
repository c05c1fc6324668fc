using DeepNet.Generators.Losses;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Tests.Diagnostics;

/// <summary>DEEP0020: constants that are none while the generator runs, and those that are.</summary>
public sealed class GeneratedConstantTests
{
    [Theory]
    [InlineData("Network, Input({|DEEP0020:Enc.OutputSize|}), Dense(4)", "Input")]
    [InlineData("Network, Input(2, {|DEEP0020:Enc.OutputSize * 2|}), Dense(4)", "Input")]
    [InlineData("Network, Input(4), Dense({|DEEP0020:Enc.ParameterCount|}, Bias = false)", "Dense")]
    [InlineData("Network, Input(4), Dense({|DEEP0020:Held.Size|}), Tanh", "Dense")]
    [InlineData("Network, Input(4), Dense({|DEEP0020:MaxBatch|})", "Dense")]
    [InlineData("Network, Input(4), Dense({|DEEP0020:Net.InputSize|}), Tanh", "Dense")]
    [InlineData("Network(MaxBatch = {|DEEP0020:Enc.OutputSize|}), Input(4), Dense(3)", "Network")]
    [InlineData("Network, Input(9, 9, 2), Conv2D({|DEEP0020:Enc.OutputSize|}, 3, Padding = Padding.Same), Dense(3)", "Conv2D")]
    [InlineData("Network, Input(9, 9, 2), Conv2D(3, 3, Algorithm = ConvolutionAlgorithm.Direct, Groups = {|DEEP0020:Enc.MaxBatch / 128|}), Dense(3)", "Conv2D")]
    [InlineData("Network, Input(4), Dense(3), CrossEntropyLoss(IgnoreIndex = {|DEEP0020:Enc.OutputSize|}), Adam", "CrossEntropyLoss")]
    [InlineData("Network, Input(4), Dense(3), MeanSquaredErrorLoss, Adam(AccumulationSteps = {|DEEP0020:Enc.OutputSize|})", "Adam")]
    [InlineData("Network, Input(4), {|DEEP0020:Block(typeof(Part))|}", "Block")]
    [InlineData("Network, Input(4), Dense(units: {|DEEP0020:Enc.OutputSize|}), Tanh", "Dense")]
    [InlineData("Network, Input(new[] { 2, {|DEEP0020:Enc.OutputSize|} }), Dense(4)", "Input")]
    [InlineData("Network, Input(4), Dense({|DEEP0020:Coded|}), Tanh", "Dense")]
    [InlineData("Network, Input(4), Dense(Sizes.Features, Freeze = {|DEEP0020:Enc.OutputSize > 2|}), Tanh", "Dense")]
    [InlineData("Network, Input(4), Dense(Sizes.Features, Name = {|DEEP0020:Enc.OutputSize > 2 ? nameof(Enc) : null|}), Tanh", "Dense")]
    [InlineData("Network, Input(4), Dropout({|DEEP0020:Enc.OutputSize / 10f|}), Dense(4)", "Dropout")]
    [InlineData("Network, Input(4, Name = Sizes.Text), Dense(4, Name = \"b\"), Add(Sizes.Text, {|DEEP0020:Enc.OutputSize > 2 ? \"b\" : \"c\"|})", "Add")]
    [InlineData("Network, Input(4), Dense(2), CrossEntropyLoss(ClassWeights = new float[] { 1, {|DEEP0020:Enc.OutputSize|} }), Adam", "CrossEntropyLoss")]
    [InlineData("Network, Input(4), Dense({|DEEP0020:checked(Enc.OutputSize + Sizes.Batch)|}), Tanh", "Dense")]
    [InlineData("Network, Input({|DEEP0020:Enc.OutputSize|}), Dense({|DEEP0020:Enc.InputSize|}), Tanh", "Input")]
    [InlineData("Network, Input(9, 9, 2), Conv2D(3, 3, Algorithm = {|DEEP0020:(ConvolutionAlgorithm)(Enc.OutputSize - 2)|}, Padding = Padding.Same), Dense(3)", "Conv2D")]
    [InlineData("Network(Precision = {|DEEP0020:(Precision)(Enc.OutputSize - 3)|}), Input(4), Dense(3)", "Network")]
    [InlineData("Network, Input(4), Dense(3, Name = {|DEEP0020:$\"b{(Enc.OutputSize > 2 ? \"c\" : \"d\")}\"|}), Tanh", "Dense")]
    [InlineData("Network, Input(4), Repeat({|DEEP0020:Enc.OutputSize|}, typeof(Whole)), Dense(2)", "Repeat")]
    public void A_constant_of_generated_code(string attributes, string attribute) => Verify.Reports(Source(attributes), usage: false, $"An argument of {attribute}");

    [Theory]
    [InlineData("Network(MaxBatch = Sizes.Batch), Input(Sizes.Features), Dense(Sizes.Features * 2)")]
    [InlineData("Network, Input(4), Dense(Units), Dense(Net.Units, Name = nameof(Enc)), Dense(3, From = nameof(Enc))")]
    [InlineData("Network, Input(4), Dense(3, Name = nameof(Sizes.Batch)), Dense(sizeof(int))")]
    public void A_constant_of_the_source(string attributes) => Verify.IsClean(Source(attributes).Replace("Coded = Enc.OutputSize", "Coded = 3", StringComparison.Ordinal));

    private static string Source(string attributes) => $$"""
        using DeepNet;
        [{{attributes}}]
        public sealed partial class Net { private const int Units = 4; internal const int Coded = Enc.OutputSize; }
        [Network, Input(6), Dense(3)]
        public sealed partial class Enc;
        [Block, Dense({{(attributes.Contains("typeof", StringComparison.Ordinal) ? "Enc.OutputSize" : "3")}})]
        public static class Part;
        [Block, Dense(3)]
        public static class Whole;
        internal static class Held { public const int Size = Enc.OutputSize + 1; }
        internal static class Sizes { public const int Batch = 7, Features = 5; public const string Text = "a"; }
        """;
}
