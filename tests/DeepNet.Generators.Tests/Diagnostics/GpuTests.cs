using DeepNet.Generators.Losses;

namespace DeepNet.Generators.Tests.Diagnostics;

/// <summary>DEEP0400 and DEEP0401: what keeps a network from a GPU. Networks that have a form for one are in DeepNet.Gpu.Tests.</summary>
public sealed class GpuTests
{
    private static void Reports(string attributes, params string[] messageParts) => Verify.Reports($$"""
        using DeepNet;
        [{{attributes}}]
        public sealed partial class Net;
        """, usage: false, messageParts);

    [Theory]
    [InlineData("Network(Gpu = true), Input(4, Name = \"a\"), ReLU(Name = \"b\"), Tanh(Name = \"c\"), Gelu(Name = \"d\"), Elu(Name = \"e\"), Selu(Name = \"f\"), Silu(Name = \"g\"), {|DEEP0400:Add(\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\")|}", "Add 'Add1' takes 7 layers; a GPU form takes at most 6: add up six first, or remove Gpu")]
    [InlineData("Network(Gpu = true), Input(4, Name = \"a\"), ReLU(Name = \"b\"), {|DEEP0400:Add(\"a\", \"b\", \"a\", \"b\", \"a\", \"b\", \"a\", \"b\", Name = \"sum\")|}", "Add 'sum' takes 8 layers")]
    [InlineData("Network(Gpu = true, Precision = {|DEEP0400:Precision.Double|}), Input(4), Dense(8), CrossEntropyLoss, Sgd", "Network 'Net' computes in double precision; a GPU form computes in single precision: use Precision.Single, or remove Gpu")]
    public void What_has_no_form_is_an_error_where_it_is_asked_for(string attributes, params string[] parts) => Reports(attributes, parts);

    [Fact]
    public void Shaders_are_missing() => Reports("Network(Gpu = {|DEEP0401:true|}), Input(4), Dense(8), CrossEntropyLoss, Adam", "'Net'", "DeepNet.Shaders");

    [Fact]
    public void A_network_without_gpu_may_have_members_of_these_names() => Verify.Reports("""
        using DeepNet;
        [Network, Input(4), Dense(8)]
        public sealed partial class Net
        {
            public int OnGpu() => Gpu;

            public int Gpu => 1;
        }
        """);

    [Theory]
    [InlineData("Input(9), Dense(17), Tanh, Dropout(0.5f), Dense(4), CrossEntropyLoss, Adam")]
    [InlineData("Input(6, 6, 2), Conv2D(4, 3, Padding = Padding.Same), Gelu, MaxPool2D(2), Dense(4, Name = \"a\"), MeanSquaredErrorLoss, Dense(3, From = \"a\", LearningRateScale = 0.5f), MeanAbsoluteErrorLoss(Weight = 2f), Sgd")]
    [InlineData("Input(3, Name = \"list\"), Input(4, Name = \"pass\"), Dense(4, From = \"list\", Name = \"b\"), Dense(4, From = \"pass\", Name = \"c\"), Add(\"b\", \"c\")")]
    [InlineData("Input(4, Name = \"weight\"), Dense(3, Name = \"caller\", Freeze = true), Dense(3, Name = \"place\"), MeanSquaredErrorLoss, Sgd")]
    [InlineData("Input(4), Dense(3, Freeze = true), MeanSquaredErrorLoss, Adam")]
    [InlineData("Input(4), Dense(5), ReLU, Dense(3), MeanSquaredErrorLoss, Lamb(ClipNorm = 1f, AccumulationSteps = 4, PolyakAverage = true)")]
    [InlineData("Input(4), Dense(5), ReLU, Dense(6, LearningRateScale = 2f), Tanh, Dense(3), MeanSquaredErrorLoss, Muon(NormalizeGradients = true)")]
    [InlineData("Input(6, 4), Gru(5, ReturnSequences = true), Lstm(7), Dense(3), CrossEntropyLoss, RmsProp(ClipGlobalNorm = 1f)")]
    [InlineData("Input(6, 4, Name = \"time\"), SimpleRnn(5, Name = \"memory\"), Dense(3)")]
    public void Generated_code_compiles_without_warnings(string layers)
    {
        GeneratorRun run = GeneratorRun.Of(Sources.Compile($"using DeepNet; /// <summary>A network.</summary>\n[Network(Gpu = true), {layers}] public sealed partial class Net;").AddReferences(Sources.Shaders));
        Assert.Equal("", Verify.Text(run.AnalyzerDiagnostics));
        Assert.Equal("", Verify.Text(run.CompilerDiagnostics));
        Assert.Contains(run.Files.Keys, name => name.StartsWith("Shaders.", StringComparison.Ordinal));
    }

    [Fact]
    public void Members_of_these_names_are_refused_beside_the_generated_ones()
    {
        GeneratorRun run = GeneratorRun.Of(Sources.Compile("using DeepNet; [Network(Gpu = true), Input(4), Dense(3)] public sealed partial class Net { public int OnGpu() => 1; }").AddReferences(Sources.Shaders));
        Assert.Equal(["DEEP0007"], run.AnalyzerDiagnostics.Select(d => d.Id));
    }

    [Theory]
    [InlineData("Place")]
    [InlineData("Caller")]
    [InlineData("StepValue")]
    [InlineData("StepState")]
    [InlineData("Update")]
    public void A_network_may_have_the_name_of_what_is_nested(string name) =>
        Verify.IsClean(GeneratorRun.Of(Sources.Compile($"using DeepNet; [Network(Gpu = true), Input(4), Dense(3), MeanSquaredErrorLoss, Adam] public partial class {name};").AddReferences(Sources.Shaders)));
}
