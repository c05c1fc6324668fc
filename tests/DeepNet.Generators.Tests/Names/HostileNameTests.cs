using DeepNet.Generators.Losses;
using DeepNet.Generators.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepNet.Generators.Tests.Names;

/// <summary>
/// A project may have types, namespaces and aliases of every name that generated code uses. The names are read from emitted files, so that a new one is tried
/// without an edit.
/// </summary>
public sealed class HostileNameTests
{
    private const string Training = """
        Network(MaxBatch = 512, NanTrap = true), Input(8, 8, 4), Conv2D(8, 3), ReLU, MaxPool2D(2), BatchNorm, Dropout(0.5f), Flatten, Dense(300, LearningRateScale = 0.5f), Gelu, Dense(3),
        CrossEntropyLoss(IgnoreIndex = 2, SampleWeights = true)
        """;

    private const string Sequence = "Network, Input(6, 8), MultiHeadAttention(2, Rotary = true), PositionalEmbedding(Sinusoidal = true), LayerNorm, MeanSquaredErrorLoss";

    private const string Recurrent = "Network, Input(6, 8), Lstm(4), Dense(3)";

    private static readonly string[] Optimizers = ["Adam(AccumulationSteps = 2, ClipNorm = 1f, AverageDecay = 0.9f)", "NAdam", "RAdam(ClipGlobalNorm = 1f)", "Muon", "Lamb(PolyakAverage = true)"];

    /// <summary>
    /// Names that no project can use without breaking its own code: <c>nint</c> and <c>nuint</c>, which mean a type of the project if it has one
    /// of that name, and <c>var</c>.
    /// </summary>
    private static readonly string[] Excluded = ["nint", "nuint", "var", "_"];

    /// <summary>
    /// The types and namespaces directly in the library's namespace. A project that declares one of these names there has two of them by the same full
    /// name, which C# itself refuses wherever it is written.
    /// </summary>
    private static readonly HashSet<string> OfLibrary =
    [
        .. Sources.Library.GetTypes().Where(t => t.Namespace == "DeepNet").Select(t => t.Name.Split('`')[0]),
        .. Sources.Library.GetTypes().Where(t => t.Namespace?.StartsWith("DeepNet.", StringComparison.Ordinal) == true).Select(t => t.Namespace!.Split('.')[1]),
    ];

    private static readonly Lazy<IReadOnlyList<string>> Names = new(() => FindNames().ToList());

    private static string Networks => "namespace App { using global::DeepNet;\n" + Declarations + "}\n";

    /// <summary>Some of all networks that <see cref="FindNames"/> reads, so that binding them again and again does not take long.</summary>
    private static string Declarations => $"[{Training}, {Optimizers[0]}] public partial class User0; [{Sequence}, {Optimizers[4]}] public partial class User1; [{Recurrent}] public partial record User2;\n";

    private static string AllDeclarations => "using DeepNet;\n" + Declarations
        + string.Join("\n", Optimizers.Select((o, i) => $"[{Training}, {o}] public partial class User1{i}; [{Sequence}, {o}] public partial class User2{i};"))
        + $"\n[{Recurrent}, MeanSquaredErrorLoss, Sgd] public partial record User3;\n";

    [Fact]
    public void There_are_many()
    {
        Assert.True(Names.Value.Count > 100);
        Assert.Contains("Vector256", Names.Value);
        Assert.Contains("VectorMath", Names.Value);
        Assert.Contains("Unsafe", Names.Value);
    }

    [Fact]
    public void Types_in_the_namespace_of_the_networks() => IsClean(Networks, $"namespace App {{ {Types(["System", "DeepNet", "Microsoft", "Kernels", "Runtime", "Compiler", "Interop"])} }}");

    [Fact]
    public void Namespaces_in_the_namespace_of_the_networks() =>
        IsClean(Networks, string.Join("\n", Names.Value.Concat(["System", "DeepNet", "Microsoft"]).Select(n => $"namespace App.@{n} {{ public class X; }}")));

    [Fact]
    public void Types_in_the_global_namespace() => IsClean(Networks, Types(["Kernels", "Runtime", "Compiler", "Interop"]));

    [Fact]
    public void Types_beside_networks_in_the_global_namespace() => IsClean("using DeepNet;\n" + Declarations, Types(["Kernels", "Runtime", "Compiler", "Interop"]));

    [Fact]
    public void Types_in_the_namespace_of_the_library() =>
        IsClean(Networks.Replace("namespace App", "namespace DeepNet.App"), $"namespace DeepNet {{ {Types(["System", "DeepNet", "Microsoft"], n => !OfLibrary.Contains(n))} }}");

    [Fact]
    public void Namespaces_in_those_of_the_library() => IsClean(Networks, """
        namespace DeepNet.System { public class X; }
        namespace DeepNet.DeepNet { public class X; }
        namespace DeepNet.Microsoft { public class X; }
        namespace App.System.Runtime { public class X; }
        """);

    [Fact]
    public void Aliases() => IsClean(
        Networks,
        string.Join("\n", Names.Value.Concat(["System", "DeepNet", "Microsoft", "Kernels", "Runtime", "Compiler", "Interop"]).Distinct().Select(n => $"global using @{n} = global::Other.X;")),
        "namespace Other { public class X; }");

    [Fact]
    public void Aliases_of_namespaces() => IsClean(
        Networks,
        string.Join("\n", Names.Value.Concat(["System", "DeepNet", "Microsoft", "Kernels", "Runtime", "Compiler", "Interop"]).Distinct().Select(n => $"global using @{n} = global::Other;")),
        "namespace Other { public class X; }");

    [Fact]
    public void Types_around_the_networks() => IsClean(
        $"namespace App {{ using global::DeepNet; public partial class Outer {{ {Declarations} {Types(["System", "DeepNet", "Microsoft"], n => !Declarations.Contains("class " + n, StringComparison.Ordinal))} }} }}");

    [Theory]
    [InlineData("Kernels")]
    [InlineData("Runtime")]
    [InlineData("Compiler")]
    [InlineData("Interop")]
    public void Networks_of_these_names(string name) => IsClean($"using DeepNet; [{Training}, {Optimizers[0]}] public partial class {name};");

    private static string Types(IEnumerable<string> more, Func<string, bool>? isFree = null) =>
        string.Join("\n", Names.Value.Concat(more).Distinct().Where(n => isFree?.Invoke(n) != false).Select(n => $"public class @{n}; public class @{n}<T>;"));

    /// <summary>The names in emitted files that are looked up by themselves: not behind a point, and not those that the file declares.</summary>
    private static IEnumerable<string> FindNames()
    {
        HashSet<string> names = [];
        GeneratorRun run = GeneratorRun.Of(AllDeclarations);
        foreach (string text in run.Files.Values)
        {
            SyntaxNode root = CSharpSyntaxTree.ParseText(text, Sources.ParseOptions).GetRoot();
            names.UnionWith(root.DescendantNodes(descendIntoTrivia: true)
                .OfType<SimpleNameSyntax>()
                .Where(n => n.Parent is not (MemberAccessExpressionSyntax or QualifiedNameSyntax or AliasQualifiedNameSyntax) || n == n.Parent.ChildNodes().First())
                .Select(n => n.Identifier.ValueText));
        }

        names.ExceptWith(["global", "System", "DeepNet", "Microsoft"]);
        names.RemoveWhere(n => n.StartsWith("User", StringComparison.Ordinal));
        names.ExceptWith(Excluded);
        return names.Order(StringComparer.Ordinal);
    }

    private static void IsClean(params string[] files)
    {
        GeneratorRun run = GeneratorRun.Of(files);
        string faults = Verify.Text(run.AnalyzerDiagnostics.Concat(run.CompilerDiagnostics.Where(d => d.Id != "CS8981")).Take(20));
        Assert.True(faults.Length == 0, faults);
        Assert.NotEmpty(run.KernelFiles);
    }
}
