using DeepNet.Generators.Losses;
using Microsoft.CodeAnalysis;

namespace DeepNet.Generators.Tests.Names;

/// <summary>Names of files, which the compiler compares without regard to case: two that are equal cost every network of the project its code (CS8785).</summary>
public sealed class FileNameTests
{
    private const string Layers = "global::DeepNet.Network, global::DeepNet.Input(4), global::DeepNet.Dense(3)";

    /// <summary>Two networks whose full names differ by case, or meet those of other files.</summary>
    [Theory]
    [InlineData("namespace App.Models { [{0}] public partial class Net; } namespace App.models { [{0}] public partial class Net; }")]
    [InlineData("namespace App { [{0}] public partial class Net; } namespace app { [{0}] public partial class Net; } namespace APP { [{0}] public partial class net; }")]
    [InlineData("public partial class Outer { [{0}] public partial class Net; } public partial class outer { [{0}] public partial class Net; }")]
    [InlineData("[{0}] public partial class NetA; [{0}] public partial class Neta;")]
    [InlineData("namespace A { [{0}] public partial class B; } public partial class a { [{0}] public partial class B; }")]
    [InlineData("namespace Kernels { [{0}] public partial class DenseForward_4x3; }")]
    [InlineData("namespace kernels { [{0}] public partial class denseForward_4x3; }")]
    [InlineData("[{0}] public partial class Net { [{0}] public partial class Initial; }")]
    [InlineData("namespace microsoft.codeanalysis { [{0}] public partial class embeddedattribute; }")]
    public void Each_network_has_its_own(string declarations)
    {
        string source = declarations.Replace("{0}", Layers, StringComparison.Ordinal);
        GeneratorRun run = GeneratorRun.Of(source);
        Assert.Equal("", Verify.Text(run.AnalyzerDiagnostics));
        Assert.Equal("", Verify.Text(run.CompilerDiagnostics.Where(d => d.Id != "CS8981")));
        int networks = source.Split("DeepNet.Network").Length - 1;
        Assert.Equal(3 * networks, run.NetworkFiles.Count());
    }

    [Fact]
    public void A_nested_network_with_the_name_of_a_file_of_the_outer()
    {
        GeneratorRun run = Verify.IsClean("""
            using DeepNet;
            [Network, Input(3, 4), Lstm(3)]
            public partial class Net
            {
                [Network, Input(4), Dense(3)]
                public partial class Stepping;
            }
            """);
        Assert.Contains("Net.Stepping.g.cs", run.NetworkFiles);
        Assert.Contains("Net+Stepping.g.cs", run.NetworkFiles);
    }

    [Theory]
    [InlineData("Adam(AccumulationSteps = 2)", "Adam(ClipGlobalNorm = 1f)")]
    [InlineData("Sgd(AverageDecay = 0.9f)", "Sgd(PolyakAverage = true)")]
    [InlineData("AdaGrad", "AdaGrad(LearningRateDecay = 0.1f)")]
    public void Optimizers_that_compute_a_coefficient_in_two_ways(string first, string second) => Verify.IsClean($"""
        using DeepNet;
        [Network, Input(4), Dense(3), CrossEntropyLoss, {first}] public partial class First;
        [Network, Input(4), Dense(3), CrossEntropyLoss, {second}] public partial class Second;
        """);

    [Fact]
    public void A_frozen_network_beside_one_that_is_trained() => Verify.IsClean("""
        using DeepNet;
        [Network, Input(4), Dense(3), CrossEntropyLoss, Lamb] public partial class First;
        [Network, Input(4), Dense(3, Freeze = true), CrossEntropyLoss, Lamb] public partial class Second;
        """);
}
