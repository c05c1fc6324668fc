using DeepNet.Generators.Losses;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Tests.Diagnostics;

/// <summary>DEEP0200 and DEEP0201: sizes and numbers.</summary>
public sealed class ArgumentTests
{
    private static void Reports(string attributes, params string[] messageParts) => Verify.Reports($$"""
        using DeepNet;
        [{{attributes}}]
        public sealed partial class Net;
        """, messageParts);

    [Theory]
    [InlineData("Network, Input(4), Dense({|DEEP0200:0|}), Dense(3)", "Dense 'Dense1' expects Units to be at least 1, but it is 0")]
    [InlineData("Network, Input(4), Dense(units: {|DEEP0200:-5|}), Dense(3)", "but it is -5")]
    [InlineData("Network, Input(4), Dense({|DEEP0200:int.MinValue|}, Name = \"a\"), Dense(3, From = \"a\")", "Dense 'A'", "-2147483648")]
    [InlineData("Network, Input({|DEEP0200:0|}), Dense(3)", "Input", "every size", "0")]
    [InlineData("Network, Input(4, {|DEEP0200:-1|}), Dense(3)", "-1")]
    [InlineData("Network, Input(new[] { 4, {|DEEP0200:0|} }), Dense(3)", "0")]
    [InlineData("Network, Input(shape: new int[] { {|DEEP0200:0|}, 4 }), Dense(3)", "0")]
    [InlineData("Network(MaxBatch = {|DEEP0200:0|}), Input(4), Dense(3)", "Network expects MaxBatch to be at least 1")]
    [InlineData("Network(MaxBatch = {|DEEP0200:-3|}), Input(4), Dense(3)", "-3")]
    public void A_size_below_one(string attributes, params string[] parts) => Reports(attributes + ", CrossEntropyLoss, Adam", parts);

    [Fact]
    public void A_size_that_is_a_constant() => Verify.Reports("""
        using DeepNet;
        [Network, Input(4), Dense({|DEEP0200:Sizes.Hidden|}), Dense(3), CrossEntropyLoss, Adam]
        public sealed partial class Net;
        internal static class Sizes { public const int Hidden = 0; }
        """, "Units", "0");

    [Theory]
    [InlineData("Dropout({|DEEP0201:1f|})", "Dropout 'Dropout1' expects Rate", "less than 1", "but it is 1")]
    [InlineData("Dropout({|DEEP0201:-0.1f|})", "-0.1")]
    [InlineData("Dropout({|DEEP0201:float.NaN|})", "NaN")]
    [InlineData("LeakyReLU({|DEEP0201:-1f|})", "Slope")]
    [InlineData("LeakyReLU({|DEEP0201:float.PositiveInfinity|})", "Infinity")]
    [InlineData("PReLU(InitialSlope = {|DEEP0201:float.NaN|})", "PReLU 'PReLU1' expects InitialSlope", "finite", "NaN")]
    [InlineData("PReLU(InitialSlope = {|DEEP0201:float.NegativeInfinity|})", "finite", "Infinity")]
    [InlineData("Elu({|DEEP0201:0f|})", "Alpha", "more than 0")]
    public void A_number_of_a_layer_out_of_range(string layer, params string[] parts) => Reports($"Network, Input(4), Dense(8), {layer}, Dense(3), CrossEntropyLoss, Adam", parts);

    [Theory]
    [InlineData("CrossEntropyLoss(LabelSmoothing = {|DEEP0201:1.5f|})", "LabelSmoothing", "1.5")]
    [InlineData("CrossEntropyLoss(LabelSmoothing = {|DEEP0201:float.NaN|})", "NaN")]
    [InlineData("CrossEntropyLoss(Weight = {|DEEP0201:0f|})", "Weight", "more than 0")]
    [InlineData("HuberLoss({|DEEP0201:0f|})", "Delta")]
    [InlineData("HuberLoss({|DEEP0201:float.NegativeInfinity|})", "Delta")]
    public void A_number_of_a_loss_out_of_range(string loss, params string[] parts) => Reports($"Network, Input(4), Dense(3), {loss}, Adam", parts);

    [Theory]
    [InlineData("Adam(LearningRate = {|DEEP0201:0f|})", "LearningRate", "more than 0")]
    [InlineData("Adam(LearningRate = {|DEEP0201:float.NaN|})", "NaN")]
    [InlineData("Adam(Beta1 = {|DEEP0201:1f|})", "Beta1")]
    [InlineData("Adam(Beta2 = {|DEEP0201:-1f|})", "Beta2")]
    [InlineData("Adam(Epsilon = {|DEEP0201:0f|})", "Epsilon")]
    [InlineData("AdamW(WeightDecay = {|DEEP0201:-1f|})", "WeightDecay", "at least 0")]
    [InlineData("Sgd(Momentum = {|DEEP0201:1f|})", "Momentum")]
    [InlineData("Sgd(LearningRate = {|DEEP0201:float.PositiveInfinity|})", "Infinity")]
    public void A_number_of_an_optimizer_out_of_range(string optimizer, params string[] parts) => Reports($"Network, Input(4), Dense(3), CrossEntropyLoss, {optimizer}", parts);

    [Fact]
    public void A_precision_that_does_not_exist() => Reports(
        "Network(Precision = {|DEEP0201:(Precision)7|}), Input(4), Dense(3), CrossEntropyLoss, Adam", "Precision", "Single or Double", "7");

    [Fact]
    public void An_initializer_that_does_not_exist() => Reports(
        "Network, Input(4), Dense(3, Initializer = {|DEEP0201:(Initializer)99|}), CrossEntropyLoss, Adam", "Initializer", "99");

    [Fact]
    public void Two_mistakes_give_two_diagnostics() => Reports(
        "Network(MaxBatch = {|DEEP0200:0|}), Input(4), Dense({|DEEP0200:0|}), Dropout({|DEEP0201:2f|}), Dense({|DEEP0200:-1|}), CrossEntropyLoss, Adam", "MaxBatch");
}
