using DeepNet.Generators.Losses;
using Microsoft.CodeAnalysis;

namespace DeepNet.Generators.Tests.Names;

/// <summary>A project that says it is CLS-compliant gets no warning in generated files.</summary>
public sealed class ClsComplianceTests
{
    [Fact]
    public void Generated_members_are_not_asked()
    {
        GeneratorRun run = GeneratorRun.Of("""
            using DeepNet;
            [assembly: System.CLSCompliant(true)]
            [Network, Input(4), Dense(8, Name = "_hidden"), ReLU, BatchNorm, Dense(3), CrossEntropyLoss, Adam(PolyakAverage = true)]
            public partial class Net;
            [Network, Input(6, 4), Lstm(8), Dense(3)]
            public partial record Steps;
            [Network, Input(4, Name = "a"), Input(3, Name = "b"), Concat("a", "b"), Dense(8), MeanSquaredErrorLoss, Dense(3), CrossEntropyLoss, Sgd]
            public partial class Several;
            """);
        Assert.NotEmpty(run.KernelFiles);
        Assert.Equal("", Verify.Text(run.CompilerDiagnostics.Where(d => d.Location.SourceTree?.FilePath.StartsWith("File", StringComparison.Ordinal) != true)));
    }
}
