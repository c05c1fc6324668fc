using System.Collections;
using System.Globalization;
using System.Reflection;
using DeepNet.Generators.Losses;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Parsing;
using DeepNet.Generators.Text;
using Microsoft.CodeAnalysis;

namespace DeepNet.Generators.Tests.Incrementality;

/// <summary>Edits that change nothing generate nothing, as System.Text.Json tests it: equal models, and reasons of the driver's steps.</summary>
public sealed class IncrementalityTests
{
    private const string Network = """
        using DeepNet;
        namespace App;
        [Network(MaxBatch = 16), Input(4), Dense(8, Name = "hidden"), ReLU, Dropout(0.5f), Dense(3), CrossEntropyLoss(LabelSmoothing = 0.1f), Adam(LearningRate = 0.01f)]
        public sealed partial class Net { public int Answer() => 42; }
        """;

    private const string OtherNetwork = """
        using DeepNet;
        namespace App;
        [Network(MaxBatch = 16), Input(4), Dense(8), ReLU, Dense(5), CrossEntropyLoss, Sgd]
        public sealed partial class Other;
        """;

    [Fact]
    public void The_same_source_gives_equal_models()
    {
        Assert.Equal(Spec(Network), Spec(Network));
        Assert.Equal(Spec(Network).GetHashCode(), Spec(Network).GetHashCode());
    }

    [Theory]
    [InlineData("using DeepNet;", "using DeepNet;\n\n// A comment.\n")]
    [InlineData("Input(4)", "/* features */ Input( 4 )")]
    [InlineData("=> 42;", "=> 43;")]
    [InlineData("public int Answer() => 42;", "")]
    [InlineData(", Input(4)", "]\n[DeepNet.InputAttribute(2 + 2)")]
    [InlineData("Input(4)", "Input(shape: new[] { 4 })")]
    [InlineData("0.01f", "1e-2f")]
    [InlineData("sealed partial", "partial")]
    public void Equivalent_sources_give_equal_models(string before, string after)
    {
        Assert.Contains(before, Network);
        NetworkSpec other = Spec(Network.Replace(before, after));
        Assert.Equal(Spec(Network), other);
        Assert.Equal(Spec(Network).GetHashCode(), other.GetHashCode());
    }

    [Theory]
    [InlineData("Input(4)", "Input(5)")]
    [InlineData("hidden", "other")]
    [InlineData("MaxBatch = 16", "MaxBatch = 17")]
    [InlineData("0.1f", "0.2f")]
    [InlineData("namespace App", "namespace App2")]
    [InlineData("class Net", "record Net")]
    [InlineData("ReLU", "Tanh")]
    [InlineData("Dense(3)", "Dense(3, Bias = false)")]
    [InlineData("ReLU, Dropout(0.5f)", "Dropout(0.5f), ReLU")]
    public void Different_sources_give_different_models(string before, string after) => Assert.NotEqual(Spec(Network), Spec(Network.Replace(before, after)));

    [Fact]
    public void Models_hold_nothing_of_the_compiler()
    {
        GeneratorRun run = GeneratorRun.Of(Network, OtherNetwork);
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        foreach (string step in new[] { TrackingNames.Spec, TrackingNames.Plan, TrackingNames.Network, TrackingNames.Kernel })
        {
            Assert.NotEmpty(run.Steps(step));
            foreach ((object value, _) in run.Steps(step).SelectMany(s => s.Outputs))
            {
                Walk(value, step, seen);
            }
        }

        Assert.True(seen.Count > 100);
    }

    [Fact]
    public void The_first_run_is_new()
    {
        GeneratorRun run = GeneratorRun.Of(Network, OtherNetwork);
        foreach (string step in new[] { TrackingNames.Spec, TrackingNames.Plan, TrackingNames.Network, TrackingNames.Kernel })
        {
            Assert.All(Reasons(run, step), reason => Assert.Equal(IncrementalStepRunReason.New, reason));
        }
    }

    [Theory]
    [InlineData(0, "internal class Unrelated { }")]
    [InlineData(1, Network + "\n// A comment.")]
    [InlineData(1, "// A comment.\n" + Network)]
    public void An_edit_that_changes_no_network_runs_nothing_again(int file, string text)
    {
        GeneratorRun first = GeneratorRun.Of("internal class Unrelated;", Network, OtherNetwork);
        GeneratorRun second = first.Again(Edit(first, file, text));
        Assert.All(Reasons(second, TrackingNames.Spec), reason => Assert.True(reason is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached));
        foreach (string step in new[] { TrackingNames.Plan, TrackingNames.Network, TrackingNames.Kernel })
        {
            Assert.NotEmpty(Reasons(second, step));
            Assert.All(Reasons(second, step), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        }

        Assert.Equal(first.Files, second.Files);
    }

    [Fact]
    public void An_edit_of_one_network_leaves_the_other_and_shared_kernels()
    {
        GeneratorRun first = GeneratorRun.Of("internal class Unrelated;", Network, OtherNetwork);
        GeneratorRun second = first.Again(Edit(first, 1, Network.Replace("Dense(3)", "Dense(7)")));
        Assert.Single(Reasons(second, TrackingNames.Spec), IncrementalStepRunReason.Modified);
        Assert.Contains(IncrementalStepRunReason.Cached, Reasons(second, TrackingNames.Plan));
        foreach (IncrementalGeneratorRunStep step in second.Steps(TrackingNames.Network))
        {
            foreach ((object value, IncrementalStepRunReason reason) in step.Outputs)
            {
                GeneratedFile file = (GeneratedFile)value;
                if (file.HintName.StartsWith("App.Other", StringComparison.Ordinal))
                {
                    Assert.Equal(IncrementalStepRunReason.Cached, reason);
                }
            }
        }

        Assert.Contains(second.KernelFiles, name => !first.Files.ContainsKey(name));
    }

    [Fact]
    public void An_edit_that_changes_no_kernel_emits_none()
    {
        GeneratorRun first = GeneratorRun.Of("internal class Unrelated;", Network, OtherNetwork);
        GeneratorRun second = first.Again(Edit(first, 1, Network.Replace("LearningRate = 0.01f", "LearningRate = 0.02f")));
        Assert.NotEmpty(Reasons(second, TrackingNames.Kernel));
        Assert.All(Reasons(second, TrackingNames.Kernel), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.NotEqual(first.Files, second.Files);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void The_text_does_not_depend_on_culture(string culture)
    {
        IReadOnlyDictionary<string, string> expected = GeneratorRun.Of(Network, OtherNetwork).Files;
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, GeneratorRun.Of(Network, OtherNetwork).Files);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_text_does_not_depend_on_the_order_or_line_ends_of_files()
    {
        IReadOnlyDictionary<string, string> expected = GeneratorRun.Of(Network, OtherNetwork).Files;
        IReadOnlyDictionary<string, string> other = GeneratorRun.Of(OtherNetwork.Replace("\n", "\r\n"), Network.Replace("\n", "\r\n")).Files;
        Assert.Equal(expected.OrderBy(f => f.Key, StringComparer.Ordinal), other.OrderBy(f => f.Key, StringComparer.Ordinal));
        Assert.All(expected.Values, text => Assert.DoesNotContain('\r', text));
    }

    private static NetworkSpec Spec(string source)
    {
        Compilation compilation = Sources.Compile(source);
        INamedTypeSymbol type = compilation.GetSymbolsWithName("Net").OfType<INamedTypeSymbol>().Single();
        NetworkSpec spec = NetworkParser.Parse(type, CancellationToken.None);
        Assert.Empty(spec.Faults);
        return spec;
    }

    private static Compilation Edit(GeneratorRun run, int file, string text)
    {
        string path = $"File{file}.cs";
        IEnumerable<SyntaxTree> users = run.Compilation.SyntaxTrees.Where(t => t.FilePath.StartsWith("File", StringComparison.Ordinal));
        return run.Compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(users.Select(t => t.FilePath == path ? Sources.Parse(text, path) : t));
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRun run, string step) => run.Steps(step).SelectMany(s => s.Outputs).Select(o => o.Reason);

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string or Delegate || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return;
        }

        Assert.False(value is ISymbol or Compilation or SyntaxNode or SyntaxTree or SemanticModel or Location or SyntaxReference or AttributeData, $"{path} is a {value.GetType()}");
        Assert.False(value.GetType().Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true, $"{path} is a {value.GetType()}");
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                Walk(item, path + "[]", seen);
            }
        }

        if (value.GetType().Namespace?.StartsWith("System", StringComparison.Ordinal) == true && value is not System.Runtime.CompilerServices.ITuple)
        {
            return;
        }

        for (Type? type = value.GetType(); type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
            }
        }
    }
}
