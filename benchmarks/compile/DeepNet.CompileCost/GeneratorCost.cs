using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using DeepNet.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepNet.CompileCost;

/// <summary>What the generator costs for one network, in a compiler that keeps running; times in milliseconds.</summary>
/// <param name="First">The very first run for the network.</param>
/// <param name="Edit">The run after an edit of the declaration: the outputs of its last layer.</param>
/// <param name="FastestEdit">The fastest such run: the others are medians.</param>
/// <param name="Parsing">What the compiler takes after such a run to parse the files: all of the generator, once one has changed.</param>
/// <param name="Allocated">The bytes that such a run allocates.</param>
/// <param name="UnrelatedEdit">The run after an edit of another file.</param>
/// <param name="Sizes">The files written, and their bytes in UTF-8.</param>
/// <param name="Lines">Their lines.</param>
/// <param name="Compile">What the compiler takes for the assembly of these files, up to the finished IL.</param>
internal sealed record GeneratorCost(
    double First, double Edit, double FastestEdit, double Parsing, long Allocated, double UnrelatedEdit, IReadOnlyList<(string File, int Bytes)> Sizes, int Lines, double Compile)
{
    /// <summary>The bytes of all files.</summary>
    public int Bytes => Sizes.Sum(f => f.Bytes);

    /// <summary>The JIT compiles a method again after 30 calls, and some of the generator's are called once a run.</summary>
    private const int WarmUps = 40;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    /// <summary>Measures the network declared in a resource.</summary>
    /// <exception cref="InvalidOperationException">What was generated does not compile.</exception>
    public static GeneratorCost Measure(string network, int rounds)
    {
        using StreamReader reader = new(Assembly.GetExecutingAssembly().GetManifestResourceStream(network)!);
        string declaration = reader.ReadToEnd();
        SyntaxTree tree = Parse(declaration);
        SyntaxTree other = Parse("internal sealed class Other;");
        string[] assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Consumer",
            [tree, other],
            // Without the generator, which has attributes of its own.
            assemblies.Where(a => Path.GetFileName(a) != "DeepNet.Generators.dll").Select(a => MetadataReference.CreateFromFile(a)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));

        GeneratorDriver driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: ParseOptions);
        double first = Time(() => driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out _, out _));

        int edits = 0;
        double Edited()
        {
            edits++;
            SyntaxTree edited = Parse(WithOtherOutputs(declaration, edits));
            compilation = compilation.ReplaceSyntaxTree(tree, edited);
            tree = edited;
            return Time(() => driver = driver.RunGenerators(compilation));
        }

        // The driver makes a tree when it runs and parses it when somebody looks at it.
        double Parsed() => Time(() => driver.GetRunResult().GeneratedTrees.ToList().ForEach(t => t.GetRoot()));

        double EditedElsewhere()
        {
            edits++;
            SyntaxTree edited = Parse($"internal sealed class Other {{ private int _edit{edits}; }}");
            compilation = compilation.ReplaceSyntaxTree(other, edited);
            other = edited;
            return Time(() => driver = driver.RunGenerators(compilation));
        }

        for (int i = 0; i < WarmUps; i++)
        {
            Edited();
            Parsed();
            EditedElsewhere();

            // It does so after 100 ms without new methods.
            Thread.Sleep(110);
        }

        double[] edit = new double[rounds];
        double[] parsing = new double[rounds];
        double[] unrelated = new double[rounds];
        for (int i = 0; i < rounds; i++)
        {
            edit[i] = Edited();
            parsing[i] = Parsed();
            unrelated[i] = EditedElsewhere();
        }

        driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);
        (string Name, string Text)[] files = [.. generated.SyntaxTrees.Where(t => t != tree && t != other).Select(t => (Path.GetFileName(t.FilePath), t.ToString()))];

        long before = GC.GetAllocatedBytesForCurrentThread();
        Edited();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        double compile = Enumerable.Range(0, 3).Select(_ => CompileAll(generated.WithAssemblyName($"Consumer{edits++}"))).Order().ElementAt(1);
        return new GeneratorCost(
            first, Median(edit), edit.Min(), Median(parsing), allocated, Median(unrelated), [.. files.Select(f => (f.Name, Encoding.UTF8.GetByteCount(f.Text)))], files.Sum(f => f.Text.Count(c => c == '\n')), compile);
    }

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, ParseOptions);

    /// <summary>The declaration with some more outputs, so that sizes, parameters and kernels change as when a user tries another size.</summary>
    private static string WithOtherOutputs(string declaration, int more)
    {
        Match last = Regex.Match(declaration, @"(?<=Dense\()\d+", RegexOptions.RightToLeft);
        int outputs = int.Parse(last.Value, CultureInfo.InvariantCulture) + 1 + (more % 16);
        return declaration[..last.Index] + outputs.ToString(CultureInfo.InvariantCulture) + declaration[(last.Index + last.Length)..];
    }

    private static double CompileAll(Compilation compilation)
    {
        Microsoft.CodeAnalysis.Emit.EmitResult? result = null;
        double time = Time(() => result = compilation.Emit(Stream.Null));
        return result!.Success ? time : throw new InvalidOperationException("What was generated does not compile: " + string.Join("; ", result.Diagnostics.Take(3)));
    }

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
