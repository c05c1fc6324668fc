using DeepNet.Generators.Losses;

namespace DeepNet.Generators.Tests.Diagnostics;

/// <summary>DEEP0121 to DEEP0124: shapes of convolutions; and their arguments.</summary>
public sealed class ConvolutionTests
{
    private static void Reports(string attributes, params string[] messageParts) => Verify.Reports($$"""
        using DeepNet;
        [Network, {{attributes}}, Dense(3), CrossEntropyLoss, Adam]
        public sealed partial class Net;
        """, messageParts);

    [Theory]
    [InlineData("Input(784), {|DEEP0121:Conv2D(8, 3)|}", "Conv2D 'Conv2D1' expects an input of rank 3, [height, width, channels], but 'Input' is [784]")]
    [InlineData("Input(28, 28), {|DEEP0121:Conv2D(8, 3)|}", "[28, 28]")]
    [InlineData("Input(28, 28, 1, Name = \"image\"), {|DEEP0121:Conv1D(8, 3)|}", "Conv1D 'Conv1D1' expects an input of rank 2, [steps, channels], but 'Image' is [28, 28, 1]")]
    [InlineData("Input(28, 28, 1), {|DEEP0121:Conv3D(8, 3)|}", "Conv3D 'Conv3D1' expects an input of rank 4, [depth, height, width, channels], but 'Input' is [28, 28, 1]")]
    [InlineData("Input(8, 28, 28, 1), {|DEEP0121:Conv2D(8, 3)|}", "Conv2D 'Conv2D1' expects an input of rank 3, [height, width, channels], but 'Input' is [8, 28, 28, 1]")]
    [InlineData("Input(28, 28, 1), {|DEEP0121:ConvTranspose3D(8, 3)|}", "rank 4, [depth, height, width, channels]")]
    [InlineData("Input(9, 3), {|DEEP0121:DepthwiseConv2D(3)|}", "DepthwiseConv2D")]
    [InlineData("Input(9, 3, Name = \"a\"), Dense(4), {|DEEP0121:ConvTranspose2D(8, 3)|}", "'Dense1' is [4]")]
    [InlineData("Input(9, 3, Name = \"a\"), ReLU, Conv2D(8, 3, From = {|DEEP0121:\"a\"|})", "'A' is [9, 3]")]
    public void An_input_of_another_rank(string layers, params string[] parts) => Reports(layers, parts);

    [Theory]
    [InlineData("Input(3, 8, 1), Conv2D(8, {|DEEP0122:5|})", "Conv2D 'Conv2D1' would have no output: its height is (3 + 2*0 - 5) / 1 + 1 = -1")]
    [InlineData("Input(8, 3, 1), Conv2D(8, 3, {|DEEP0122:6|}, Stride = 2, Padding = 1)", "its width is (3 + 2*1 - 6) / 2 + 1 = 0.5")]
    [InlineData("Input(8, 8, 1), Conv2D(8, {|DEEP0122:9|}, 1)", "height")]
    [InlineData("Input(8, 8, 1), DepthwiseConv2D({|DEEP0122:3|}, Dilation = 4)", "(8 + 2*0 - (4*(3 - 1) + 1)) / 1 + 1 = 0")]
    [InlineData("Input(8, 2), Conv1D(4, kernel: {|DEEP0122:9|})", "its steps is (8 + 2*0 - 9) / 1 + 1 = 0")]
    [InlineData("Input(3, 8, 8, 1), Conv3D(8, {|DEEP0122:5|})", "Conv3D 'Conv3D1' would have no output: its depth is (3 + 2*0 - 5) / 1 + 1 = -1")]
    [InlineData("Input(8, 8, 3, 1), Conv3D(8, 3, 3, {|DEEP0122:6|}, Stride = 2, Padding = 1)", "its width is (3 + 2*1 - 6) / 2 + 1 = 0.5")]
    [InlineData("Input(8, 3, 8, 1), Conv3D(8, 3, {|DEEP0122:3|}, 3, Dilation = 2)", "its height is (3 + 2*0 - (2*(3 - 1) + 1)) / 1 + 1 = -1")]
    [InlineData("Input(1, 8, 8, 2), ConvTranspose3D(4, 3, Padding = {|DEEP0122:2|})", "its depth is (1 - 1) * 1 - 2*2 + 3 + 0 = -1")]
    [InlineData("Input(1, 8, 2), ConvTranspose2D(4, 3, Padding = {|DEEP0122:2|})", "its height is (1 - 1) * 1 - 2*2 + 3 + 0 = -1")]
    public void A_kernel_that_does_not_fit(string layers, params string[] parts) => Reports(layers, parts);

    [Theory]
    [InlineData("Input(28, 28, 1), Conv2D(8, 5, Stride = {|DEEP0123:2|})", "Conv2D 'Conv2D1' never sees the last 1 of the input's height: (28 + 2*0 - 5) / 2 + 1 = 12.5 is rounded down to 12")]
    [InlineData("Input(9, 10, 1), Conv2D(8, 3, Stride = {|DEEP0123:2|})", "the input's width: (10 + 2*0 - 3) / 2 + 1 = 4.5 is rounded down to 4")]
    [InlineData("Input(10, 9, 9, 1), Conv3D(8, 3, Stride = {|DEEP0123:2|})", "the last 1 of the input's depth: (10 + 2*0 - 3) / 2 + 1 = 4.5 is rounded down to 4")]
    [InlineData("Input(14, 2), Conv1D(8, 5, Stride = {|DEEP0123:4|}, Padding = 1)", "the last 2 of the input's steps: (14 + 2*1 - 5) / 4 + 1 = 3.75 is rounded down to 3")]
    public void Inputs_that_no_output_sees(string layers, params string[] parts) => Reports(layers, parts);

    [Theory]
    [InlineData("Conv2D(8, 3, Groups = {|DEEP0124:3|})", "Conv2D 'Conv2D1' expects Groups to divide channels and filters, but 3 does not divide 4 and 8")]
    [InlineData("Conv2D(6, 3, Groups = {|DEEP0124:4|})", "4 and 6")]
    [InlineData("Conv2D(6, 3, Groups = {|DEEP0200:0|})", "Groups to be at least 1")]
    [InlineData("Conv2D({|DEEP0200:0|}, 3)", "Filters")]
    [InlineData("Conv2D(6, {|DEEP0200:0|})", "Kernel to be at least 1")]
    [InlineData("Conv2D(6, 3, {|DEEP0200:-1|})", "KernelWidth")]
    [InlineData("Conv2D(6, 3, Stride = {|DEEP0200:0|})", "Stride")]
    [InlineData("Conv2D(6, 3, Dilation = {|DEEP0200:0|})", "Dilation")]
    [InlineData("Conv2D(6, 3, Algorithm = {|DEEP0201:(ConvolutionAlgorithm)5|})", "one of Automatic, ImplicitGemm, Direct, Winograd2, Winograd4", "5")]
    [InlineData("Conv2D(6, 3, Groups = 2, Algorithm = {|DEEP0201:ConvolutionAlgorithm.Direct|})", "several groups or a kernel of 1x1", "Direct")]
    [InlineData("Conv2D(6, 5, Algorithm = {|DEEP0201:ConvolutionAlgorithm.Winograd2|})", "not 3x3 with a stride, a dilation and groups of 1", "Winograd2")]
    [InlineData("Conv2D(6, 3, Dilation = 2, Algorithm = {|DEEP0201:ConvolutionAlgorithm.Winograd4|})", "not 3x3", "Winograd4")]
    [InlineData("Conv2D(6, 3, Padding = {|DEEP0201:-2|})", "Padding.Valid, Padding.Same or at least 1")]
    [InlineData("DepthwiseConv2D(3, Multiplier = {|DEEP0200:0|})", "Multiplier")]
    [InlineData("ConvTranspose2D(3, 3, Stride = 2, OutputPadding = {|DEEP0201:2|})", "less than the stride 2")]
    [InlineData("ConvTranspose2D(3, 3, OutputPadding = {|DEEP0201:1|}, Padding = Padding.Same)", "0 where Padding is Same")]
    [InlineData("ConvTranspose2D(3, 3, Initializer = {|DEEP0201:(Initializer)99|})", "Initializer")]
    public void An_argument_out_of_range(string layer, params string[] parts) => Reports("Input(8, 8, 4), " + layer, parts);

    [Theory]
    [InlineData("Conv3D(8, 3, Groups = {|DEEP0124:3|})", "Conv3D 'Conv3D1' expects Groups to divide channels and filters, but 3 does not divide 4 and 8")]
    [InlineData("Conv3D(6, {|DEEP0200:0|})", "Kernel to be at least 1")]
    [InlineData("Conv3D(6, {|DEEP0200:0|}, 3, 3)", "KernelDepth")]
    [InlineData("Conv3D(6, 3, 3, {|DEEP0200:-1|})", "KernelWidth")]
    [InlineData("Conv3D(6, 3, Stride = {|DEEP0200:0|})", "Stride")]
    [InlineData("Conv3D(6, 3, Padding = {|DEEP0201:-2|})", "Padding.Valid, Padding.Same or at least 1")]
    [InlineData("Conv3D(6, 3, Dilation = {|DEEP0202:100000|}, Padding = Padding.Same)", "Conv3D 'Conv3D1'")]
    [InlineData("ConvTranspose3D(3, 3, Stride = 2, OutputPadding = {|DEEP0201:2|})", "less than the stride 2")]
    public void An_argument_of_a_volume_out_of_range(string layer, params string[] parts) => Reports("Input(8, 8, 8, 4), " + layer, parts);

    [Fact]
    public void A_layer_behind_a_faulty_one_is_silent() => Reports("Input(28, 28, 1), Conv2D(8, {|DEEP0122:29|}), Conv2D(8, 3), ConvTranspose2D(2, 2), DepthwiseConv2D(3)");

    // Padding that no output sees is no loss, and a kernel smaller than its stride skips inputs everywhere.
    [Theory]
    [InlineData("Conv2D(8, 3, Stride = 2, Padding = 1)")]
    [InlineData("Conv2D(8, 1, Stride = 2)")]
    [InlineData("Conv2D(8, 3, Stride = 2, Padding = Padding.Same)")]
    [InlineData("Conv2D(8, 3, Padding = 7)")]
    [InlineData("ConvTranspose2D(8, 1, Stride = 3, Padding = Padding.Same)")]
    public void Nothing_to_say(string layer) => Reports("Input(28, 28, 4), " + layer);

    [Fact]
    public void An_output_that_no_number_counts() =>
        Reports("Input(9, 9, 4), {|DEEP0113:Conv2D(2, 1, Padding = 2000000000)|}", "limit");

    [Fact]
    public void A_volume_that_no_number_counts() =>
        Reports("Input(9, 9, 9, 4), {|DEEP0113:Conv3D(2, 1, Padding = 2000000000)|}", "limit");
}
