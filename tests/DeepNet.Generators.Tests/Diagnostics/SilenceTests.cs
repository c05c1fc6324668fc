using DeepNet.Generators.Losses;

namespace DeepNet.Generators.Tests.Diagnostics;

/// <summary>What the compiler reports itself gets no second diagnostic, and code that is odd but right gets none at all.</summary>
public sealed class SilenceTests
{
    [Theory]
    [InlineData("Dense(\"x\")", "CS1503")]
    [InlineData("Dense", "CS7036")]
    [InlineData("Dense(Missing)", "CS0103")]
    [InlineData("Dense(8, Bais = true)", "CS0246")]
    [InlineData("Dense(8, Name = 5)", "CS0029")]
    [InlineData("Dense(8), Dropout(0.5)", "CS1503")]
    [InlineData("Dens(8)", "CS0246", "CS0246")]
    [InlineData("Dense(1 / 0)", "CS0020")]
    [InlineData("Input(2.5)", "CS1503")]
    public void An_argument_that_does_not_compile(string layer, params string[] ids) => Verify.CompilerReports($$"""
        using DeepNet;
        [Network, Input(4), {{layer}}, Dense(3), CrossEntropyLoss, Adam]
        public sealed partial class Net;
        """, ids);

    [Theory]
    [InlineData("Reshape(5)")]
    [InlineData("Permute(2, 0, 1)")]
    [InlineData("Slice(3, 2, Axis = 2)")]
    [InlineData("Conv2D(4, 9)")]
    [InlineData("MaxPool2D(4)")]
    [InlineData("GroupNorm(7)")]
    [InlineData("InstanceNorm")]
    [InlineData("Crop(9, 9, 9, 9)")]
    [InlineData("UpSample2D(2)")]
    [InlineData("Lstm(3)")]
    [InlineData("Embedding(3, 4)")]
    [InlineData("PositionalEmbedding")]
    [InlineData("MultiHeadAttention(7)")]
    [InlineData("TransformerBlock(7, 9)")]
    [InlineData("Multiply(\"input\", \"bad\")")]
    public void A_layer_behind_a_broken_one(string layer) => CompilerReportsOnly($$"""
        using DeepNet;
        [Network, Input(4), Dense("x", Name = "bad"), {{layer}}]
        public sealed partial class Net;
        """, "CS1503");

    [Fact]
    public void A_name_of_a_broken_layer() => Verify.CompilerReports("""
        using DeepNet;
        [Network, Input(4), Dense("x", Name = "a"), Dense(3, From = "a"), CrossEntropyLoss(From = "dense2"), Adam]
        public sealed partial class Net;
        """, "CS1503");

    [Fact]
    public void An_optimizer_twice() => Verify.CompilerReports("""
        using DeepNet;
        [Network, Input(4), Dense(3), CrossEntropyLoss, Adam, Adam]
        public sealed partial class Net;
        """, "CS0579");

    [Fact]
    public void A_broken_loss() => Verify.CompilerReports("""
        using DeepNet;
        [Network, Input(4), Dense(3), CrossEntropyLoss(LabelSmoothing = 0.1), Adam]
        public sealed partial class Net;
        """, "CS0664");

    [Fact]
    public void Network_on_a_struct() => CompilerReportsOnly("""
        using DeepNet;
        [Network, Input(4), Dense(3)]
        public partial struct Net;
        """, "CS0592", "CS0592", "CS0592");

    [Fact]
    public void Network_on_an_enum() => CompilerReportsOnly("""
        using DeepNet;
        [Network]
        public enum Net { A }
        """, "CS0592");

    [Fact]
    public void A_misspelt_Network() => CompilerReportsOnly("""
        using DeepNet;
        [Netwrok, Input(4), Dense(3)]
        public partial class Net;
        """, "CS0246", "CS0246");

    [Fact]
    public void One_of_two_declarations_without_partial() => CompilerReportsOnly("""
        using DeepNet;
        [Network, Input(4), Dense(3)]
        public partial class Net;
        public class Net { }
        """, "CS0260");

    [Fact]
    public void An_unknown_base_class() => CompilerReportsOnly("""
        using DeepNet;
        [Network, Input(4), Dense(3)]
        public partial class Net : Missing;
        """, "CS0246");

    private static void CompilerReportsOnly(string source, params string[] ids)
    {
        GeneratorRun run = GeneratorRun.Of(source);
        Assert.Equal("", Verify.Text(run.AnalyzerDiagnostics));
        Assert.Equal(ids, run.CompilerDiagnostics.Select(d => d.Id).Order());
    }
}
