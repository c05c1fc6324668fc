namespace DeepNet.Generators.Tests.Golden;

/// <summary>What F12 shows of normalisation, pooling, resizing and borders: sizes in the table and above each step, its formula.</summary>
public sealed class NormalizationTextTests
{
    [Theory]
    [InlineData("BatchNorm", "BatchNorm1 of 3 channels: (x - mean) / √(variance + ε) · gamma + beta, over n · 24 values per channel")]
    [InlineData("BatchNorm", "BatchNorm1 of 3 channels: (x - runningMean) / √(runningVariance + ε) · gamma + beta")]
    [InlineData("BatchNorm(Affine = false)", "BatchNorm1 of 3 channels: (x - runningMean) / √(runningVariance + ε)\n")]
    [InlineData("BatchNorm(Freeze = true)", "BatchNorm1 of 3 channels, frozen: (x - runningMean)")]
    [InlineData("LayerNorm", "LayerNorm1 over 3 features: (x - mean) / √(variance + ε) · gamma + beta")]
    [InlineData("RmsNorm", "RmsNorm1 over 3 features: x / √(mean(x²) + ε) · gamma")]
    [InlineData("GroupNorm(1)", "GroupNorm1 of 3 channels in 1 group: (x - mean) / √(variance + ε) · gamma + beta, over 24 · 3 values of a sample")]
    [InlineData("InstanceNorm", "InstanceNorm1 of 3 channels: (x - mean) / √(variance + ε), over 24 positions of a sample")]
    [InlineData("MaxPool2D(2)", "MaxPool2D1 2x2 (stride 2), 4x6→2x3: max of x[2i + 0..1, 2j + 0..1]")]
    [InlineData("AveragePool2D(3, Stride = 1, Padding = Padding.Same)", "AveragePool2D1 3x3 (stride 1, padding same), 4x6→4x6: mean of x[i + -1..1, j + -1..1]")]
    [InlineData("GlobalAveragePool2D", "GlobalAveragePool2D1 over 4x6: mean of x over 4x6")]
    [InlineData("UpSample2D(2)", "UpSample2D1 2x, 4x6→8x12: y[i, j] = x[i / 2, j / 2]")]
    [InlineData("UpSample2D(2, Interpolation = Interpolation.Bilinear)", "UpSample2D1 2x bilinear, 4x6→8x12: y[i, j] = x at ((i + 1/2) / 2 - 1/2, (j + 1/2) / 2 - 1/2), between four pixels")]
    [InlineData("ZeroPad2D(1)", "ZeroPad2D1 (1 top, 1 bottom, 1 left, 1 right), 4x6→6x8: zeros around the image")]
    [InlineData("Crop(1, 0, 2, 0)", "Crop1 (1 top, 0 bottom, 2 left, 0 right), 4x6→3x4: the window")]
    public void Banners_say_formula_and_sizes(string layer, string banner)
    {
        string text = Text(layer);
        Assert.Contains("// " + banner, text, StringComparison.Ordinal);
        Assert.Contains(banner[..banner.IndexOf(':', StringComparison.Ordinal)], text[text.IndexOf("<code>", StringComparison.Ordinal)..text.IndexOf("</code>", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BatchNorm(Name = \"b\")", "B: BatchNorm of 3 channels: dInput = (g - mean(g) - x̂ · mean(g · x̂)) / deviation, g = dOutput · gamma, means over n · 24 values")]
    [InlineData("RmsNorm(Name = \"b\")", "B: RmsNorm over 3 features: dInput = (g - x̂ · mean(g · x̂)) / rms, g = dOutput · gamma, means over 3 features")]
    [InlineData("MaxPool2D(2)", "dInput = dOutput where the window has its first maximum, else 0")]
    [InlineData("AveragePool2D(2)", "dInput = dOutput / values of the window")]
    [InlineData("UpSample2D(2)", "dInput = Σ dOutput of the pixels computed from it")]
    [InlineData("Crop(1, 0, 2, 0)", "dInput = dOutput in the window, 0 around it")]
    public void Backward_too(string layer, string banner) => Assert.Contains(banner, Text("BatchNorm(Name = \"first\"), " + layer), StringComparison.Ordinal);

    private static string Text(string layers)
    {
        GeneratorRun run = Verify.IsClean($$"""
            using DeepNet;
            [Network(MaxBatch = 2), Input(4, 6, 3), {{layers}}, Dense(3), MeanSquaredErrorLoss, Sgd]
            public sealed partial class Net;
            """);
        return string.Concat(run.NetworkFiles.Select(name => run.Files[name]));
    }
}
