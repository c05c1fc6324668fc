using DeepNet.Generators.Losses;

namespace DeepNet.Generators.Tests.Documentation;

/// <summary>What F12 shows of embeddings and recurrent layers: sizes in the table, equations above the calls.</summary>
public sealed class SequenceTextTests
{
    private static readonly Lazy<GeneratorRun> Run = new(() => GeneratorRun.Of("""
        using DeepNet;
        [Network(MaxBatch = 4)]
        [Input(6, Integer = true)]
        [Embedding(50, 5), Lstm(8, Layers = 2, Bidirectional = true, ReturnSequences = true, TruncatedSteps = 3), Gru(3), Dense(2)]
        [CrossEntropyLoss, Adam]
        public sealed partial class Net;

        [Network(MaxBatch = 4)]
        [Input(6, Integer = true)]
        [Embedding(50, 5), Gru(3), Dense(2)]
        public sealed partial class Stepping;
        """));

    [Theory]
    [InlineData("Net.g.cs", "Embedding1 50→5")]
    [InlineData("Net.g.cs", "Lstm1 5→16 over 6 steps, 2 layers, both directions")]
    [InlineData("Net.g.cs", "Gru1 16→3 over 6 steps, last step")]
    [InlineData("Net.Forward.g.cs", "// Embedding1 50→5: [n, 6, 5] = weight[token]")]
    [InlineData("Net.Forward.g.cs", "// Lstm1: layer2Reverse, i, f, o = sigmoid(x W + h' U + b), g = tanh(x W + h' U + b), c = f c' + i g, h = o tanh(c)")]
    [InlineData("Net.Forward.g.cs", "h = (1 - z) g + z h'")]
    [InlineData("Net.Backward.g.cs", "// Embedding1 50→5: dWeight[token] += dOutput")]
    [InlineData("Net.Backward.g.cs", "through time to the gates, at most 3 steps back")]
    [InlineData("Net.Parameters.g.cs", "Lstm1Layer2ReverseRecurrentWeight")]
    [InlineData("Stepping.Stepping.g.cs", "public void Step(global::System.ReadOnlySpan<int> input, global::System.Span<float> output)")]
    [InlineData("Stepping.Stepping.g.cs", "public void ResetState()")]
    [InlineData("Kernels.LstmGradient_8_Steps6_Sequences_Reverse_OutputStride16_Truncated3.g.cs", "over 6 steps of 8 units, from the last to the first")]
    public void Text_tells_sizes_and_equations(string file, string text) => Assert.Contains(text, Run.Value.Files[file], StringComparison.Ordinal);

    [Fact]
    public void A_network_that_needs_its_whole_sequence_takes_no_steps() => Assert.DoesNotContain("Net.Stepping.g.cs", Run.Value.Files.Keys);

    [Fact]
    public void Generated_code_compiles_without_a_warning() => Assert.Empty(Run.Value.CompilerDiagnostics);
}
