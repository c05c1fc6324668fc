using DeepNet.Generators.Layers;
using DeepNet.Generators.Losses;
using Microsoft.CodeAnalysis;

namespace DeepNet.Generators.Tests.Declarations;

/// <summary>A network with a mistake has the views of layers that it has without it, so that code which uses them adds no second error.</summary>
public sealed class FaultyNetworkViewTests
{
    private const string Part = """
        [Block, Dense(4, PerStep = true, Name = "inner"), LayerNorm]
        public static class Part;
        """;

    /// <summary>Every kind of layer that has views: its input, the layer, and the layer with a mistake of its own.</summary>
    private static readonly (string Input, string Layer, string Faulty)[] Layers =
    [
        ("4", "Dense(3)", "Dense(0)"),
        ("4", "Dense(3, Bias = false, Name = \"hidden\")", "Dense(-1, Bias = false, Name = \"hidden\")"),
        ("9, 4", "Conv1D(3, 3)", "Conv1D(3, 30)"),
        ("9, 9, 4", "Conv2D(4, 3, Groups = 2)", "Conv2D(4, 3, Groups = 0)"),
        ("9, 9, 4", "ConvTranspose2D(4, 3)", "ConvTranspose2D(4, 3, Stride = 0)"),
        ("9, 9, 9, 4", "Conv3D(4, 3)", "Conv3D(4, 0, 3, 3)"),
        ("9, 9, 9, 4", "ConvTranspose3D(4, 3)", "ConvTranspose3D(4, 3, OutputPadding = 1)"),
        ("4", "PReLU", "PReLU(InitialSlope = float.NaN)"),
        ("9, 9, 4", "DepthwiseConv2D(3, Bias = false)", "DepthwiseConv2D(0, Bias = false)"),
        ("4", "BatchNorm", "BatchNorm(Epsilon = -1f)"),
        ("4", "BatchNorm(Affine = false)", "BatchNorm(Affine = false, Momentum = 2f)"),
        ("4", "LayerNorm", "LayerNorm(Epsilon = 0f)"),
        ("4", "RmsNorm", "RmsNorm(Epsilon = 0f)"),
        ("9, 9, 4", "GroupNorm(2)", "GroupNorm(3)"),
        ("9, 9, 4", "InstanceNorm(Affine = true)", "InstanceNorm(Affine = true, Epsilon = 0f)"),
        ("5, Integer = true", "Embedding(7, 4)", "Embedding(0, 4)"),
        ("5, 4", "PositionalEmbedding", "PositionalEmbedding(LearningRateScale = -1f)"),
        ("5, 4", "PositionalEmbedding(Sinusoidal = true)", "PositionalEmbedding(Sinusoidal = true, LearningRateScale = -1f)"),
        ("5, 4", "MultiHeadAttention(2)", "MultiHeadAttention(3)"),
        ("5, 4", "MultiHeadAttention(2, Rotary = true)", "MultiHeadAttention(0, Rotary = true)"),
        ("5, 4", "SimpleRnn(3)", "SimpleRnn(0)"),
        ("5, 4", "Lstm(3, Layers = 2, Bidirectional = true)", "Lstm(-3, Layers = 2, Bidirectional = true)"),
        ("5, 4", "Gru(3, Layers = 2)", "Gru(3, Layers = 2, Dropout = 1f)"),
        ("5, 4", "TransformerBlock(2, 8, Dropout = 0.1f)", "TransformerBlock(2, 8, Dropout = 1f)"),
        ("5, 4", "TransformerBlock(2, 8, PreNorm = false, UseRmsNorm = true)", "TransformerBlock(3, 8, PreNorm = false, UseRmsNorm = true)"),
        ("5, 4", "Block(typeof(Part))", "Block(typeof(Part), LearningRateScale = -1f)"),
        ("5, 4", "Repeat(2, typeof(Part), Name = \"stage\")", "Repeat(2, typeof(Part), Name = \"stage\", LearningRateScale = -1f)"),
    ];

    private static readonly Lazy<string[]> Right = new(() =>
    {
        GeneratorRun run = Run(l => Network("Network", l.Input, l.Layer));
        Assert.DoesNotContain(run.AnalyzerDiagnostics, d => d.Severity == DiagnosticSeverity.Error);
        Assert.True(run.CompilerDiagnostics.Count == 0, Verify.Text(run.CompilerDiagnostics));
        return Views(run);
    });

    [Fact]
    public void Every_kind_of_layer_with_views_is_here()
    {
        IEnumerable<string> kinds = LayerCatalog.All.Where(l => l.IsComposition || Overrides(l, "Parameters") || Overrides(l, "Buffers")).Select(l => l.Name);
        Assert.Equal(kinds.Order(StringComparer.Ordinal), Layers.Select(l => l.Layer.Split('(')[0]).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains("Net.Dense1: Weight, WeightGradient, Bias, BiasGradient; Last: Weight, WeightGradient, Bias, BiasGradient", Right.Value);
    }

    [Fact]
    public void After_a_mistake_elsewhere() => AreThere(l => Network("Network(MaxBatch = 0)", l.Input, l.Layer));

    [Fact]
    public void Behind_a_faulty_layer() => AreThere(l => Network("Network", l.Input, (l.Input.Contains("Integer", StringComparison.Ordinal) ? "Dropout(0.5f), " : "Dropout(1f), ") + l.Layer));

    [Fact]
    public void After_a_mistake_of_the_layer_itself() => AreThere(l => Network("Network", l.Input, l.Faulty));

    [Fact]
    public void After_an_argument_that_is_a_constant_of_generated_code() => AreThere(l => Network(
        "Network", l.Input, (l.Layer.EndsWith(')') ? l.Layer[..^1] + ", " : l.Layer + "(") + "Freeze = Other.OutputSize > 3)"));

    private static void AreThere(Func<(string Input, string Layer, string Faulty), string> network)
    {
        GeneratorRun run = Run(network);
        Assert.True(run.AnalyzerDiagnostics.Count == Layers.Length, Verify.Text(run.AnalyzerDiagnostics));
        Assert.True(run.CompilerDiagnostics.Count == 0, Verify.Text(run.CompilerDiagnostics));
        Assert.Equal(Right.Value, Views(run));
    }

    private static string Network(string network, string input, string layers) =>
        $"[{network}, Input({input}), {layers}, Flatten, Dense(3, Name = \"last\"), CrossEntropyLoss, Adam] public sealed partial class Net;";

    private static GeneratorRun Run(Func<(string Input, string Layer, string Faulty), string> network) => GeneratorRun.Of(
        [.. Layers.Select((l, i) => $"using DeepNet;\nnamespace N{i};\n{network(l)}\n{Part}"), "[DeepNet.Network, DeepNet.Input(4), DeepNet.Dense(3)] public sealed partial class Other;"]);

    /// <summary>The views of each network: layer by layer their names.</summary>
    private static string[] Views(GeneratorRun run) => Layers.Select((_, i) =>
    {
        INamedTypeSymbol type = run.Compilation.GetTypeByMetadataName($"N{i}.Net")!;
        IEnumerable<IPropertySymbol> layers = type.GetMembers().OfType<IPropertySymbol>().Where(p => SymbolEqualityComparer.Default.Equals(p.Type.ContainingType, type));
        return "Net." + string.Join("; ", layers.Select(p => $"{p.Name}: {string.Join(", ", p.Type.GetMembers().OfType<IPropertySymbol>().Select(v => v.Name))}"));
    }).ToArray();

    private static bool Overrides(LayerDefinition layer, string method) => layer.GetType().GetMethod(method)!.DeclaringType != typeof(LayerDefinition);
}
