using DeepNet.Generators.Losses;
using DeepNet.Generators.Members;
using DeepNet.Generators.Parsing;
using DeepNet.Generators.Planning;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepNet.Generators.Tests.Names;

/// <summary>The list of generated members is that of the members in emitted files, and no other name is refused.</summary>
public sealed class MemberNameTests
{
    private const string Layers = "Network(MaxBatch = 512), Input(8, 8, 4, Name = \"a\"), Input(4, Name = \"b\"), Conv2D(8, 3, From = \"a\"), ReLU, MaxPool2D(2), BatchNorm, Dropout(0.5f), Dense(300), Tanh";

    private static readonly string[] Networks =
    [
        $"{Layers}, Concat(\"tanh1\", \"b\"), Dense(4)",
        $"{Layers}, Concat(\"tanh1\", \"b\"), Dense(4, LearningRateScale = 0.5f), CrossEntropyLoss(SampleWeights = true), Dense(3), MeanSquaredErrorLoss, Adam",
        $"{Layers}, Concat(\"tanh1\", \"b\"), Dense(4, LearningRateScale = 0.5f), CrossEntropyLoss(IgnoreIndex = 1), Adam(AccumulationSteps = 2, ClipNorm = 1f, AverageDecay = 0.9f)",
        $"{Layers}, Concat(\"tanh1\", \"b\"), Dense(4), CrossEntropyLoss, Muon(ClipGlobalNorm = 1f)",
        $"{Layers}, Concat(\"tanh1\", \"b\"), Dense(4), CrossEntropyLoss, Lamb",
        "Network(MaxBatch = 512), Input(12, 12, 4), Conv2D(8, 3), BatchNorm, Conv2D(8, 3), Dense(4)",
        "Network, Input(6, 4), Lstm(4), Dense(3)",
        "Network, Input(6, 4), Lstm(4), Dense(3), CrossEntropyLoss, Sgd",
    ];

    /// <summary>One run of all networks: the members of each class, and whether they are properties.</summary>
    private static readonly Lazy<Dictionary<string, List<MemberDeclarationSyntax>>> Emitted = new(() =>
    {
        GeneratorRun run = GeneratorRun.Of(string.Join("\n", Networks.Select((n, i) => $"[{n}] public partial class Net{i};").Prepend("using DeepNet;")));
        Assert.Equal("", Verify.Text(run.AnalyzerDiagnostics));
        return run.NetworkFiles
            .SelectMany(name => CSharpSyntaxTree.ParseText(run.Files[name], Sources.ParseOptions).GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().Where(t => t.Identifier.ValueText.StartsWith("Net", StringComparison.Ordinal)))
            .GroupBy(t => t.Identifier.ValueText)
            .ToDictionary(g => g.Key, g => g.SelectMany(t => t.Members).ToList());
    });

    [Fact]
    public void Every_member_is_in_the_list()
    {
        HashSet<string> unused = [.. GeneratedNames.All(NetworkParts.All with { Gpu = false })];
        for (int i = 0; i < Networks.Length; i++)
        {
            bool trains = Networks[i].Contains("Loss", StringComparison.Ordinal);
            IEnumerable<string> layers = Plans.Of(Networks[i]).Network.Graph.Nodes.Where(LayerView.IsMadeFor).SelectMany(n => LayerMembers.Names(n.Name));
            NetworkParts parts = new(trains, Networks[i].Contains("Lstm", StringComparison.Ordinal), Networks[i].Contains("Gpu", StringComparison.Ordinal));
            HashSet<string> known = [.. GeneratedNames.All(parts), .. layers];
            foreach (MemberDeclarationSyntax member in Emitted.Value["Net" + i].Where(m => m is not ConstructorDeclarationSyntax))
            {
                Assert.All(Names(member), name => Assert.True(known.Contains(name), $"{name} of {Networks[i]} is not in the list"));
                Assert.All(Names(member), name => Assert.True(layers.Contains(name) || member is PropertyDeclarationSyntax == GeneratedNames.IsProperty(name, parts), name));
                unused.ExceptWith(Names(member));
            }
        }

        // No network here has them, so no name would be refused for them.
        Assert.Equal([], unused);
    }

    /// <summary>Whatever generated code declares, a member of the user with that name is diagnosed, and the compiler finds no second error.</summary>
    [Fact]
    public void A_member_of_the_user_with_any_of_the_names_is_diagnosed()
    {
        string[] names = [.. GeneratedNames.All(NetworkParts.All).Order(StringComparer.Ordinal)];
        string members = string.Join(" ", names.Select(n => $"public int {n};"));
        GeneratorRun run = GeneratorRun.Of($"using DeepNet; [Network(Gpu = true), Input(6, 4), Lstm(4), Dense(3), CrossEntropyLoss, Sgd] public partial class Net {{ {members} }}");
        Assert.Equal(names, Reported(run));
    }

    /// <summary>The same for the members of each layer that has parameters, such as <c>Conv2D1</c>.</summary>
    [Fact]
    public void A_member_of_the_user_with_the_name_of_a_layer_is_diagnosed()
    {
        List<(string Attributes, string Name)> cases =
        [
            .. Networks.SelectMany(n => Plans.Of(n).Network.Graph.Nodes.Where(LayerView.IsMadeFor).SelectMany(node => LayerMembers.Names(node.Name)).Select(name => (n, name))),
        ];
        Assert.Contains(cases, c => c.Name == "Conv2D1");
        GeneratorRun run = GeneratorRun.Of("using DeepNet;\n" + string.Join("\n", cases.Select((c, i) => $"[{c.Attributes}] public partial class Net{i} {{ public int {c.Name}{Rest(c.Name)} }}")));
        Assert.Equal(cases.Select(c => c.Name).Order(StringComparer.Ordinal), Reported(run));
    }

    /// <summary>What makes a member of a name: a field, or a method that has the arguments of a property's.</summary>
    private static string Rest(string name) => name.StartsWith("get_", StringComparison.Ordinal) ? "() => 0;" : name.StartsWith("set_", StringComparison.Ordinal) ? "(int value) => value;" : ";";

    /// <summary>The members that are diagnosed, and nothing from the compiler.</summary>
    private static IEnumerable<string> Reported(GeneratorRun run)
    {
        Assert.Equal("", Verify.Text(run.CompilerDiagnostics.Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error)));
        return run.AnalyzerDiagnostics.Where(d => d.Id == "DEEP0007").Select(d => d.Location.SourceTree!.GetText().ToString(d.Location.SourceSpan)).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Every_variable_beside_an_input_is_reserved()
    {
        foreach (MethodDeclarationSyntax method in Emitted.Value.Values.SelectMany(m => m).OfType<MethodDeclarationSyntax>().Where(m => m.ParameterList.Parameters.Any(p => p.Identifier.ValueText is "a" or "input")))
        {
            // Parameters of a lambda may have the name of an outer variable.
            IEnumerable<string> names = method.DescendantNodes().OfType<VariableDeclaratorSyntax>().Select(v => v.Identifier.ValueText)
                .Concat(method.DescendantNodes().OfType<SingleVariableDesignationSyntax>().Select(v => v.Identifier.ValueText))
                .Concat(method.ParameterList.Parameters.Select(p => p.Identifier.ValueText));
            Assert.All(names, name => Assert.True(IsReserved(name), $"{name} in {method.Identifier}"));
        }
    }

    private static bool IsReserved(string name) => name is "a" or "b" or "input" || ReservedNames.IsOfMethod(name)
        || new[] { "Output", "Prediction", "Labels", "Targets", "Weights" }.Any(s => name.EndsWith(s, StringComparison.Ordinal));

    private static IEnumerable<string> Names(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(v => v.Identifier.ValueText),
        PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: null } property => [property.Identifier.ValueText],
        PropertyDeclarationSyntax => [],
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        BaseTypeDeclarationSyntax type => [type.Identifier.ValueText],
        _ => [member.ToString()],
    };
}
