using DeepNet.Generators.Losses;
using DeepNet.Generators.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepNet.Generators.Tests.Declarations;

/// <summary>What is allowed compiles without a warning, with nullable and documentation comments checked.</summary>
public sealed class LegalDeclarationTests
{
    private const string Layers = "Network, Input(4), Dense(8), ReLU, Dense(3), CrossEntropyLoss, Adam";

    /// <summary>Each is put into a namespace of its own, and all into one compilation, which binds the kernels once.</summary>
    private static readonly string[] Declarations =
    [
        "[{0}] public sealed partial class Net;",
        "[{0}] partial class Net { }",
        "[{0}] internal partial record Net;",
        "[{0}] public sealed partial record class Net;",
        "namespace A.B.C { [{0}] public partial class Net; }",
        "public partial class Outer { [{0}] private partial class Net; }",
        "public partial class Outer { [{0}] protected internal partial class Net; }",
        "public partial struct Outer { [{0}] internal partial class Net; }",
        "public partial record Outer(int X) { [{0}] public partial class Net; }",
        "public readonly partial record struct Outer(int X) { [{0}] public partial class Net; }",
        "public partial interface IOuter { [{0}] public partial class Net; }",
        "public static partial class Outer { public partial class Middle { [{0}] public partial class Net; } }",
        "namespace A { [{0}] public partial class Net; } namespace B { [{0}] public partial class Net; }",
        "public partial class A { [{0}] public partial class Net; } public partial class B { [{0}] public partial class Net; }",
        "[{0}] public partial class Größe;",
        "[Network] public partial class Net; [Input(4), Dense(8), ReLU, Dense(3), CrossEntropyLoss, Adam] partial class Net;",
        "[{0}] public partial class Trainer;",
        "[{0}] public partial class Input;",
        "[{0}] public partial class Math;",
        """
        [{0}, Serializable]
        public sealed partial class Net : IDisposable, IComparable<Net>
        {
            private readonly string _title = "";
            public event Action? Trained;
            public string Title => _title;
            public Net(string title) : this(seed: 3) => _title = title;
            public int CompareTo(Net? other) => 0;
            public void Dispose() => Trained?.Invoke();
            public static Net operator +(Net a, Net b) => a;
            public float this[int i] => Parameters[i];
            ~Net() { }
            private partial class Nested { public const int Weight = 1; }
        }
        """,
    ];

    /// <summary>Names that a user's type or namespace beside a network may have, although generated code uses something of the same name.</summary>
    private static readonly string[] Beside =
    [
        "class Math", "class Offset", "class Kernels", "class Initializer", "class MethodImpl", "class ArgumentException", "class InvalidOperationException",
        "class Vector256", "class VectorMath", "interface INetwork", "class Parameters", "class Dense1Parameters", "enum Precision",
    ];

    [Fact]
    public void Declarations_compile() => AllAreClean(Declarations.Select((text, i) => InNamespace(i, text)).Append($"using DeepNet; [{Layers}] public partial class Global;"));

    [Fact]
    public void Names_beside_a_network_do_not_matter() =>
        AllAreClean(Beside.Select((text, i) => InNamespace(i, $"[{{0}}] public partial class Net; public {text} {{ }}"))
            .Append(InNamespace(100, "[{0}] public partial class Net; namespace Kernels { public class X; } namespace Offset { public class X; }")));

    [Theory]
    [InlineData("DeepNet")]
    [InlineData("DeepNet.Models")]
    [InlineData("Microsoft.CodeAnalysis")]
    public void A_network_in_a_common_namespace(string name) => Verify.IsClean($$"""
        namespace {{name}};
        using global::DeepNet;
        [{{Layers}}] public partial class Net;
        """);

    [Theory]
    [InlineData("public class RandomState;")]
    [InlineData("public class TrainingState;")]
    [InlineData("public class TensorEntry;")]
    [InlineData("public class NetworkFile;")]
    [InlineData("public class BatchChecks;")]
    [InlineData("public class AlignedBlock;")]
    [InlineData("public class WeightInitialization;")]
    [InlineData("public class DropoutMask;")]
    [InlineData("public class Unsafe;")]
    [InlineData("public class MemoryMarshal;")]
    [InlineData("public class MethodImplAttribute;")]
    [InlineData("public class MethodImplOptions;")]
    [InlineData("public class Span<T>;")]
    [InlineData("public class ReadOnlySpan<T>;")]
    [InlineData("public class DeepNet;")]
    [InlineData("public class System;")]
    [InlineData("namespace DeepNet { public class X; }")]
    [InlineData("namespace System { public class X; }")]
    [InlineData("namespace Unsafe { public class X; }")]
    public void A_name_beside_a_network_that_hides_what_generated_code_uses(string declaration) => Verify.IsClean($$"""
        namespace MyApp
        {
            using global::DeepNet;
            [Network, Input(4), Dropout(0.5f), Dense(3), CrossEntropyLoss, Adam] public partial class Net;
            {{declaration}}
        }
        """);

    [Theory]
    [InlineData("public partial class @event;")]
    [InlineData("public partial class Kernels;")]
    [InlineData("public partial class DeepNet;")]
    [InlineData("public partial class Unsafe;")]
    public void A_network_with_a_difficult_name(string declaration) => Verify.IsClean($$"""
        namespace MyApp
        {
            using global::DeepNet;
            [{{Layers}}] {{declaration}}
        }
        """);

    [Fact]
    public void A_namespace_that_is_a_keyword() => Verify.IsClean($"namespace @event.@class {{ using DeepNet; [{Layers}] public partial class Net; }}");

    [Fact]
    public void Networks_that_differ_by_case() => Verify.IsClean($"using DeepNet; [{Layers}] public partial class NetA; [{Layers}] public partial class Neta;");

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.Preview)]
    public void A_language_version(LanguageVersion version) =>
        Verify.IsClean(GeneratorRun.Of(Sources.Compile("User", Sources.ParseOptions.WithLanguageVersion(version), [], $"using DeepNet; [{Layers}] public partial class Net;")));

    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    public void Every_kernel(string precision)
    {
        GeneratorRun run = Verify.IsClean(AllKernels(precision));
        Assert.True(run.KernelFiles.Count() > 100);
    }

    [Fact]
    public void Networks_of_one_assembly_share_kernels()
    {
        GeneratorRun one = Verify.IsClean($"using DeepNet; [{Layers}] public partial class A;");
        GeneratorRun two = Verify.IsClean($"using DeepNet; [{Layers}] public partial class A; [{Layers}] public partial class B; public partial class C {{ [{Layers}] public partial class A; }}");
        Assert.Equal(one.KernelFiles, two.KernelFiles);
        Assert.Equal(one.NetworkFiles.Count() * 3, two.NetworkFiles.Count());
    }

    [Fact]
    public void Assemblies_that_see_each_others_internals_have_kernels_of_their_own()
    {
        GeneratorRun first = GeneratorRun.Of(Sources.Compile(
            "First", Sources.ParseOptions, [], $"using DeepNet; [assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Second\")] [{Layers}] public partial class A;"));
        Verify.IsClean(first);
        GeneratorRun second = GeneratorRun.Of(Sources.Compile(
            "Second", Sources.ParseOptions, [first.Compilation.ToMetadataReference()], $"using DeepNet; [{Layers}] public partial class B {{ public A Other = new(); }}"));
        Verify.IsClean(second);
        using MemoryStream image = new();
        Assert.True(first.Compilation.Emit(image).Success);
        Verify.IsClean(GeneratorRun.Of(Sources.Compile(
            "Second", Sources.ParseOptions, [MetadataReference.CreateFromImage(image.ToArray())], $"using DeepNet; [{Layers}] public partial class B {{ public A Other = new(); }}")));
    }

    [Fact]
    public void A_network_that_only_predicts_has_no_code_or_memory_for_training()
    {
        GeneratorRun run = Verify.IsClean("""
            using DeepNet;
            [Network(MaxBatch = 2), Input(16), Dense(16), ReLU, Dense(16)]
            public partial class Net;
            """);
        Assert.Equal(["Net.Forward.g.cs", "Net.Parameters.g.cs", "Net.g.cs"], run.NetworkFiles.Order(StringComparer.Ordinal));
        string all = string.Join("\n", run.Files.Where(f => !f.Key.StartsWith("Kernels.", StringComparison.Ordinal)).Select(f => f.Value));
        Assert.DoesNotContain("Gradient", all);
        Assert.DoesNotContain("TrainStep", all);
        Assert.DoesNotContain("LearningRate", all);
        Assert.DoesNotContain("TrainingBytes", all);
        Assert.DoesNotContain(run.KernelFiles, name => name.Contains("Gradient", StringComparison.Ordinal) || name.Contains("Adam", StringComparison.Ordinal));

        // 2 · (16 · 16 + 16) parameters and one hidden layer of 2 · 16.
        Assert.Contains(" End = 576;", all);
    }

    private static string InNamespace(int index, string declaration) =>
        $"using System;\nusing DeepNet;\nnamespace N{index}\n{{\n{declaration.Replace("{0}", Layers)}\n}}";

    private static void AllAreClean(IEnumerable<string> files) => Verify.IsClean(files.ToArray());

    private static string AllKernels(string precision)
    {
        string[] activations = ["ReLU", "LeakyReLU", "LeakyReLU(0.2f)", "PReLU", "PReLU(Shared = true)", "Elu", "Elu(0.5f)", "Selu", "Gelu", "Gelu(Approximate = true)", "Silu", "Sigmoid", "Tanh", "Softplus", "HardSwish"];
        string fused = string.Join(", ", activations.Select(a => $"Dense(5), {a}"));
        string separate = string.Join(", ", activations.Select(a => $"Dropout(0.1f), {a}"));
        string network = $"Network(MaxBatch = 4, Precision = Precision.{precision}, NanTrap = true)";
        return $$"""
            using DeepNet;
            [{{network}}, Input(7, Name = "a"), Input(3, 4, Name = "b"), Flatten(Name = "f"), Concat("a", "f"), {{fused}}, {{separate}}]
            [Dense(40), Dense(5, Bias = false, Name = "l"), Dense(5, Name = "m"), Add("l", "m", "l"), Softmax, Dense(5, Name = "one"), CrossEntropyLoss]
            [Dense(5, Name = "two", From = "m"), CrossEntropyLoss(DenseTargets = true, LabelSmoothing = 0.1f)]
            [Dense(1, Name = "three", From = "m"), BinaryCrossEntropyLoss, Dense(4, Name = "four", From = "l"), MeanSquaredErrorLoss]
            [Dense(2, Name = "five", From = "l"), HuberLoss(2f), Dense(2, Name = "six", From = "l"), MeanAbsoluteErrorLoss(Weight = 0.5f)]
            [Adam]
            public partial class Net;
            {{string.Join("\n", new[] { "Sgd", "Sgd(Momentum = 0.9f)", "Sgd(Momentum = 0.9f, Nesterov = true, WeightDecay = 0.1f)", "Adam(WeightDecay = 0.1f)", "AdamW", "AdamW(WeightDecay = 0f)" }
                .Select((o, i) => $"[{network}, Input(3), Dense(5), ReLU, Dense(2), CrossEntropyLoss, {o}] public partial class Net{i};"))}}
            """;
    }
}
