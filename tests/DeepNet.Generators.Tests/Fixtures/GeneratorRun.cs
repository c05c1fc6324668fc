using System.Collections.Immutable;
using DeepNet.Generators.Diagnostics;
using DeepNet.Generators.Emit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepNet.Generators.Tests.Fixtures;

/// <summary>What generator and analyzer make of a compilation.</summary>
internal sealed class GeneratorRun
{
    private readonly GeneratorDriverRunResult _result;

    private GeneratorRun(GeneratorDriver driver, Compilation compilation, ProjectOptions project)
    {
        _result = driver.GetRunResult();
        Driver = driver;
        Compilation = compilation;
        AnalyzerOptions options = new([], project);
        All = new(() => compilation.WithAnalyzers([new NetworkAnalyzer()], options).GetAllDiagnosticsAsync().GetAwaiter().GetResult());
    }

    public GeneratorDriver Driver { get; }

    /// <summary>The compilation with the generated files.</summary>
    public Compilation Compilation { get; }

    /// <summary>The generated files by name, without the definition of <c>EmbeddedAttribute</c>.</summary>
    public IReadOnlyDictionary<string, string> Files => _result.Results.Single().GeneratedSources
        .Where(s => !s.HintName.StartsWith("Microsoft.", StringComparison.Ordinal))
        .ToDictionary(s => s.HintName, s => s.SourceText.ToString());

    /// <summary>The files of networks.</summary>
    public IEnumerable<string> NetworkFiles => Files.Keys.Where(name => !name.StartsWith("Kernels.", StringComparison.Ordinal));

    /// <summary>The files of kernels.</summary>
    public IEnumerable<string> KernelFiles => Files.Keys.Where(name => name.StartsWith("Kernels.", StringComparison.Ordinal));

    /// <summary>The steps that the driver tracked under a name.</summary>
    public ImmutableArray<IncrementalGeneratorRunStep> Steps(string name) =>
        _result.Results.Single().TrackedSteps.TryGetValue(name, out ImmutableArray<IncrementalGeneratorRunStep> steps) ? steps : [];

    /// <summary>What the compiler says, and the generator if it failed; hidden and informational messages apart.</summary>
    public IReadOnlyList<Diagnostic> CompilerDiagnostics => All.Value
        .Where(d => !IsOfAnalyzer(d))
        .Concat(_result.Diagnostics)
        .Where(d => d.Severity >= DiagnosticSeverity.Warning && !IsMissingCommentOfUser(d))
        .ToList();

    /// <summary>What <see cref="NetworkAnalyzer"/> says, in source order.</summary>
    public IReadOnlyList<Diagnostic> AnalyzerDiagnostics => All.Value
        .Where(IsOfAnalyzer)
        .OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal)
        .ThenBy(d => d.Location.SourceSpan.Start)
        .ToList();

    // Compiler and analyzer in one go: each of them alone binds every method.
    private Lazy<IReadOnlyList<Diagnostic>> All { get; }

    /// <summary>Runs the generator on some files.</summary>
    public static GeneratorRun Of(params string[] files) => Of(Sources.Compile(files));

    /// <summary>Runs the generator on a compilation.</summary>
    public static GeneratorRun Of(CSharpCompilation compilation, ProjectOptions? project = null)
    {
        project ??= new ProjectOptions();
        GeneratorDriverOptions options = new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);
        CSharpParseOptions? parse = compilation.SyntaxTrees.FirstOrDefault()?.Options as CSharpParseOptions;
        return Run(CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: parse, optionsProvider: project, driverOptions: options), compilation, project);
    }

    /// <summary>Runs again, on another compilation, with what the driver remembers.</summary>
    public GeneratorRun Again(Compilation compilation) => Again(compilation, new ProjectOptions());

    /// <summary>The same with other options of the project.</summary>
    public GeneratorRun Again(Compilation compilation, ProjectOptions project) => Run(Driver.WithUpdatedAnalyzerConfigOptions(project), compilation, project);

    private static GeneratorRun Run(GeneratorDriver driver, Compilation compilation, ProjectOptions project)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out _);
        return new GeneratorRun(driver, updated, project);
    }

    private static bool IsOfAnalyzer(Diagnostic diagnostic) => diagnostic.Id.StartsWith("DEEP", StringComparison.Ordinal) || diagnostic.Id.StartsWith("AD", StringComparison.Ordinal);

    /// <summary>The sources of tests have no comments; what is generated must have them.</summary>
    private static bool IsMissingCommentOfUser(Diagnostic diagnostic) =>
        diagnostic.Id == "CS1591" && diagnostic.Location.SourceTree?.FilePath.StartsWith("File", StringComparison.Ordinal) == true;
}
