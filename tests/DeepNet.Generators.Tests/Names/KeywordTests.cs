using Microsoft.CodeAnalysis.CSharp;

namespace DeepNet.Generators.Tests.Names;

/// <summary>Every keyword that C# has, reserved or contextual, may be the name of a network, a type around it and a namespace, and the contextual ones that of a layer or input.</summary>
public sealed class KeywordTests
{
    /// <summary>Keywords that no list of the compiler has.</summary>
    private static readonly string[] Special = ["dynamic", "nint", "nuint", "notnull", "unmanaged", "args", "_"];

    private static IEnumerable<string> Reserved => SyntaxFacts.GetReservedKeywordKinds().Select(SyntaxFacts.GetText);

    private static IEnumerable<string> Contextual => SyntaxFacts.GetContextualKeywordKinds().Select(SyntaxFacts.GetText).Concat(Special).Except(Reserved);

    [Fact]
    public void A_network_and_what_is_around_it() => IsClean(Reserved.Concat(Contextual).Where(k => k != "_").Select(k => $$"""
        namespace Deep.@{{k}}.Net
        {
            using global::DeepNet;
            [Network, Input(4), Dense(3)] public partial class @{{k}};
            public partial class Outer { public partial class @{{k}} { [Network, Input(4), Dense(3)] public partial class Net; } }
        }
        """));

    /// <summary>But for <c>equals</c>: every class has a member <c>Equals</c>.</summary>
    [Fact]
    public void A_layer_and_an_input() => IsClean(Contextual.Where(k => k != "equals").Select((k, i) => $$"""
        namespace Deep{{i}}
        {
            using global::DeepNet;
            [Network(NanTrap = true), Input(4, Name = "{{k}}"), Input(4, Name = "other"), Concat("{{k}}", "other"), Dense(3), MeanSquaredErrorLoss, Sgd] public partial class Inputs;
            [Network, Input(4), Dense(3, Name = "{{k}}"), MeanSquaredErrorLoss, Dense(3, Name = "output"), MeanSquaredErrorLoss, Sgd] public partial class Layers;
        }
        """));

    /// <summary>The compiler warns of types of small letters, unless they are written with the sign; all else is a fault.</summary>
    private static void IsClean(IEnumerable<string> files)
    {
        GeneratorRun run = GeneratorRun.Of(files.ToArray());
        Assert.Equal("", Verify.Text(run.AnalyzerDiagnostics));
        Assert.Equal("", Verify.Text(run.CompilerDiagnostics.Where(d => d.Id != "CS8981")));
        Assert.True(run.NetworkFiles.Count() > 100);
    }
}
