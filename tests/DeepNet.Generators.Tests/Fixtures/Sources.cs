extern alias runtime;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace DeepNet.Generators.Tests.Fixtures;

/// <summary>Compilations in memory, as a project of a user would be: .NET, DeepNet.Runtime, nullable on, documentation checked.</summary>
internal static class Sources
{
    private static readonly string[] Needed =
    [
        "System.Private.CoreLib", "System.Runtime", "System.Collections", "System.Linq", "System.Memory", "System.Runtime.InteropServices",
        "System.Runtime.Intrinsics", "System.Numerics.Vectors", "System.Console",
    ];

    // One compilation that all others come from, so that the symbols of .NET are made once.
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "User", [], FindPlatform(), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));

    /// <summary>The reference that a project with networks for a GPU has.</summary>
    public static MetadataReference Shaders { get; } = MetadataReference.CreateFromFile(typeof(DeepNet.Shaders.GpuDevice).Assembly.Location);

    /// <summary>How a user's project is parsed.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    /// <summary>A compilation of some files, named File0.cs, File1.cs and so on.</summary>
    public static CSharpCompilation Compile(params string[] files) => Compile("User", ParseOptions, [], files);

    /// <summary>A compilation with everything chosen.</summary>
    public static CSharpCompilation Compile(string assembly, CSharpParseOptions options, IEnumerable<MetadataReference> references, params string[] files) =>
        Empty.WithAssemblyName(assembly).AddReferences(references).AddSyntaxTrees(files.Select((text, i) => Parse(text, $"File{i}.cs", options)));

    /// <summary>One file.</summary>
    public static SyntaxTree Parse(string text, string path, CSharpParseOptions? options = null) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), options ?? ParseOptions, path);

    /// <summary>Emitted code as if the hardware had vectors of so many bits; wider ones than it has run in the base library's fallback.</summary>
    public static string WithVectors(string text, int bits)
    {
        foreach (int width in new[] { 128, 256, 512 })
        {
            text = text.Replace($"Vector{width}.IsHardwareAccelerated", width <= bits ? "true" : "false", StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>The library that networks are compiled against.</summary>
    public static Assembly Library => typeof(runtime::DeepNet.NetworkAttribute).Assembly;

    /// <summary>A compilation without errors as an optimized assembly in this process.</summary>
    public static Assembly Load(CSharpCompilation compilation)
    {
        using MemoryStream bytes = new();
        EmitResult result = compilation.WithOptions(compilation.Options.WithOptimizationLevel(OptimizationLevel.Release)).Emit(bytes);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        return Assembly.Load(bytes.ToArray());
    }

    private static ImmutableArray<MetadataReference> FindPlatform()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == runtime && Needed.Contains(Path.GetFileNameWithoutExtension(path)))
            .Append(Library.Location)
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
            .ToImmutableArray();
    }
}
