namespace DeepNet.Generators.Tests.Diagnostics;

/// <summary>DEEP0130, DEEP0131 and the arguments of normalisation.</summary>
public sealed class NormalizationTests
{
    private static void Reports(string layers, params string[] messageParts) => Verify.Reports($$"""
        using DeepNet;
        [Network, {{layers}}, Dense(3), MeanSquaredErrorLoss, Sgd]
        public sealed partial class Net;
        """, messageParts);

    [Fact]
    public void Groups_that_do_not_divide_the_channels() =>
        Reports("Input(8, 8, 10), GroupNorm({|DEEP0130:4|})", "GroupNorm 'GroupNorm1'", "the 10 channels of 'Input'", "10 / 4 = 2.5");

    [Theory]
    [InlineData("Input(16), {|DEEP0131:InstanceNorm|}", "each channel of a sample of 'Input', [16]")]
    [InlineData("Input(16), {|DEEP0131:GroupNorm(16)|}", "each group of 'Input', [16]")]
    [InlineData("Input(16, 1), {|DEEP0131:LayerNorm|}", "each row of features of 'Input', [16, 1]")]
    [InlineData("Input(16, 1), {|DEEP0131:RmsNorm|}", "each row of features of 'Input', [16, 1]")]
    public void A_single_value(string layers, string message) => Reports(layers, message, "at least 2 values");

    [Theory]
    [InlineData("GroupNorm({|DEEP0200:0|})", "Groups", "at least 1")]
    [InlineData("BatchNorm(Epsilon = {|DEEP0201:0|})", "Epsilon", "more than 0")]
    [InlineData("LayerNorm(Epsilon = {|DEEP0201:-1e-5f|})", "Epsilon", "more than 0")]
    [InlineData("BatchNorm(Momentum = {|DEEP0201:1.5f|})", "Momentum", "from 0 to 1", "1.5")]
    [InlineData("BatchNorm(Momentum = {|DEEP0201:-0.1f|})", "Momentum", "from 0 to 1")]
    public void Arguments(string layer, params string[] message) => Reports("Input(4, 4), " + layer, message);

    [Theory]
    [InlineData("InstanceNorm")]
    [InlineData("LayerNorm")]
    [InlineData("GroupNorm(3)")]
    [InlineData("BatchNorm")]
    public void Silent_behind_a_faulty_layer(string layer) => Reports("Input(4), Dense({|DEEP0200:0|}), " + layer, "Dense");

    [Theory]
    [InlineData("BatchNorm(Momentum = 0)")]
    [InlineData("BatchNorm(Momentum = 1)")]
    [InlineData("GroupNorm(1)")]
    [InlineData("GroupNorm(6), InstanceNorm(Affine = true)")]
    public void Legal(string layers) => Verify.IsClean($$"""
        using DeepNet;
        [Network, Input(2, 6), {{layers}}, Dense(3), MeanSquaredErrorLoss, Sgd]
        public sealed partial class Net;
        """);
}
