using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Tests.Diagnostics;

/// <summary>DEEP0132, DEEP0133 and the arguments of pooling, resizing and borders.</summary>
public sealed class PoolingTests
{
    private static void Reports(string layers, params string[] messageParts) => Verify.Reports($$"""
        using DeepNet;
        [Network, {{layers}}, Dense(3), MeanSquaredErrorLoss, Sgd]
        public sealed partial class Net;
        """, messageParts);

    [Theory]
    [InlineData("MaxPool2D({|DEEP0132:5|})", "MaxPool2D 'MaxPool2D1'", "its height is (4 + 2*0 - 5) / 5 + 1 = 0.8")]
    [InlineData("AveragePool2D({|DEEP0132:9|}, Stride = 2, Padding = 1)", "its height is (4 + 2*1 - 9) / 2 + 1 = -0.5")]
    [InlineData("Crop({|DEEP0132:2|}, 2, 0, 0)", "Crop 'Crop1'", "its height is 4 - 2 - 2 = 0")]
    [InlineData("Crop(0, 0, {|DEEP0132:3|}, 4)", "its width is 6 - 3 - 4 = -1")]
    public void Nothing_is_left(string layer, params string[] message) => Reports("Input(4, 6, 3), " + layer, message);

    [Theory]
    [InlineData("MaxPool3D({|DEEP0132:5|})", "MaxPool3D 'MaxPool3D1'", "its depth is (4 + 2*0 - 5) / 5 + 1 = 0.8")]
    [InlineData("AveragePool3D({|DEEP0132:8|}, Stride = 2, Padding = 2)", "its height is (3 + 2*2 - 8) / 2 + 1 = 0.5")]
    [InlineData("MaxPool3D(2, Padding = {|DEEP0133:2|})", "less than its size, 2, but it is 2")]
    public void Windows_of_a_volume(string layer, params string[] message) => Reports("Input(4, 3, 6, 3), " + layer, message);

    [Fact]
    public void A_window_longer_than_a_sequence() =>
        Reports("Input(4, 3), MaxPool1D({|DEEP0132:6|}, Stride = 1)", "its number of steps is (4 + 2*0 - 6) / 1 + 1 = -1");

    [Theory]
    [InlineData("MaxPool2D(2, Padding = {|DEEP0133:2|})", "less than its size, 2, but it is 2")]
    [InlineData("AveragePool2D(1, Padding = {|DEEP0133:1|})", "less than its size, 1, but it is 1")]
    [InlineData("MaxPool2D(2, Padding = {|DEEP0201:-2|})", "Padding.Valid, Padding.Same")]
    [InlineData("MaxPool2D({|DEEP0200:0|})", "Size", "at least 1")]
    [InlineData("AveragePool2D(2, Stride = {|DEEP0200:0|})", "Stride", "at least 1")]
    [InlineData("UpSample2D({|DEEP0200:0|})", "Factor", "at least 1")]
    [InlineData("UpSample2D(2, Interpolation = {|DEEP0201:(Interpolation)7|})", "Nearest, Bilinear")]
    [InlineData("ZeroPad2D({|DEEP0201:-1|})", "Padding", "at least 0")]
    [InlineData("ZeroPad2D(0, 0, {|DEEP0201:-1|}, 0)", "Left", "at least 0")]
    [InlineData("Crop(0, {|DEEP0201:-1|}, 0, 0)", "Bottom", "at least 0")]
    public void Arguments(string layer, params string[] message) => Reports("Input(4, 6, 3), " + layer, message);

    [Theory]
    [InlineData("{|DEEP0121:MaxPool2D(2)|}", "rank 3, [height, width, channels], but 'Input' is [4, 6]")]
    [InlineData("{|DEEP0121:MaxPool3D(2)|}", "rank 4, [depth, height, width, channels], but 'Input' is [4, 6]")]
    [InlineData("{|DEEP0121:GlobalMaxPool3D|}", "rank 4")]
    [InlineData("{|DEEP0121:GlobalAveragePool2D|}", "rank 3")]
    [InlineData("{|DEEP0121:UpSample2D(2)|}", "rank 3")]
    [InlineData("{|DEEP0121:ZeroPad2D(2)|}", "rank 3")]
    [InlineData("{|DEEP0121:Crop(1, 1, 1, 1)|}", "rank 3")]
    [InlineData("Flatten, {|DEEP0121:MaxPool1D(2)|}", "rank 2, [steps, channels], but 'Flatten1' is [24]")]
    [InlineData("Flatten, {|DEEP0121:GlobalMaxPool1D|}", "rank 2")]
    public void A_wrong_rank(string layers, string message) => Reports("Input(4, 6), " + layers, message);

    [Theory]
    [InlineData("MaxPool2D(2)")]
    [InlineData("GlobalMaxPool2D")]
    [InlineData("UpSample2D(2)")]
    [InlineData("Crop(1, 1, 1, 1)")]
    public void Silent_behind_a_faulty_layer(string layer) => Reports("Input(4), Dense({|DEEP0200:0|}), " + layer, "Dense");

    [Fact]
    public void A_window_may_be_larger_than_a_padded_image() => Verify.IsClean("""
        using DeepNet;
        [Network, Input(4, 6, 3), MaxPool2D(7, Padding = Padding.Same, Stride = 1), AveragePool2D(50000, Padding = Padding.Same), Dense(3), MeanSquaredErrorLoss, Sgd]
        public sealed partial class Net;
        """);
}
