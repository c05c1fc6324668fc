extern alias generators;

using BenchmarkDotNet.Attributes;
using generators::DeepNet.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepNet.Benchmarks;

/// <summary>What the generator costs the compiler: a first run, and the run after a key press in another file.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private CSharpCompilation _compilation = null!;
    private CSharpCompilation _edited = null!;
    private GeneratorDriver _warm = null!;

    /// <summary>The file of the network.</summary>
    [Params("FashionMlp", "CartPoleMlp")]
    public string Network { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        CSharpParseOptions options = new(LanguageVersion.Latest);
        using StreamReader reader = new(typeof(GeneratorBenchmarks).Assembly.GetManifestResourceStream(Network + ".cs")!);
        SyntaxTree network = CSharpSyntaxTree.ParseText(reader.ReadToEnd(), options);
        SyntaxTree other = CSharpSyntaxTree.ParseText("internal sealed class Other;", options);
        string[] assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        _compilation = CSharpCompilation.Create(
            "Consumer",
            [network, other],
            // Without the generator, which has attributes of its own.
            assemblies.Where(a => Path.GetFileName(a) != "DeepNet.Generators.dll").Select(a => MetadataReference.CreateFromFile(a)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        _edited = _compilation.ReplaceSyntaxTree(other, CSharpSyntaxTree.ParseText("internal sealed class Other { private int _edited; }", options));
        _warm = NewDriver().RunGenerators(_compilation);
        if (_warm.GetRunResult().GeneratedTrees.Length < 5)
        {
            throw new InvalidOperationException("The generator did not run: " + string.Join("; ", _warm.GetRunResult().Diagnostics));
        }
    }

    [Benchmark(Baseline = true, Description = "first run")]
    public GeneratorDriver FirstRun() => NewDriver().RunGenerators(_compilation);

    [Benchmark(Description = "after an unrelated edit")]
    public GeneratorDriver AfterUnrelatedEdit() => _warm.RunGenerators(_edited);

    private static CSharpGeneratorDriver NewDriver() => CSharpGeneratorDriver.Create(new NetworkGenerator());
}
