using DeepNet.Generators.Losses;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Tests.Diagnostics;

/// <summary>DEEP0100 to DEEP0116: mistakes of names, shapes and the graph.</summary>
public sealed class GraphTests
{
    private static void Reports(string attributes, params string[] messageParts) => Verify.Reports($$"""
        using DeepNet;
        [{{attributes}}]
        public sealed partial class Net;
        """, messageParts);

    [Fact]
    public void No_input() => Reports("{|DEEP0100:Network|}, Dense(8), ReLU, Dense(3), CrossEntropyLoss, Adam", "'Net'", "no input");

    [Fact]
    public void Nothing_at_all() => Reports("{|DEEP0100:Network|}", "'Net'", "no input");

    [Theory]
    [InlineData("{|DEEP0101:Input|}", "has 0")]
    [InlineData("{|DEEP0101:Input()|}", "has 0")]
    [InlineData("{|DEEP0101:Input(new int[0])|}", "has 0")]
    [InlineData("{|DEEP0101:Input(1, 2, 3, 4, 5)|}", "has 5")]
    public void An_input_of_a_wrong_rank(string input, string received) =>
        Reports($"Network, {input}, Dense(3), MeanSquaredErrorLoss, Sgd", "1 to 4", received);

    [Fact]
    public void Adding_unequal_shapes() => Reports(
        "Network, Input(4), Dense(8, Name = \"a\"), Dense(6, Name = \"b\"), Add(\"a\", {|DEEP0102:\"b\"|}), Dense(3), CrossEntropyLoss, Adam",
        "Add", "'A', which is [8]", "'B' is [6]", "it expects [8] or [1]");

    [Fact]
    public void Adding_an_array_of_unequal_shapes() => Reports(
        "Network, Input(4), Dense(8, Name = \"a\"), Dense(6, Name = \"b\"), Add(new[] { \"a\", {|DEEP0102:\"b\"|} }), Dense(3), CrossEntropyLoss, Adam",
        "[8]", "[6]");

    [Theory]
    [InlineData("Input(2, 4, Name = \"a\"), Input(2, 4, Name = \"b\"), Input(4, Name = \"c\"), Add(\"a\", \"b\", {|DEEP0102:\"c\"|})", "'C' is [4]; it expects [2, 4], because a layer is repeated only in a sum of two")]
    [InlineData("Input(4, Name = \"a\"), Input(2, 4, Name = \"b\"), Add(\"a\", {|DEEP0102:\"b\"|})", "it expects [4] or [1], or the two exchanged")]
    [InlineData("Input(2, 4, Name = \"a\"), Input(1, Name = \"b\"), Add(\"a\", {|DEEP0102:\"b\"|})", "it expects [2, 4], [4] or [2, 1]")]
    [InlineData("Input(2, 4, Name = \"a\"), Input(2, Name = \"b\"), Add(\"a\", {|DEEP0102:\"b\"|})", "it expects [2, 4], [4] or [2, 1]")]
    [InlineData("Input(3, 2, 4, Name = \"a\"), Input(1, 2, 4, Name = \"b\"), Add(\"a\", {|DEEP0102:\"b\"|})", "it expects [3, 2, 4], [4] or [3, 2, 1]")]
    [InlineData("Input(3, 2, 4, Name = \"a\"), Input(6, 1, Name = \"b\"), Add(\"a\", {|DEEP0102:\"b\"|})", "it expects [3, 2, 4], [4] or [3, 2, 1]")]
    public void Adding_what_is_not_repeated(string layers, string expected) => Reports("Network, " + layers, expected);

    [Fact]
    public void Joining_shapes_that_differ_before_the_last_size() => Reports(
        "Network, Input(2, 4, Name = \"a\"), Input(3, 4, Name = \"b\"), Concat(\"a\", {|DEEP0103:\"b\"|}), Dense(3), CrossEntropyLoss, Adam",
        "Concat", "'A' is [2, 4]", "'B' is [3, 4]");

    [Fact]
    public void Joining_shapes_of_unequal_rank() => Reports(
        "Network, Input(4, Name = \"a\"), Input(4, 4, Name = \"b\"), Concat(\"a\", {|DEEP0103:\"b\"|}), Dense(3), CrossEntropyLoss, Adam",
        "[4]", "[4, 4]");

    [Fact]
    public void A_layer_that_takes_itself() => Reports(
        "Network, Input(4), Dense(8, Name = \"a\", From = {|DEEP0104:\"a\"|}), Dense(3), CrossEntropyLoss, Adam", "'a'", "cycle");

    [Fact]
    public void A_cycle_through_two() => Reports(
        "Network, Input(4), Dense(8, Name = \"a\", From = {|DEEP0104:\"b\"|}), Dense(8, Name = \"b\", From = \"a\"), Dense(3), CrossEntropyLoss, Adam", "'b'", "cycle");

    [Fact]
    public void A_cycle_through_neighbours() => Reports(
        "Network, Input(4), Dense(8, Name = \"a\", From = {|DEEP0104:\"c\"|}), Dense(3), MeanSquaredErrorLoss, Dense(8, Name = \"c\"), Sgd", "'c'", "cycle");

    [Fact]
    public void A_cycle_through_an_addition() => Reports(
        "Network, Input(4), Dense(8, Name = \"a\"), Add(\"a\", {|DEEP0104:\"b\"|}, Name = \"s\"), Dense(8, Name = \"b\"), Dense(3), CrossEntropyLoss, Adam", "'b'", "this Add");

    [Fact]
    public void A_cycle_through_the_memory_of_attention() => Reports(
        "Network, Input(3, 4), MultiHeadAttention(2, Name = \"a\", Memory = {|DEEP0104:\"b\"|}), MultiHeadAttention(2, Name = \"b\", From = \"input\", Memory = \"a\")", "'b'", "cycle");

    [Theory]
    [InlineData("Network, {|DEEP0105:Dense(8)|}, Input(4), Dense(3), CrossEntropyLoss, Adam", "Dense")]
    [InlineData("Network, {|DEEP0105:MeanSquaredErrorLoss|}, Input(4), Dense(3), Sgd", "MeanSquaredErrorLoss")]
    public void Nothing_to_take(string attributes, string layer) => Reports(attributes, layer, "before it");

    [Theory]
    [InlineData("Dense(8, Name = \"a\"), Dense(3, Name = {|DEEP0106:\"a\"|})", "'a'")]
    [InlineData("Dense(8, Name = \"a\"), Dense(3, Name = {|DEEP0106:\"A\"|})", "'A'")]
    [InlineData("Dense(8, Name = \"dense2\"), {|DEEP0106:Dense(3)|}", "'Dense2'")]
    [InlineData("Dense(8), Dense(3, Name = {|DEEP0106:\"dense1\"|})", "'dense1'")]
    [InlineData("Dense(8), Dense(3, Name = {|DEEP0106:\"dense1Parameters\"|})", "'dense1Parameters'")]
    [InlineData("Dense(8, Name = \"xParameters\"), Dense(3, Name = {|DEEP0106:\"x\"|})", "'x'")]
    [InlineData("ReLU(Name = \"relu\"), Dense(3, Name = {|DEEP0106:\"relu\"|})", "'relu'")]
    public void A_name_that_is_taken(string layers, string name) => Reports($"Network, Input(4), {layers}, CrossEntropyLoss, Adam", name, "already taken");

    [Theory]
    [InlineData("TripletLoss")]
    [InlineData("TripletLoss(Positive = \"p\", Negative = \"n\")")]
    public void No_layer_that_a_loss_could_name(string loss) =>
        Verify.Reports($"using DeepNet; [{{|DEEP0107:Network|}}, Input(8, 3), {loss}, Sgd] public sealed partial class Net;", usage: false, "no layer");

    [Fact]
    public void An_input_with_the_name_of_an_outputs_parameter() => Reports(
        "Network, Input(4, Name = \"headOutput\"), Input(4, Name = \"b\"), Concat(\"headOutput\", \"b\"), Dense(3, Name = {|DEEP0106:\"head\"|}), CrossEntropyLoss, Adam", "'head'");

    [Theory]
    [InlineData("{|DEEP0107:Network|}, Input(4)")]
    [InlineData("{|DEEP0107:Network|}, Input(8), MeanSquaredErrorLoss, Adam")]
    [InlineData("{|DEEP0107:Network|}, Input(8), CrossEntropyLoss(ClassWeights = new float[] { 1 })")]
    [InlineData("{|DEEP0107:Network|}, Input(4), Sgd, MeanSquaredErrorLoss(From = {|DEEP0304:\"input\"|})")]
    public void No_layer(string attributes)
    {
        // A loss on the input is a mistake of its own.
        Reports(attributes, "'Net'", "no layer");
    }

    [Fact]
    public void An_output_that_is_not_used() => Reports(
        "Network, Input(4), {|DEEP0108:Dense(8)|}, Dense(3, From = \"input\"), CrossEntropyLoss, Adam", "'Dense1'");

    [Theory]
    [InlineData("{|DEEP0109:Add|}", "has 0")]
    [InlineData("{|DEEP0109:Add(\"dense1\")|}", "has 1")]
    [InlineData("{|DEEP0109:Add(null!)|}", "has 0")]
    [InlineData("{|DEEP0109:Concat(\"dense1\")|}", "has 1")]
    public void Too_few_inputs(string layer, string received) => Reports($"Network, Input(4), Dense(8), {layer}, Dense(3), CrossEntropyLoss, Adam", "at least 2", received);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("1a")]
    [InlineData("a-b")]
    [InlineData("a.b")]
    [InlineData("@a")]
    [InlineData("class")]
    [InlineData("int")]
    [InlineData("parameters")]
    [InlineData("Parameters")]
    [InlineData("offset")]
    [InlineData("save")]
    [InlineData("toString")]
    [InlineData("equals")]
    [InlineData("net")]
    [InlineData("unsafe")]
    [InlineData("Unsafe")]
    [InlineData("trainingMemory")]
    [InlineData("_block")]
    [InlineData("slice")]
    public void A_name_that_cannot_be(string name) => Reports(
        $"Network, Input(4), Dense(8), Dense(3, Name = {{|DEEP0110:\"{name}\"|}}), CrossEntropyLoss, Adam", $"'{name}'");

    [Theory]
    [InlineData("Dense(3, Name = {|DEEP0110:\"at\"|})", "the network has a member 'At'")]
    [InlineData("Dense(3, Name = {|DEEP0110:\"class\"|})", "'class' is a keyword of C#")]
    [InlineData("Dense(3, Name = {|DEEP0110:\"a b\"|})", "it is no identifier of C#")]
    [InlineData("Dense(3, Name = {|DEEP0110:\"toString\"|})", "every class has a member 'ToString'")]
    [InlineData("Dense(3, Name = {|DEEP0110:\"net\"|})", "the network's class is called so")]
    [InlineData("{|DEEP0110:Block(typeof(Bad))|}", "it is no identifier of C#")]
    public void What_a_name_collides_with(string layer, string reason) => Verify.Reports($$"""
        using DeepNet;
        [Network, Input(4), {{layer}}, MeanSquaredErrorLoss, Adam]
        public sealed partial class Net;
        [Block, Dense(3, Name = "a-b")] public class Bad;
        """, usage: false, reason);

    /// <summary>References to a name that two layers claim are not told to be wrong, too.</summary>
    [Theory]
    [InlineData("Dense(8, Name = \"src\"), Dense(6, Name = {|DEEP0106:\"Src\"|}), Add(\"src\", \"Src\")", "already taken by Dense 'src'; names must differ by more than the case of the first letter")]
    [InlineData("Dense(8, Name = \"v\"), Dense(6, Name = {|DEEP0106:\"V\"|}), Dense(5, From = \"V\"), Multiply(\"v\", \"dense2\")", "Dense 'v'")]
    [InlineData("Dense(8, Name = \"ab\"), Dense(6, Name = {|DEEP0106:\"a\\u200Bb\"|}), Add(\"ab\", \"a\\u200Bb\")", "Dense 'ab'")]
    [InlineData("Dense(8, Name = \"x\"), Dense(6, Name = {|DEEP0106:\"xParameters\"|}), Add(\"x\", \"xParameters\")", "the type of the parameters of Dense 'x'")]
    [InlineData("Dense(8, Name = {|DEEP0110:\"at\"|}), Dense(6, SharedWith = \"at\"), Add(\"at\", \"dense1\")", "'At'")]
    public void One_wrong_name_is_one_diagnostic(string layers, string part) => Reports($"Network, Input(4), {layers}, Dense(3), CrossEntropyLoss, Adam", part);

    [Theory]
    [InlineData("memoryMarshal")]
    [InlineData("batchChecks")]
    [InlineData("global")]
    [InlineData("n")]
    [InlineData("loss")]
    [InlineData("system")]
    [InlineData("deepNet")]
    public void A_name_that_can_be(string name) => Verify.IsClean($$"""
        using DeepNet;
        [Network, Input(4), Dense(8, Name = "{{name}}"), Dropout(0.5f), Dense(3), CrossEntropyLoss, Adam] public partial class Net;
        """);

    [Fact]
    public void Names_that_meet_in_the_block() => Verify.IsClean("""
        using DeepNet;
        [Network, Input(5, 8), MultiHeadAttention(2, Name = "a"), Dense(8, PerStep = true, Name = "aQuery"), Dense(8, PerStep = true, Name = "aOutput"), MeanSquaredErrorLoss, Adam] public partial class Net;
        [Network, Input(5, Name = "a"), Dense(3, Name = "output1"), MeanSquaredErrorLoss, Dense(3, Name = "prediction1"), MeanSquaredErrorLoss, Sgd] public partial class Heads;
        """);

    [Theory]
    [InlineData("sample")]
    [InlineData("gradientScale")]
    [InlineData("coefficients2")]
    [InlineData("coefficients")]
    [InlineData("labels")]
    [InlineData("n")]
    [InlineData("loss")]
    public void A_name_that_no_input_can_have(string name) => Reports(
        $"Network, Input(4, Name = {{|DEEP0110:\"{name}\"|}}), Input(2, Name = \"b\"), Concat(\"b\", \"b\"), Dense(3), CrossEntropyLoss, Adam", $"'{name}'");

    [Fact]
    public void A_default_name_that_is_the_class() => Verify.Reports("""
        using DeepNet;
        [Network, Input(4), {|DEEP0110:Dense(8)|}, Dense(3), CrossEntropyLoss, Adam]
        public sealed partial class Dense1;
        """, usage: false, "'Dense1'");

    [Fact]
    public void From_on_a_layer_of_several_inputs() => Reports(
        "Network, Input(4), Dense(8, Name = \"a\"), Dense(8, Name = \"b\"), Add(\"a\", \"b\", From = {|DEEP0111:\"a\"|}), Dense(3), CrossEntropyLoss, Adam", "Add", "From");

    [Fact]
    public void An_input_that_is_not_used() => Reports(
        "Network, {|DEEP0112:Input(4, Name = \"a\")|}, Input(4, Name = \"b\"), Dense(3), CrossEntropyLoss, Adam", "'A'");

    [Theory]
    [InlineData("{|DEEP0113:Input(65536, 32768)|}, Dense(3)", "2147483648")]
    [InlineData("{|DEEP0113:Input(65536, 65536, 65536, 65536)|}, Dense(3)", "18446744073709551616")]
    [InlineData("{|DEEP0113:Input(2147483647, 2147483647, 2147483647, 2147483647)|}, Dense(3)", "in all")]
    [InlineData("Input(100000), {|DEEP0113:Dense(100000)|}", "10000000000")]
    [InlineData("Input(20000), Dense(10000), {|DEEP0113:Dense(10000)|}", "300010000")]
    public void A_tensor_that_is_too_large(string layers, string size) => Reports("Network(MaxBatch = 1), " + layers, size);

    [Fact]
    public void Inputs_that_are_too_large_together() => Reports(
        "Network(MaxBatch = 1), Input(2000000000, Name = \"a\"), {|DEEP0113:Input(2000000000, Name = \"b\")|}, ReLU(From = \"a\", Name = \"x\"), Add(\"x\", \"b\")", "4000000000");

    [Fact]
    public void A_layer_that_is_too_wide_by_joining() => Reports(
        "Network(MaxBatch = 1), Input(2000000000, Name = \"a\"), {|DEEP0113:Concat(\"a\", \"a\")|}", "4000000000");

    [Fact]
    public void A_name_of_a_later_layer() => Reports(
        "Network, Input(4), Dense(8, From = {|DEEP0114:\"b\"|}), Dense(8, Name = \"b\", From = \"input\"), Dense(3), CrossEntropyLoss, Adam", "'b'", "this Dense");

    [Theory]
    [InlineData("Dense(3, From = {|DEEP0115:\"trunc\"|}), CrossEntropyLoss, Adam", "'trunc'", "known names: input, trunk")]
    [InlineData("PReLU, PReLU, Dense(3, From = {|DEEP0115:\"pReLU3\"|}), CrossEntropyLoss, Adam", "'pReLU3'", "known names: input, trunk, PReLU1, PReLU2")]
    [InlineData("Dense(3, From = {|DEEP0115:\"\"|}), CrossEntropyLoss, Adam", "''", "trunk")]
    [InlineData("Add(\"trunk\", {|DEEP0115:\"b\"|}), CrossEntropyLoss, Adam", "'b'", "trunk")]
    [InlineData("Add(\"trunk\", {|DEEP0115:null!|}), CrossEntropyLoss, Adam", "''", "trunk")]
    [InlineData("CrossEntropyLoss(From = {|DEEP0115:\"head\"|}), Adam", "'head'", "trunk")]
    public void A_name_that_is_unknown(string layers, params string[] parts) => Reports($"Network, Input(4), Dense(8, Name = \"trunk\"), {layers}", parts);

    [Fact]
    public void A_name_that_is_a_constant() => Verify.Reports("""
        using DeepNet;
        [Network, Input(4), Dense(8, Name = Names.Trunk), Dense(3, From = {|DEEP0115:Names.Trunc|}), CrossEntropyLoss, Adam]
        public sealed partial class Net;
        internal static class Names { public const string Trunk = "trunk", Trunc = "trunc"; }
        """, "'trunc'");

    [Theory]
    [InlineData("{|DEEP0116:Network(MaxBatch = 2147483647)|}, Input(4), Dense(8), Dense(3), CrossEntropyLoss, Adam")]
    [InlineData("{|DEEP0116:Network(MaxBatch = 1000000)|}, Input(4), Dense(2000), Dense(3), CrossEntropyLoss, Adam")]
    public void A_network_that_is_too_large(string attributes) => Reports(attributes, "'Net'", "4,294,967,292", "MaxBatch");
}
