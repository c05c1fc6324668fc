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
    [InlineData("SimpleRnn(4, Activation = {|DEEP0201:(RecurrentActivation)2|})", "Tanh or ReLU")]
    public void Arguments_out_of_range(string layer, params string[] parts) => Reports($"Input(5, 2), {layer}", parts);

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
