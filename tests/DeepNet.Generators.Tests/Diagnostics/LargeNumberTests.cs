using System.Globalization;
using System.Text.RegularExpressions;

namespace DeepNet.Generators.Tests.Diagnostics;

/// <summary>
/// Every number of every attribute, far too large: the compiler answers at once, with code that compiles or with one diagnostic, and never with an error
/// in generated code.
/// </summary>
public sealed partial class LargeNumberTests
{
    /// <summary>Declarations with N for the number. Each argument of type int is in one of them.</summary>
    private static readonly string[] Declarations =
    [
        "Input(N), Dense(3)",
        "Input(4, N), Dense(3, PerStep = true)",
        "Input(N, 4), Dense(3, PerStep = true)",
        "Input(N, N, N, N), Dense(3)",
        "Input(4), Dense(Units: N)",
        "Input(4), Dense(Units: 3), MeanSquaredErrorLoss, Adam(AccumulationSteps = N)",
        "Network(MaxBatch = N), Input(4), Dense(3), MeanSquaredErrorLoss, Adam",
        "Network(MaxBatch = N), Input(4), Dense(3)",
        "Input(4), Dense(3), CrossEntropyLoss(IgnoreIndex = N), Adam",
        "Input(9, 4), Dense(3, PerStep = true), CtcLoss(TargetLength: N), Adam",
        "Input(9, 4), Dense(3, PerStep = true), CtcLoss(3, Blank = N), Adam",
        "Input(9, 4), Conv1D(Filters: N, 3)",
        "Input(9, 4), Conv1D(3, Kernel: N)",
        "Input(9, 4), Conv1D(3, Kernel: N, Padding = Padding.Same)",
        "Input(9, 4), Conv1D(3, 3, Stride = N)",
        "Input(9, 4), Conv1D(3, 3, Stride = N, Padding = Padding.Same)",
        "Input(9, 4), Conv1D(3, 3, Padding = N)",
        "Input(9, 4), Conv1D(3, 3, Dilation = N)",
        "Input(9, 4), Conv1D(3, 3, Dilation = N, Padding = Padding.Same)",
        "Input(9, 4), Conv1D(3, 3, Dilation = N, Stride = N, Padding = Padding.Same)",
        "Input(9, 4), Conv1D(3, 1, Dilation = N, Stride = N)",
        "Input(9, 4), Conv1D(4, 3, Groups = N)",
        "Input(9, 9, 2), Conv2D(Filters: N, 3)",
        "Input(9, 9, 2), Conv2D(3, Kernel: N)",
        "Input(9, 9, 2), Conv2D(3, Kernel: N, Padding = Padding.Same)",
        "Input(9, 9, 2), Conv2D(3, KernelHeight: N, KernelWidth: 1)",
        "Input(9, 9, 2), Conv2D(3, KernelHeight: 1, KernelWidth: N, Padding = Padding.Same)",
        "Input(9, 9, 2), Conv2D(3, KernelHeight: N, KernelWidth: N, Padding = N)",
        "Input(9, 9, 2), Conv2D(3, 3, Stride = N), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(9, 9, 2), Conv2D(3, 3, Stride = N, Padding = Padding.Same), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(9, 9, 2), BatchNorm, Conv2D(8, 3, Stride = N, Padding = 1), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(9, 9, 2), BatchNorm, Conv2D(8, 1, Stride = N), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(9, 9, 2), BatchNorm, Conv2D(8, 1, Dilation = N), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(9, 9, 2), BatchNorm, Conv2D(8, 3, Dilation = N, Padding = N), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(9, 9, 2), BatchNorm, Conv2D(8, 3, Dilation = N, Padding = Padding.Same), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(9, 9, 2), BatchNorm, Conv2D(8, 3, Stride = N, Padding = N), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(9, 9, 2), BatchNorm, Conv2D(8, 3, Dilation = N, Stride = N, Padding = N), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(9, 9, 2), Conv2D(3, 3, Padding = N)",
        "Input(9, 9, 2), Conv2D(4, 3, Groups = N)",
        "Input(9, 9, 2), Conv2D(3, 3, Stride = N, Algorithm = ConvolutionAlgorithm.Direct), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(9, 9, 2), Conv2D(3, 3, Stride = N, Algorithm = ConvolutionAlgorithm.ImplicitGemm), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(9, 9, 2), DepthwiseConv2D(Kernel: N)",
        "Input(9, 9, 2), DepthwiseConv2D(Kernel: N, Padding = Padding.Same)",
        "Input(9, 9, 2), DepthwiseConv2D(3, Multiplier = N)",
        "Input(9, 9, 2), BatchNorm, DepthwiseConv2D(3, Stride = N), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(9, 9, 2), BatchNorm, DepthwiseConv2D(3, Stride = N, Padding = Padding.Same), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(9, 9, 2), BatchNorm, DepthwiseConv2D(3, Stride = N, Dilation = N, Padding = N), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(9, 9, 2), DepthwiseConv2D(3, Padding = N)",
        "Input(9, 9, 2), DepthwiseConv2D(3, Dilation = N)",
        "Input(9, 9, 2), ConvTranspose2D(Filters: N, 3)",
        "Input(9, 9, 2), ConvTranspose2D(3, Kernel: N)",
        "Input(9, 9, 2), ConvTranspose2D(3, 3, Stride = N)",
        "Input(1, 1, 2), BatchNorm, ConvTranspose2D(3, 3, Stride = N), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(9, 9, 2), ConvTranspose2D(3, 3, Padding = N)",
        "Input(9, 9, 2), ConvTranspose2D(3, Kernel: N, Padding = N)",
        "Input(9, 9, 2), ConvTranspose2D(3, 3, OutputPadding = N)",
        "Input(9, 9, 2), ConvTranspose2D(3, 3, Stride = N, OutputPadding = N)",
        "Input(9, 9, 9, 2), Conv3D(Filters: N, Kernel: 3)",
        "Input(9, 9, 9, 2), Conv3D(3, KernelDepth: N, KernelHeight: N, KernelWidth: N)",
        "Input(9, 9, 9, 2), Conv3D(3, KernelDepth: N, KernelHeight: 1, KernelWidth: 1, Padding = Padding.Same)",
        "Input(9, 9, 9, 2), Conv3D(3, KernelDepth: N, KernelHeight: N, KernelWidth: N, Padding = N)",
        "Input(9, 9, 9, 2), BatchNorm, Conv3D(3, 3, Stride = N, Dilation = N, Padding = N), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(9, 9, 9, 2), BatchNorm, Conv3D(3, 3, Stride = N, Padding = 1), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(9, 9, 9, 2), ConvTranspose3D(3, Kernel: N)",
        "Input(9, 9, 9, 2), ConvTranspose3D(3, Kernel: N, Padding = N)",
        "Input(1, 1, 1, 2), BatchNorm, ConvTranspose3D(3, 3, Stride = N), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(9, 9, 9, 2), MaxPool3D(Size: N, Padding = Padding.Same)",
        "Input(9, 9, 9, 2), BatchNorm, AveragePool3D(3, Stride = N, Padding = Padding.Same), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(9, 9, 9, 2), BatchNorm, MaxPool3D(3, Stride = N, Padding = 1), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(N, 1, 1, 1), GlobalMaxPool3D",
        "Input(9, 4), MaxPool1D(Size: N)",
        "Input(9, 4), MaxPool1D(Size: N, Stride = N, Padding = Padding.Same)",
        "Input(9, 4), BatchNorm, MaxPool1D(3, Stride = N), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(9, 4), MaxPool1D(3, Padding = N)",
        "Input(9, 4), MaxPool1D(Size: N, Padding = N)",
        "Input(9, 4), AveragePool1D(Size: N)",
        "Input(9, 4), AveragePool1D(3, Stride = N)",
        "Input(9, 4), AveragePool1D(3, Padding = N)",
        "Input(9, 9, 2), MaxPool2D(Size: N)",
        "Input(9, 9, 2), MaxPool2D(Size: N, Padding = Padding.Same)",
        "Input(9, 9, 2), BatchNorm, MaxPool2D(3, Stride = N), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(9, 9, 2), BatchNorm, MaxPool2D(3, Stride = N, Padding = 1), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(9, 9, 2), BatchNorm, MaxPool2D(3, Stride = N, Padding = Padding.Same), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(9, 9, 2), MaxPool2D(3, Padding = N)",
        "Input(9, 9, 2), AveragePool2D(Size: N)",
        "Input(9, 9, 2), BatchNorm, AveragePool2D(3, Stride = N, Padding = Padding.Same), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(9, 9, 2), AveragePool2D(3, Padding = N)",
        "Input(9, 9, 2), AveragePool2D(Size: N, Stride = 1, Padding = Padding.Same)",
        "Input(9, 9, 2), UpSample2D(Factor: N)",
        "Input(1, 1, 1), UpSample2D(Factor: N)",
        "Input(9, 9, 2), ZeroPad2D(Padding: N)",
        "Input(9, 9, 2), ZeroPad2D(Top: N, Bottom: N, Left: N, Right: N)",
        "Input(1, 1, 1), ZeroPad2D(Top: N, Bottom: 0, Left: 0, Right: 0)",
        "Input(9, 9, 2), Crop(Top: N, Bottom: N, Left: N, Right: N)",
        "Input(9, 9, 2), Crop(0, 0, Left: N, Right: 0)",
        "Input(9, 9, 4), GroupNorm(Groups: N)",
        "Input(9, Integer = true), Embedding(Vocabulary: N, 4)",
        "Input(9, Integer = true), Embedding(4, Dimension: N)",
        "Input(9, Integer = true), Embedding(Vocabulary: N, Dimension: N)",
        "Input(9, 4), Slice(Start: N)",
        "Input(9, 4), Slice(Start: 1, Count: N)",
        "Input(9, 4), Slice(Start: -1, Count: N)",
        "Input(9, 4), Slice(0, Axis = N)",
        "Input(9, 4), Reshape(N)",
        "Input(9, 4), Reshape(N, N, N, N)",
        "Input(9, 4), Reshape(N, -1)",
        "Input(9, 4), Permute(0, N)",
        "Input(9, 4), SimpleRnn(Units: N)",
        "Input(9, 4), Lstm(Units: N)",
        "Input(9, 4), Lstm(Units: 3, Layers = N)",
        "Input(9, 4), Gru(Units: 3, Layers = N, Bidirectional = true)",
        "Input(9, 4), SimpleRnn(Units: 3, Layers = N)",
        "Input(9, 4), Gru(Units: 3, TruncatedSteps = N), Dense(3), MeanSquaredErrorLoss, Adam",
        "Input(N, 1), Lstm(Units: 1)",
        "Input(9, 4), MultiHeadAttention(Heads: N)",
        "Input(9, 4), MultiHeadAttention(Heads: N, HeadSize = N)",
        "Input(9, 4), MultiHeadAttention(2, HeadSize = N)",
        "Input(9, 4), MultiHeadAttention(2, HeadSize = N, Rotary = true)",
        "Input(N, 4), MultiHeadAttention(2)",
        "Input(N, 4), MultiHeadAttention(2), MeanSquaredErrorLoss, Adam",
        "Input(N, 1), PositionalEmbedding(Sinusoidal = true)",
        "Input(9, 4), TransformerBlock(Heads: N, 8)",
        "Input(9, 4), TransformerBlock(2, FeedForward: N)",
        "Input(4), Repeat(Count: N, typeof(Part))",
        "Input(4), Repeat(Count: N, typeof(Many))",
        "Input(N, Name = \"a\"), Input(N, Name = \"b\"), Add(\"a\", \"b\")",
        "Input(N, Name = \"a\"), Input(N, Name = \"b\"), Concat(\"a\", \"b\")",
        "Input(N, 1, Name = \"a\"), Input(N, 1, Name = \"b\"), Multiply(\"a\", \"b\")",
        "Input(N), Softmax",
        "Input(N), LayerNorm, MeanSquaredErrorLoss, Adam",
        "Input(N), BatchNorm, CrossEntropyLoss, Adam",
        "Input(N), Dropout(0.5f), MeanSquaredErrorLoss, Adam",
        "Input(N, 1), GlobalAveragePool1D",
        "Input(N, 1, 1), GlobalMaxPool2D",
    ];

    [Fact]
    public void Each_number_of_each_attribute_is_there()
    {
        string all = string.Concat(Declarations);
        IEnumerable<string> missing = Sources.Library.GetExportedTypes()
            .Where(t => t.IsSubclassOf(typeof(Attribute)) && t.Namespace == "DeepNet")
            .SelectMany(t => t.GetProperties().Where(p => p.PropertyType == typeof(int)).Select(p => p.Name))
            .Distinct()
            .Where(name => !Regex.IsMatch(all, $@"\b{name}( = |: )N"));
        Assert.Equal("", string.Join(", ", missing));
    }

    public static TheoryData<int> Numbers => [int.MaxValue, 1 << 30];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_that_is_too_large_gives_code_or_one_diagnostic(int number)
    {
        // All in one compilation, each in a namespace and a file of its own.
        string text = number.ToString(CultureInfo.InvariantCulture);
        GeneratorRun run = GeneratorRun.Of(Declarations.Select((declaration, i) => $$"""
            namespace N{{i}}
            {
                using DeepNet;
                [{{Attributes(declaration, text)}}]
                public sealed partial class Net;
                [Block, Dense(4)]
                public static class Part;
                [Block, Repeat({{text}}, typeof(Part))]
                public static class Many;
            }
            """).ToArray());
        Assert.Equal("", Verify.Text(run.CompilerDiagnostics));

        List<string> faults = [];
        for (int i = 0; i < Declarations.Length; i++)
        {
            List<string> said = run.AnalyzerDiagnostics.Where(d => d.Location.SourceTree!.FilePath == $"File{i}.cs").Select(d => d.ToString()).ToList();
            bool hasCode = !run.Files[$"N{i}.Net.g.cs"].Contains("the declaration has an error", StringComparison.Ordinal);
            if (said.Count > 1 || said.Any(s => !s.Contains("DEEP", StringComparison.Ordinal)) || hasCode != said.All(s => s.Contains("DEEP0123", StringComparison.Ordinal)))
            {
                faults.Add($"{Declarations[i]} has {(hasCode ? "" : "no ")}code: {string.Join(" | ", said)}");
            }
        }

        Assert.Equal("", string.Join("\n", faults));
    }

    [Theory]
    [InlineData("Repeat({|DEEP0125:2147483647|}, typeof(Part))", "With Repeat the network would have 2,147,483,647 layers, but the limit is 4,000: lower Count, or make layers wider instead")]
    [InlineData("Repeat({|DEEP0125:4001|}, typeof(Part))", "With Repeat the network would have 4,001 layers")]
    [InlineData("Repeat(1000, typeof(Part)), Repeat({|DEEP0125:3001|}, typeof(Part))", "With Repeat the network would have 4,001 layers")]
    [InlineData("Repeat({|DEEP0125:2000000000|}, typeof(Many))", "more than 4,000")]
    [InlineData("Block({|DEEP0125:typeof(Many)|})", "With Block the network would have 2,147,483,647 layers, but the limit is 4,000: use a smaller block")]
    [InlineData("Block({|DEEP0125:typeof(Level12)|})", "With Block the network would have more than 4,000 layers")]
    [InlineData("Reshape(1, 4), Lstm(3, Layers = {|DEEP0125:2001|}, Bidirectional = true)", "With Lstm the network would have 4,003 layers, but the limit is 4,000: lower Layers")]
    public void Layers_that_are_too_many(string layers, string message)
    {
        // Each level holds the one below it twice: 4,096 layers in twelve classes.
        string levels = string.Join("\n", Enumerable.Range(1, 12).Select(i => $"[Block, Block(typeof(Level{i - 1})), Block(typeof(Level{i - 1}))] public static class Level{i};"));
        Verify.Reports($$"""
            using DeepNet;
            [Network, Input(4), {{layers}}]
            public sealed partial class Net;
            [Block, Dense(4)]
            public static class Part;
            [Block, Repeat(2147483647, typeof(Part))]
            public static class Many;
            [Block, Dense(4)]
            public static class Level0;
            {{levels}}
            """, usage: false, message);
    }

    [Theory]
    [InlineData("Input(9, 4), Conv1D(3, 3, Padding = Padding.Same, Dilation = {|DEEP0202:2147483647|})", "passes over 4294967303 places of 4 channels")]
    [InlineData("Input(9, 9, 2), Conv2D(3, 3, Padding = {|DEEP0202:40000|}, Stride = 40000)", "lower Padding")]
    [InlineData("Input(9, 9, 2), DepthwiseConv2D(3, Padding = Padding.Same, Dilation = {|DEEP0202:100000|})", "lower Dilation")]
    [InlineData("Input(2147483647, 1), {|DEEP0113:Lstm(1)|}", "8589934588")]
    [InlineData("Input(9, 4), {|DEEP0113:MultiHeadAttention(1073741824, HeadSize = 1073741824)|}", "in all")]
    [InlineData("Input(9, 4), Slice({|DEEP0157:1|}, 2147483647)", "elements 1 to 2147483647")]
    [InlineData("Input(9, 4), Reshape({|DEEP0155:2147483647|}, 2147483647, 2147483647, 2147483647)", "has 36 elements")]
    public void Sizes_that_are_too_large(string layers, string message) => Verify.Reports($"using DeepNet; [Network(MaxBatch = 1), {layers}] public sealed partial class Net;", usage: false, message);

    private static string Attributes(string declaration, string number)
    {
        string attributes = declaration.StartsWith("Network(", StringComparison.Ordinal) ? declaration : "Network(MaxBatch = 1), " + declaration;
        return Number().Replace(ArgumentName().Replace(attributes, m => char.ToLowerInvariant(m.Value[0]) + m.Value[1..]), number);
    }

    [GeneratedRegex(@"\bN\b")]
    private static partial Regex Number();

    [GeneratedRegex(@"\b[A-Z]\w*(?=:)")]
    private static partial Regex ArgumentName();
}
