using DeepNet.Generators.Layers.Convolution;
using DeepNet.Generators.Losses;

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
    public void A_constant_of_generated_code(string attributes, string attribute) => Verify.Reports(Source(attributes), usage: false, $"An argument of {attribute}");

    [Theory]
    [InlineData("Network(MaxBatch = Sizes.Batch), Input(Sizes.Features), Dense(Sizes.Features * 2)")]
    [InlineData("Network, Input(4), Dense(Units), Dense(Net.Units, Name = nameof(Enc)), Dense(3, From = nameof(Enc))")]
    [InlineData("Network, Input(4), Dense(3, Name = nameof(Sizes.Batch)), Dense(sizeof(int))")]
    public void A_constant_of_the_source(string attributes) => Verify.IsClean(Source(attributes).Replace("Held", "Unused", StringComparison.Ordinal));

    private static string Source(string attributes) => $$"""
        using DeepNet;
        [{{attributes}}]
        public sealed partial class Net { private const int Units = 4; }
        [Network, Input(6), Dense(3)]
        public sealed partial class Enc;
        [Block, Dense({{(attributes.Contains("typeof", StringComparison.Ordinal) ? "Enc.OutputSize" : "3")}})]
        public static class Part;
        internal static class Held { public const int Size = Enc.OutputSize + 1; }
        internal static class Sizes { public const int Batch = 7, Features = 5; }
        """;
}
