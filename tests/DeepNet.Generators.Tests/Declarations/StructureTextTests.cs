using DeepNet.Generators.Losses;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Tests.Declarations;

/// <summary>What F12 shows of the layers that compose, share and reorder.</summary>
public sealed class StructureTextTests
{
    [Theory]
    [InlineData("Dense(12), Reshape(3, -1)", "Reshape1 [12]→[3, 4]")]
    [InlineData("Dense(12), Reshape(3, 4), Permute(1, 0)", "Permute1 [3, 4]→[4, 3]: axes 1, 0")]
    [InlineData("Dense(12), Reshape(3, 4), Slice(-1)", "Slice1 2..2 of axis 0 of [3, 4]")]
    [InlineData("Dense(12, Name = \"a\"), Tanh(Name = \"b\"), Multiply(\"a\", \"b\")", "Multiply1: A * B [12]")]
    [InlineData("Dense(12, Name = \"a\"), Tanh(Name = \"b\"), Subtract(\"a\", \"b\")", "Subtract1: A - B [12]")]
    [InlineData("Dense(12, Name = \"a\"), Tanh(Name = \"b\"), Dot(\"a\", \"b\")", "Dot1: A · B over 12")]
    [InlineData("Dense(12), L2Normalize", "L2Normalize1 over 12: x / max(√Σx², ε)")]
    [InlineData("Dense(12), Reshape(3, 4), Dense(5, PerStep = true)", "Dense2 4→5 at each of 3 steps")]
    [InlineData("Repeat(2, typeof(Pair))", "Pair2Dense1: Dense 6→6 + Tanh")]
    [InlineData("Repeat(2, typeof(Pair), Name = \"part\")", "Part1Dense1: Dense 6→6 + Tanh")]
    [InlineData("Dense(6, Name = \"a\"), Dense(6, SharedWith = \"a\")", "ref At(Offset.AWeight)")]
    [InlineData("Dense(6, LearningRateScale = 0.5f)", "NextCoefficients(0.5)")]
    public void The_text_says(string layers, string expected)
    {
        GeneratorRun run = Verify.IsClean($$"""
            using DeepNet;
            [Network, Input(6), {{layers}}, MeanSquaredErrorLoss, Adam]
            public sealed partial class Net;
            [Block, Dense(6), Tanh]
            public static class Pair;
            """);
        Assert.Contains(run.Files.Values, text => text.Contains(expected));
    }

    [Fact]
    public void A_frozen_layer_has_no_backward_code()
    {
        GeneratorRun run = Verify.IsClean("""
            using DeepNet;
            [Network, Input(6), Dense(5, Freeze = true), Tanh, Dense(3), MeanSquaredErrorLoss, Adam]
            public sealed partial class Net;
            """);
        Assert.DoesNotContain("Dense1Weight", run.Files.Single(f => f.Key.EndsWith("Net.Backward.g.cs", StringComparison.Ordinal)).Value);
    }

    [Fact]
    public void A_network_can_be_a_block_of_another() => Verify.IsClean("""
        using DeepNet;
        [Network, Input(6), Block(typeof(Part)), Dense(2), MeanSquaredErrorLoss, Adam]
        public sealed partial class Net;
        [Network, Input(6), Dense(4), Tanh, CrossEntropyLoss, Sgd]
        public sealed partial class Part;
        """);
}
