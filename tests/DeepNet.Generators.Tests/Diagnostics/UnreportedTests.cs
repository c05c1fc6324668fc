using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepNet.Generators.Tests.Diagnostics;

/// <summary>No mistake builds without a word, whatever the project switches off.</summary>
public sealed class UnreportedTests
{
    private const string Wrong = """
        using DeepNet;
        namespace App;
        [Network, Input(4), Dense(0)]
        public sealed partial class Net;
        """;

    [Theory]
    [InlineData("RunAnalyzers", "false")]
    [InlineData("RunAnalyzersDuringBuild", "False")]
    public void Without_analyzers_the_generated_code_holds_the_error(string option, string value)
    {
        Diagnostic error = Assert.Single(Run(Wrong, (option, value)).CompilerDiagnostics);
        Assert.Equal("CS1029", error.Id);
        Assert.Contains("DEEP0200 in App.Net: Dense 'Dense1' expects Units to be at least 1, but it is 0", error.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_analyzers_a_class_that_takes_no_code_is_an_error_too() => Assert.Contains(
        Run("using DeepNet; [Network, Input(4), Dense(3)] public sealed partial class Net<T>; [Network, Input(4), Dense(3)] public sealed partial class Net;", ("RunAnalyzers", "false")).CompilerDiagnostics,
        d => d.Id == "CS1029" && d.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Contains("DEEP0003 in Net", StringComparison.Ordinal));

    [Fact]
    public void Without_analyzers_an_option_that_is_not_valid_is_an_error_too() => Assert.Contains(
        "DEEP0016: The project sets DeepNetL1CacheBytes to 'x'",
        Assert.Single(Run(Wrong.Replace("Dense(0)", "Dense(3)", StringComparison.Ordinal), ("RunAnalyzers", "false"), ("DeepNetL1CacheBytes", "x")).CompilerDiagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture),
        StringComparison.Ordinal);

    [Fact]
    public void Without_analyzers_a_constant_of_generated_code_is_an_error_too() => Assert.Contains(
        Run("using DeepNet; [Network(MaxBatch = 2), Input(4), Dense(MaxBatch)] public sealed partial class Net;", ("RunAnalyzers", "false")).CompilerDiagnostics,
        d => d.Id == "CS1029" && d.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Contains("DEEP0020 in Net: An argument of Dense", StringComparison.Ordinal));

    [Theory]
    [InlineData("[Input(4), Dense(3)] public partial class Net; public partial class Net;")]
    [InlineData("[DeepNet.InputAttribute(4)] [global::DeepNet.Dense(3)] public partial class Net;")]
    [InlineData("[Input(4)] public partial class Net; [Dense(3)] public partial class Net;")]
    [InlineData("public class Outer { [Adam] public partial record Net; }")]
    public void Without_analyzers_attributes_without_Network_are_an_error_too(string declaration) => Assert.Matches(
        "DEEP0012 in App.(Outer.)?Net: 'Net' has the network attribute ",
        Assert.Single(Run("using DeepNet; namespace App; " + declaration, ("RunAnalyzers", "false")).CompilerDiagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("namespace DeepNet.Generated; public enum Kind { A }")]
    [InlineData("namespace DeepNet { namespace @Generated.Inner { public delegate void Kind(); } }")]
    [InlineData("namespace DeepNet . Generated; public interface Kind { public struct Inner; }")]
    public void Without_analyzers_a_type_among_the_kernels_is_an_error_too(string source) => Assert.Contains(
        "Kind: 'Kind' is declared in the namespace DeepNet.Generated",
        Assert.Single(Run(source, ("RunAnalyzers", "false")).CompilerDiagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("[Block, Dense(3)] public static class Part; [Network, Input(4), Block(typeof(Part))] public partial class Net;")]
    [InlineData("[Network] public partial class Net; [Input(4), Dense(3)] public partial class Net;")]
    public void Without_analyzers_blocks_and_parts_of_a_network_are_right(string source) => Assert.Empty(Run("using DeepNet; " + source, ("RunAnalyzers", "false")).CompilerDiagnostics);

    [Theory]
    [InlineData]
    [InlineData("RunAnalyzers", "true", "RunAnalyzersDuringBuild", "false")]
    [InlineData("DesignTimeBuild", "true", "RunAnalyzersDuringBuild", "false")]
    public void With_analyzers_they_report_alone(params string[] options)
    {
        GeneratorRun run = Run(Wrong, options.Chunk(2).Select(o => (o[0], o[1])).ToArray());
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal("DEEP0200", Assert.Single(run.AnalyzerDiagnostics).Id);
    }

    [Fact]
    public void Without_analyzers_what_is_right_stays_right() => Assert.Empty(Run(Wrong.Replace("Dense(0)", "Dense(3)", StringComparison.Ordinal), ("RunAnalyzers", "false")).CompilerDiagnostics);

    [Theory]
    [InlineData("#pragma warning disable DEEP0200\n", "")]
    [InlineData("", "[assembly: System.Diagnostics.CodeAnalysis.SuppressMessage(\"DeepNet\", \"DEEP0200\")]")]
    [InlineData("", "[assembly: System.Diagnostics.CodeAnalysis.SuppressMessage(\"DeepNet\", \"DEEP0200\", Scope = \"type\", Target = \"~T:App.Net\")]")]
    public void An_error_cannot_be_switched_off(string before, string file)
    {
        CSharpCompilation compilation = Sources.Compile(before + Wrong, file);
        Dictionary<string, ReportDiagnostic> off = new() { ["DEEP0200"] = ReportDiagnostic.Suppress };
        GeneratorRun run = GeneratorRun.Of(compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(off)));
        Diagnostic error = Assert.Single(run.AnalyzerDiagnostics);
        Assert.Equal(("DEEP0200", DiagnosticSeverity.Error, false), (error.Id, error.Severity, error.IsSuppressed));
    }

    [Fact]
    public void A_warning_can()
    {
        CSharpCompilation compilation = Sources.Compile("using DeepNet; [Network, Input(4), Dense(8), Dense(3, From = \"input\"), CrossEntropyLoss, Adam] public sealed partial class Net;");
        Assert.Equal("DEEP0108", Assert.Single(GeneratorRun.Of(compilation).AnalyzerDiagnostics).Id);
        Dictionary<string, ReportDiagnostic> off = new() { ["DEEP0108"] = ReportDiagnostic.Suppress };
        Assert.Empty(GeneratorRun.Of(compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(off))).AnalyzerDiagnostics);
    }

    [Theory]
    [InlineData("Net.g.cs", "")]
    [InlineData("Net.Designer.cs", "")]
    [InlineData("Net.cs", "// <auto-generated/>\n")]
    public void A_network_in_a_file_that_is_marked_as_generated_is_checked(string path, string header)
    {
        GeneratorRun run = GeneratorRun.Of(Sources.Compile().AddSyntaxTrees(Sources.Parse(header + Wrong, path)));
        Assert.Equal("DEEP0200", Assert.Single(run.AnalyzerDiagnostics).Id);
    }

    private static GeneratorRun Run(string source, params (string, string)[] options) => GeneratorRun.Of(Sources.Compile(source), new ProjectOptions(options));
}
