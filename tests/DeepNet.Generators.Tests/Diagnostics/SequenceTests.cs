using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Tests.Diagnostics;

/// <summary>DEEP0140 to DEEP0142: embeddings and recurrent layers; and arguments of theirs.</summary>
public sealed class SequenceTests
{
    private static void Reports(string layers, params string[] messageParts) => Verify.Reports($$"""
        using DeepNet;
        [Network, {{layers}}]
        public sealed partial class Net;
        """, usage: false, messageParts);

    [Fact]
    public void An_embedding_of_real_numbers() =>
        Reports("Input(4), {|DEEP0140:Embedding(10, 3)|}", "Embedding 'Embedding1'", "'Input' holds real numbers", "Integer = true on Input 'input'");

    [Fact]
    public void An_embedding_of_what_a_layer_computes() =>
        Reports("Input(4, Integer = true), Embedding(10, 3), {|DEEP0140:Embedding(10, 3)|}, Flatten, Dense(2)", "'Embedding1'", "directly after an input");

    [Fact]
    public void A_table_without_rows() =>
        Reports("Input(4, Integer = true), Embedding({|DEEP0200:0|}, 3)", "Vocabulary", "0");

    [Theory]
    [InlineData("Input(28, 28, 1), {|DEEP0141:Lstm(8)|}", "[steps, features]", "'Input' is [28, 28, 1]")]
    [InlineData("Input(7), {|DEEP0141:Gru(8)|}, Dense(2)", "'Input' is [7]")]
    [InlineData("Input(7, Integer = true), {|DEEP0118:SimpleRnn(8)|}", "put an Embedding between")]
    [InlineData("Input(5, 2), Lstm(8, Name = \"a\"), {|DEEP0141:Lstm(8)|}", "'A' is [8]")]
    public void A_recurrent_layer_without_a_sequence(string layers, params string[] parts) => Reports(layers, parts);

    [Fact]
    public void Dropout_between_one_layer() => Reports("Input(5, 2), Lstm(8, Dropout = {|DEEP0142:0.5f|})", "Lstm 'Lstm1'", "Layers is 1");

    [Theory]
    [InlineData("Lstm({|DEEP0200:0|})", "Units")]
    [InlineData("Gru(4, Layers = {|DEEP0200:0|})", "Layers")]
    [InlineData("Gru(4, Layers = 2, Dropout = {|DEEP0201:1f|})", "Dropout")]
    [InlineData("Lstm(4, TruncatedSteps = {|DEEP0201:-1|})", "TruncatedSteps", "at least 0")]
    [InlineData("SimpleRnn(4, Activation = {|DEEP0201:(RecurrentActivation)2|})", "one of Tanh, ReLU")]
    public void Arguments_out_of_range(string layer, params string[] parts) => Reports($"Input(5, 2), {layer}", parts);

    [Theory]
    [InlineData("Input(5, 2), {|DEEP0160:Lstm(8, Bidirectional = true)|}, Dense(3)", "'Net' gets no Step", "Lstm 'Lstm1' also goes through the sequence from its end")]
    [InlineData("Input(5, 2), Gru(8, ReturnSequences = true), {|DEEP0160:Dense(3, Name = \"head\")|}", "Dense 'Head' takes all steps as one vector", "PerStep = true")]
    [InlineData("Input(5, 2), Gru(8, ReturnSequences = true), {|DEEP0160:Flatten|}, Dense(3)", "Flatten 'Flatten1' joins all steps")]
    [InlineData("Input(6), {|DEEP0160:Reshape(6, 1)|}, SimpleRnn(3)", "Reshape 'Reshape1'")]
    [InlineData("Input(5, 2), {|DEEP0160:Permute(1, 0)|}, SimpleRnn(3)", "puts the steps behind another axis")]
    [InlineData("Input(5, 2), {|DEEP0160:Slice(1, 3)|}, SimpleRnn(3)", "takes some of the steps")]
    [InlineData("Input(5, 2), {|DEEP0160:PositionalEmbedding|}, SimpleRnn(3)", "the step's place")]
    [InlineData("Input(5, 2), SimpleRnn(4, ReturnSequences = true), {|DEEP0160:MultiHeadAttention(2)|}", "looks at other steps")]
    [InlineData("Input(5, 2), {|DEEP0160:TransformerBlock(2, 4)|}, SimpleRnn(4)", "looks at other steps")]
    [InlineData("Input(5, 2), {|DEEP0160:GroupNorm(1)|}, SimpleRnn(4)", "normalizes over all steps")]
    [InlineData("Input(5, 2), {|DEEP0160:InstanceNorm|}, SimpleRnn(4)", "normalizes over all steps")]
    [InlineData("Input(5, 2), {|DEEP0160:Conv1D(4, 3)|}, SimpleRnn(4)", "takes several steps together")]
    [InlineData("Input(6, 2), {|DEEP0160:MaxPool1D(2)|}, SimpleRnn(4)", "takes several steps together")]
    [InlineData("Input(5, 2), SimpleRnn(4, ReturnSequences = true), {|DEEP0160:GlobalAveragePool1D|}", "takes several steps together")]
    [InlineData("Input(5, 2), SimpleRnn(4, ReturnSequences = true, Name = \"s\"), Gru(4, Name = \"l\"), {|DEEP0160:Multiply(\"s\", \"l\")|}", "joins a sequence with what is known only behind the last step")]
    [InlineData("Input(5, 2), Gru(4, Name = \"g\"), {|DEEP0160:Input(3, Name = \"b\")|}, Concat(\"g\", \"b\")", "Input 'B' is [3]", "the 5 steps of 'Input1'")]
    public void A_recurrent_network_that_takes_no_single_steps(string layers, params string[] parts) => Reports(layers, parts);

    [Fact]
    public void A_recurrent_network_that_takes_no_single_steps_is_no_warning() =>
        Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Info, Generators.Diagnostics.DiagnosticCatalog.All["DEEP0160"].DefaultSeverity);

    [Fact]
    public void A_member_with_the_name_of_a_generated_one() => Verify.ReportsWithoutCode("""
        using DeepNet;
        [Network, Input(5, 2), Lstm(3)]
        public sealed partial class Net
        {
            public void {|DEEP0007:ResetState|}() { }
        }
        """, "'ResetState'");

    [Fact]
    public void Nothing_is_said_behind_a_faulty_layer() => Reports("Input(5, 2), Dense({|DEEP0200:0|}, PerStep = true), Lstm(3), Embedding(4, 2)", "Units");
}
