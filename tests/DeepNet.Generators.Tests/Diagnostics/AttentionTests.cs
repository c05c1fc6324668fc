using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Tests.Diagnostics;

/// <summary>DEEP0150 to DEEP0154: mistakes of attention and transformer blocks.</summary>
public sealed class AttentionTests
{
    private static void Reports(string layers, params string[] messageParts) => Verify.Reports($$"""
        using DeepNet;
        [Network, {{layers}}, MeanSquaredErrorLoss, Adam]
        public sealed partial class Net;
        """, messageParts);

    [Fact]
    public void Heads_that_do_not_divide_the_features() =>
        Reports("Input(16, 12), MultiHeadAttention({|DEEP0150:5|})", "MultiHeadAttention 'MultiHeadAttention1'", "12 / 5 = 2.4", "HeadSize");

    [Theory]
    [InlineData(2, "2147483647", "there are fewer features, 2, than heads, 2147483647")]
    [InlineData(1000001, "1000000", "1000001 / 1000000 is not a whole number")]
    [InlineData(10, "3", "10 / 3 is not a whole number")]
    public void A_quotient_is_not_rounded_to_a_whole_number(int features, string heads, string message) =>
        Reports($"Input(1, {features}), MultiHeadAttention({{|DEEP0150:{heads}|}})", message);

    [Fact]
    public void Heads_of_a_block_that_do_not_divide_the_features() => Reports("Input(16, 12), TransformerBlock({|DEEP0150:5|}, 48)", "TransformerBlock1", "12 / 5 = 2.4");

    [Theory]
    [InlineData("MultiHeadAttention({|DEEP0200:0|})", "Heads")]
    [InlineData("MultiHeadAttention(2, HeadSize = {|DEEP0200:-1|})", "HeadSize")]
    [InlineData("MultiHeadAttention(2, Dropout = {|DEEP0201:1f|})", "Dropout")]
    [InlineData("TransformerBlock({|DEEP0200:0|}, 8)", "Heads")]
    [InlineData("TransformerBlock(2, {|DEEP0200:0|})", "FeedForward")]
    [InlineData("TransformerBlock(2, 8, Dropout = {|DEEP0201:-0.5f|})", "Dropout")]
    public void Arguments_out_of_range(string layer, string argument) => Reports("Input(16, 12), " + layer, argument);

    [Theory]
    [InlineData("Input(784), {|DEEP0151:MultiHeadAttention(4)|}", "'Input' is [784]")]
    [InlineData("Input(28, 28, 3), {|DEEP0151:TransformerBlock(3, 12)|}", "'Input' is [28, 28, 3]")]
    [InlineData("Input(784), {|DEEP0151:PositionalEmbedding|}", "'Input' is [784]")]
    [InlineData("Input(9, Name = \"other\"), Input(3, 4, Name = \"x\"), MultiHeadAttention(2, Memory = {|DEEP0151:\"other\"|})", "'Other' is [9]")]
    public void No_sequence(string layers, string received) => Reports(layers, "[steps, features]", received);

    [Theory]
    [InlineData("Input(3, 4, Name = \"x\"), Input(3, Name = \"mask\"), MultiHeadAttention(2, From = \"x\", Mask = {|DEEP0152:\"mask\"|})", "input of real numbers [3]")]
    [InlineData("Input(3, 4, Name = \"x\"), Input(4, Integer = true, Name = \"mask\"), MultiHeadAttention(2, From = \"x\", Mask = {|DEEP0152:\"mask\"|})", "integer input [4]")]
    [InlineData("Input(3, 4, Name = \"x\"), Dense(3, Name = \"mask\"), MultiHeadAttention(2, From = \"x\", Mask = {|DEEP0152:\"mask\"|})", "Dense [3]")]
    [InlineData("Input(3, 4, Name = \"x\"), Input(4, Integer = true, Name = \"mask\"), TransformerBlock(2, 8, From = \"x\", Mask = {|DEEP0152:\"mask\"|})", "integer input [4]")]
    public void A_mask_that_is_none(string layers, string received) => Reports(layers, "shape [3]", "'Mask'", received);

    [Fact]
    public void The_mask_of_a_memory_has_its_steps() => Reports(
        "Input(3, 4, Name = \"x\"), Input(5, 4, Name = \"y\"), Input(3, Integer = true, Name = \"mask\"), MultiHeadAttention(2, From = \"x\", Memory = \"y\", Mask = {|DEEP0152:\"mask\"|})", "[5]");

    [Theory]
    [InlineData("MultiHeadAttention(4, Rotary = {|DEEP0153:true|})")]
    [InlineData("TransformerBlock(4, 12, Rotary = {|DEEP0153:true|})")]
    public void Pairs_in_an_odd_head(string layer) => Reports("Input(16, 12), " + layer, "head size is 3");

    [Fact]
    public void A_memory_has_no_order_among_the_queries() => Reports(
        "Input(5, 4, Name = \"y\"), Input(3, 4, Name = \"x\"), MultiHeadAttention(2, Memory = \"y\", Causal = {|DEEP0154:true|})", "'Y'");

    [Fact]
    public void Integers_as_memory() => Reports(
        "Input(5, 4, Integer = true, Name = \"y\"), Input(3, 4, Name = \"x\"), MultiHeadAttention(2, Memory = {|DEEP0118:\"y\"|})", "'Y'");

    [Fact]
    public void One_mistake_gives_one_diagnostic() => Reports("Input(16, 12), MultiHeadAttention({|DEEP0150:5|}), PositionalEmbedding, TransformerBlock(5, 3)");
}
