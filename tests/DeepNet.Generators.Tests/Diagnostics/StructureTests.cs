using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Tests.Diagnostics;

/// <summary>DEEP0117 to DEEP0120 and DEEP0155 to DEEP0159: mistakes of blocks, sharing, integer inputs and layers that reorder.</summary>
public sealed class StructureTests
{
    // Without a program that uses the network: a faulty one has no views of layers in blocks.
    private static void Reports(string attributes, params string[] messageParts) => Verify.Reports($$"""
        using DeepNet;
        [{{attributes}}]
        public sealed partial class Net;
        [Block, Dense(6), Tanh]
        public static class Pair;
        [Block]
        public static class Nothing;
        [Block, Dense(6), Block(typeof(Endless))]
        public static class Endless;
        """, usage: false, messageParts);

    [Fact]
    public void Sharing_with_other_sizes() => Reports(
        "Network, Input(4), Dense(8, Name = \"a\"), Dense(3, SharedWith = {|DEEP0117:\"a\"|}), MeanSquaredErrorLoss, Adam",
        "'A'", "weight [4, 8], bias [8]", "weight [8, 3], bias [3] is needed");

    [Fact]
    public void Sharing_statistics_of_other_sizes() => Reports(
        "Network, Input(4), BatchNorm(Affine = false, Name = \"a\"), Dense(3), BatchNorm(Affine = false, SharedWith = {|DEEP0117:\"a\"|}), MeanSquaredErrorLoss, Adam",
        "'A'", "runningMean [4], runningVariance [4]", "runningMean [3], runningVariance [3] is needed");

    [Fact]
    public void Sharing_with_another_kind() => Reports(
        "Network, Input(4), Tanh(Name = \"a\"), Dense(3, SharedWith = {|DEEP0117:\"a\"|}), MeanSquaredErrorLoss, Adam", "'A'", "a Tanh");

    [Theory]
    [InlineData("Dense(4, SharedWith = {|DEEP0114:\"b\"|}), Tanh, Dense(4, Name = \"b\")")]
    [InlineData("Dense(4, SharedWith = {|DEEP0114:\"b\"|}), Tanh, Dense(4, Name = \"b\", From = \"input\")")]
    [InlineData("Block(typeof(Pair), SharedWith = {|DEEP0114:\"b\"|}), Block(typeof(Pair), Name = \"b\")")]
    public void Sharing_with_a_later_layer(string layers) => Reports($"Network, Input(4), {layers}, MeanSquaredErrorLoss, Adam", "'b' is declared after this", "move it before");

    [Fact]
    public void Sharing_with_itself() => Reports(
        "Network, Input(4), Dense(4, Name = \"a\", SharedWith = {|DEEP0117:\"a\"|}), MeanSquaredErrorLoss, Adam", "Dense 'A'", "this layer itself");

    [Fact]
    public void Sharing_with_no_composition() => Reports(
        "Network, Input(6), Block(typeof(Pair), SharedWith = {|DEEP0117:\"other\"|}), MeanSquaredErrorLoss, Adam", "no earlier composition");

    [Fact]
    public void Computing_with_integers() => Reports(
        "Network, Input(4, Integer = true), {|DEEP0118:Dense(3)|}, MeanSquaredErrorLoss, Adam", "Dense 'Dense1'", "'Input'", "takes real numbers", "Embedding");

    [Theory]
    [InlineData("Flatten(From = {|DEEP0118:\"mask\"|})")]
    [InlineData("Multiply(\"x\", {|DEEP0118:\"mask\"|})")]
    [InlineData("Multiply({|DEEP0118:\"mask\"|}, \"x\")")]
    [InlineData("Add(\"x\", {|DEEP0118:\"mask\"|}, \"x\")")]
    [InlineData("Dot(\"x\", {|DEEP0118:\"mask\"|})")]
    [InlineData("Concat(\"x\", {|DEEP0118:\"mask\"|})")]
    [InlineData("Reshape(3, From = {|DEEP0118:\"mask\"|})")]
    [InlineData("Conv2D(3, 3, From = {|DEEP0118:\"mask\"|})")]
    public void Computing_with_an_integer_mask_is_one_mistake(string layer) => Reports(
        $"Network, Input(5, 3, Name = \"x\"), Input(5, Integer = true, Name = \"mask\"), {layer}", "'Mask'", "remove Integer");

    [Fact]
    public void A_block_without_layers() => Reports(
        "Network, Input(6), Block({|DEEP0119:typeof(Nothing)|}), MeanSquaredErrorLoss, Adam", "'Nothing'");

    [Fact]
    public void A_block_of_a_type_without_layers_has_no_name_yet() => Reports(
        "Network, Input(6), Block({|DEEP0119:typeof(int)|}), MeanSquaredErrorLoss, Adam", "Block expects a class with layer attributes, but 'Int32' has none");

    [Fact]
    public void A_block_that_is_no_block() => Reports(
        "Network, Input(6), Repeat(2, {|DEEP0119:typeof(string)|}), MeanSquaredErrorLoss, Adam", "'String'");

    [Fact]
    public void A_block_in_itself() => Reports(
        "Network, Input(6), {|DEEP0120:Block(typeof(Endless))|}, MeanSquaredErrorLoss, Adam", "'Endless'");

    [Fact]
    public void Mistakes_in_a_block_are_shown_where_it_is_used() => Verify.Reports("""
        using DeepNet;
        [Network, Input(6), {|DEEP0102:Block(typeof(Wrong))|}, MeanSquaredErrorLoss, Adam]
        public sealed partial class Net;
        [Block, Dense(5), Add("input", "dense1")]
        public static class Wrong;
        """, usage: false, "'Input', which is [6]", "'Wrong1Dense1' is [5]");

    [Theory]
    [InlineData("Dense(0, Name = \"a\"), Add(\"a\", \"input\")", "DEEP0200")]
    [InlineData("Dense(5, Name = \"a\"), Tanh(Name = \"b\", From = \"c\"), Add(\"a\", \"b\")", "DEEP0115")]
    public void One_mistake_in_a_block_is_one_diagnostic(string layers, string id) => Verify.Reports($$"""
        using DeepNet;
        [Network, Input(6), {|{{id}}:Block(typeof(Wrong))|}, MeanSquaredErrorLoss, Adam]
        public sealed partial class Net;
        [Block, {{layers}}]
        public static class Wrong;
        """, usage: false);

    [Theory]
    [InlineData("Reshape({|DEEP0155:5|})", "has 24 elements", "5 = 5")]
    [InlineData("{|DEEP0155:Reshape()|}", "has 24 elements", "no sizes")]
    [InlineData("Reshape({|DEEP0155:7|}, -1)", "has 24 elements", "7 * ?")]
    public void Reshaping_to_other_elements(string layer, string input, string received) => Reports(
        $"Network, Input(4, 6), {layer}, MeanSquaredErrorLoss, Adam", "[4, 6]", input, received);

    [Fact]
    public void Permuting_an_axis_twice() => Reports("Network, Input(4, 6), Permute({|DEEP0156:0|}, 0), MeanSquaredErrorLoss, Adam", "0 to 1", "0, 0");

    [Theory]
    [InlineData("{|DEEP0157:3|}, 2", "elements 3 to 4", "axis of 4")]
    [InlineData("{|DEEP0157:-5|}", "elements -1 to -1", "axis of 4")]
    public void Slicing_beyond_an_axis(string arguments, string range, string size) =>
        Reports($"Network, Input(4, 6), Slice({arguments}), MeanSquaredErrorLoss, Adam", range, size);

    [Fact]
    public void Slicing_an_axis_that_is_not_there() => Reports(
        "Network, Input(4, 6), Slice(0, Axis = {|DEEP0201:2|}), MeanSquaredErrorLoss, Adam", "from -2 to 1");

    [Fact]
    public void Multiplying_three() => Reports(
        "Network, Input(4), Dense(3, Name = \"a\"), Tanh(Name = \"b\"), Tanh(Name = \"c\"), Multiply({|DEEP0158:\"a\"|}, \"b\", \"c\"), MeanSquaredErrorLoss, Adam", "exactly 2", "3");

    [Theory]
    [InlineData("Multiply")]
    [InlineData("Subtract")]
    [InlineData("Dot")]
    public void Sides_that_do_not_fit(string layer) => Reports(
        $"Network, Input(4), Dense(3, Name = \"a\"), Dense(2, Name = \"b\"), {layer}(\"a\", {{|DEEP0159:\"b\"|}}), MeanSquaredErrorLoss, Adam", "'A', which is [3]", "'B' is [2]");

    [Theory]
    [InlineData("Multiply", "it expects [4] or [1], or the two exchanged")]
    [InlineData("Subtract", "it expects [4] or [1], or the two exchanged")]
    [InlineData("Dot", "it expects [4]")]
    public void The_left_side_is_not_repeated(string layer, string expected) => Reports(
        $"Network, Input(4, Name = \"a\"), Input(2, 4, Name = \"b\"), {layer}(\"a\", {{|DEEP0159:\"b\"|}})", expected);
}
