using DeepNet.Generators.Losses;

namespace DeepNet.Generators.Tests.Golden;

/// <summary>What one reads behind F12 of a network with convolutions: the table, the comments above the steps, the memory.</summary>
public sealed class ConvolutionTextTests
{
    private const string Source = """
        using DeepNet;

        namespace Texts;

        [Network(MaxBatch = 32)]
        [Input(28, 28, 1)]
        [Conv2D(8, 3, Stride = 2, Padding = Padding.Same), ReLU]
        [DepthwiseConv2D(3, Multiplier = 2, Padding = 1), Silu]
        [ConvTranspose2D(4, 2, Stride = 2, OutputPadding = 1), ReLU]
        [Conv2D(6, 3, 5, Groups = 2, Dilation = 2, Bias = false)]
        [Dense(10)]
        [CrossEntropyLoss]
        [Adam]
        public sealed partial class Images;

        [Network]
        [Input(20, 4)]
        [Conv1D(6, 5)]
        [MeanSquaredErrorLoss]
        [Adam]
        public sealed partial class Steps;

        [Network]
        [Input(14, 14, 3)]
        [Conv2D(64, 3, Padding = 1), Conv2D(64, 3, Padding = 1), Conv2D(64, 3, Padding = 1, Algorithm = ConvolutionAlgorithm.Winograd2)]
        [MeanSquaredErrorLoss]
        [Adam]
        public sealed partial class Wide;

        [Network]
        [Input(5, 5, 64)]
        [Conv2D(64, 3)]
        public sealed partial class Small;
        """;

    private static readonly Lazy<IReadOnlyDictionary<string, string>> Emitted = new(() => Verify.IsClean(Source).Files);

    [Theory]
    [InlineData(@"/// Conv2D1 3x3, 1→8 \(stride 2, padding same\) +\[28, 28, 1\] +\[14, 14, 8\] +80 ")]
    [InlineData(@"/// DepthwiseConv2D1 3x3, 8→16 \(padding 1\) +\[14, 14, 8\] +\[14, 14, 16\] +160 ")]
    [InlineData(@"/// ConvTranspose2D1 2x2, 16→4 \(stride 2, output padding 1\) +\[14, 14, 16\] +\[29, 29, 4\] +260 ")]
    [InlineData(@"/// Conv2D2 3x5, 4→6 \(dilation 2, groups 2\) +\[29, 29, 4\] +\[25, 21, 6\] +180 ")]
    public void The_table_shows_sizes_and_arguments(string row) => Assert.Matches(row, Emitted.Value["Texts.Images.g.cs"]);

    [Theory]
    [InlineData("// Conv2D1 3x3, 1→8 (stride 2, padding same) + ReLU: [n, 14, 14, 8] = ReLU(Σ [n, 28, 28, 1] · weight[3, 3, 1, 8] + bias)")]
    [InlineData("[n, 14, 14, 16] = Silu(Σ [n, 14, 14, 8] · weight[3, 3, 8, 2] per channel + bias)")]
    [InlineData("[n, 29, 29, 4] = ReLU([n, 14, 14, 16] · weight[2, 2, 4, 16]ᵀ, added up + bias)")]
    [InlineData("[n, 25, 21, 6] = Σ [n, 29, 29, 4] · weight[3, 5, 2, 6]")]
    public void Steps_say_their_formula(string comment) => Assert.Contains(comment, All("Texts.Images"), StringComparison.Ordinal);

    [Theory]
    [InlineData("dInput = patches of dOutput · weightᵀ, added up, through ReLU")]
    [InlineData("dInput = Σ dOutput · weight")]
    [InlineData("Conv2D1 3x3, 1→8 (stride 2, padding same) + ReLU: dWeight = patchesᵀ · dOutput")]
    public void Steps_back_say_their_formula(string comment) => Assert.Contains(comment, All("Texts.Images"), StringComparison.Ordinal);

    [Fact]
    public void A_sequence_shows_one_size_of_kernel()
    {
        Assert.Matches(@"/// Conv1D1 5, 4→6 +\[20, 4\] +\[16, 6\] +126 ", Emitted.Value["Texts.Steps.g.cs"]);
        Assert.Contains("[n, 16, 6] = Σ [n, 20, 4] · weight[5, 4, 6] + bias", All("Texts.Steps"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Images", "/// Conv2D1: forward direct, dWeight direct.")]
    [InlineData("Images", "/// Conv2D2: forward implicit GEMM, dInput implicit GEMM, dWeight implicit GEMM.")]
    [InlineData("Steps", "/// Conv1D1: forward direct, dWeight direct.")]
    [InlineData("Wide", "/// Conv2D1: forward direct, dWeight direct.")]
    [InlineData("Wide", "/// Conv2D2: forward Winograd F(4x4, 3x3), dInput Winograd F(4x4, 3x3), dWeight Winograd F(4x4, 3x3).")]
    [InlineData("Wide", "/// Conv2D3: forward Winograd F(2x2, 3x3), dInput Winograd F(2x2, 3x3), dWeight Winograd F(2x2, 3x3).")]
    [InlineData("Small", "/// Conv2D1: forward Winograd F(4x4, 3x3).")]
    public void The_documentation_says_what_computes_a_convolution(string network, string remark) => Assert.Contains(remark, Emitted.Value[$"Texts.{network}.g.cs"], StringComparison.Ordinal);

    [Fact]
    public void Few_samples_are_convolved_directly()
    {
        string kernel = Emitted.Value["Kernels.Winograd4Convolution_5x5x64_3x3_3x3x64.g.cs"];
        Assert.Matches(@"if \(n < \d+\)\s+\{\s+// The transform of the weights costs more than it saves\.\s+DirectConvolution_5x5x64_3x3_3x3x64\.Forward\(", kernel);
    }

    // 2 operations for each of 9 weights, and the bias, of 14 x 14 x 8 outputs; and so on.
    [Fact]
    public void Operations_are_counted()
    {
        long conv = 14 * 14 * 8 * (2 * 9 + 1);
        long depthwise = 14 * 14 * 16 * (2 * 9 + 1);
        long transposed = (2L * 14 * 14 * 16 * 4 * 4) + (29 * 29 * 4);
        long groups = 25 * 21 * 6 * 2 * 3 * 5 * 2;
        string table = Emitted.Value["Texts.Images.g.cs"];
        foreach (long flops in new[] { conv, depthwise, transposed, groups })
        {
            Assert.Contains(" " + flops.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), table, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Scratch_memory_does_not_grow_with_the_batch() =>
        Assert.Matches(@"Conv2D1Scratch = \d+[,;] // \[841\]\n", All("Texts.Images"));

    private static string All(string network) => string.Concat(Emitted.Value.Where(f => f.Key.StartsWith(network, StringComparison.Ordinal)).Select(f => f.Value));
}
