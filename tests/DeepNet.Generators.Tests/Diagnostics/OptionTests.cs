using DeepNet.Generators.Backends.Cpu.Convolution;
using DeepNet.Generators.Backends.Cpu.Convolution.Winograd;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Losses;
using DeepNet.Generators.Parsing;
using DeepNet.Generators.Text;
using Microsoft.CodeAnalysis;

namespace DeepNet.Generators.Tests.Diagnostics;

/// <summary>The options of the project: what they change, and what is reported of values that are none.</summary>
public sealed class OptionTests
{
    private const string Network = """
        using DeepNet;
        [Network(MaxBatch = 16), Input(300), Dense(600), ReLU, Dense(40), CrossEntropyLoss, Adam]
        public sealed partial class Net;
        """;

    [Theory]
    [InlineData(CacheOptions.L1, "32 KB")]
    [InlineData(CacheOptions.L1, "0x8000")]
    [InlineData(CacheOptions.L1, "32768.0")]
    [InlineData(CacheOptions.L1, "-32768")]
    [InlineData(CacheOptions.L1, "8191")]
    [InlineData(CacheOptions.L1, "1048577")]
    [InlineData(CacheOptions.L2, "65535")]
    [InlineData(CacheOptions.L2, "67108865")]
    [InlineData(CacheOptions.L2, "99999999999")]
    public void A_value_that_is_none_is_an_error_and_counts_as_not_set(string option, string value)
    {
        GeneratorRun run = GeneratorRun.Of(Sources.Compile(Network), new ProjectOptions((option, value)));
        Diagnostic diagnostic = Assert.Single(run.AnalyzerDiagnostics);
        Assert.Equal("DEEP0016", diagnostic.Id);
        Assert.Equal(Location.None, diagnostic.Location);
        string message = diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains($"{option} to '{value}'", message);
        Assert.Contains(option == CacheOptions.L1 ? "from 8192 to 1048576" : "from 65536 to 67108864", message);
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal(GeneratorRun.Of(Network).Files, run.Files);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("32768", "524288")]
    public void Defaults_may_be_said(string l1, string l2)
    {
        GeneratorRun run = GeneratorRun.Of(Sources.Compile(Network), new ProjectOptions((CacheOptions.L1, l1), (CacheOptions.L2, l2)));
        Verify.IsClean(run);
        Assert.Equal(GeneratorRun.Of(Network).Files, run.Files);
    }

    [Theory]
    [InlineData("8192", "65536", "panelBytes: 4096,", "rowBlock: 252,", "ahead: RowsAhead.Of(")]
    [InlineData("49152", "2097152", "panelBytes: 24576,", "rowBlock: 1356,", "ahead: RowsAhead.Of(")]
    [InlineData("1048576", "67108864", "panelBytes: 524288,", "rowBlock: 2040)")]
    public void Other_sizes_reach_the_blocks_of_products(string l1, string l2, params string[] expected)
    {
        GeneratorRun run = GeneratorRun.Of(Sources.Compile(Network), new ProjectOptions((CacheOptions.L1, l1), (CacheOptions.L2, l2)));
        Verify.IsClean(run);
        string product = run.Files["Kernels.DenseWeightUpdate_300x600_Adam.g.cs"];
        Assert.All(expected, text => Assert.Contains(text, product));
    }

    [Fact]
    public void Blocks_follow_the_caches()
    {
        ElementType small = new(false, new CacheSizes(16 * 1024, 256 * 1024));
        ConvolutionSizes image = new()
        {
            Height = 28, Width = 28, Channels = 32, Filters = 64, KernelHeight = 3, KernelWidth = 3, OutputHeight = 26, OutputWidth = 26,
        };
        Assert.Equal(90, image.Block(ElementType.Single));
        Assert.Equal(42, image.Block(small));
        Assert.True(new WinogradSizes(small, image, 2).Block < new WinogradSizes(ElementType.Single, image, 2).Block);
        Assert.True(PackingRule.Streams(small, 300, 400));
        Assert.False(PackingRule.Streams(ElementType.Single, 300, 400));
        Assert.True(PackingRule.Pays(small, 50, 50));
        Assert.False(PackingRule.Pays(ElementType.Single, 50, 50));
    }

    [Fact]
    public void An_edit_of_other_options_generates_nothing()
    {
        GeneratorRun first = GeneratorRun.Of(Sources.Compile(Network), new ProjectOptions(("Other", "1")));
        GeneratorRun second = first.Again(Sources.Compile(Network), new ProjectOptions(("Other", "2"), (CacheOptions.L1, "32768")));
        Assert.All(second.Steps(TrackingNames.Plan).SelectMany(s => s.Outputs), o => Assert.Contains(o.Reason, new[] { IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged }));
        GeneratorRun third = second.Again(Sources.Compile(Network), new ProjectOptions((CacheOptions.L1, "16384")));
        Assert.Contains(third.Steps(TrackingNames.Plan).SelectMany(s => s.Outputs), o => o.Reason == IncrementalStepRunReason.Modified);
    }
}
