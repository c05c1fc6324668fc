using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Model;
using DeepNet.Generators.Parsing;
using DeepNet.Generators.Pipeline;
using DeepNet.Generators.Text;
using Microsoft.CodeAnalysis;

namespace DeepNet.Generators.Tests.Diagnostics;

/// <summary>DEEP0900: a fault of DeepNet becomes an error of one network or one kernel.</summary>
public sealed class InternalErrorTests
{
    [Fact]
    public void A_planner_that_throws()
    {
        // No attribute has this shape: the reader makes only lists of numbers.
        NetworkSpec broken = Spec("[DeepNet.Network, DeepNet.Input(4), DeepNet.Dense(3)] public partial class Net;");
        broken = broken with { Network = broken.Network with { Kind = null! }, Attributes = broken.Attributes.Select(a => a with { Kind = null! }).ToEquatableArray() };
        CompileResult result = NetworkCompiler.Compile(broken, CacheSizes.Default, CancellationToken.None);
        Assert.Null(result.Plan);
        Assert.Equal("DEEP0900", Assert.Single(result.Errors).Id);
        Assert.Equal("network 'Net'", result.Errors[0].MessageArguments[0]);
        Assert.Contains("Exception in ", result.Errors[0].MessageArguments[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_planner_that_is_stopped_has_no_fault()
    {
        NetworkSpec spec = Spec("[DeepNet.Network, DeepNet.Input(4), DeepNet.Dense(3)] public partial class Net;");
        Assert.Throws<OperationCanceledException>(() => NetworkCompiler.Compile(spec, CacheSizes.Default, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_reader_that_throws()
    {
        INamedTypeSymbol type = Sources.Compile("namespace App; public partial class Net;").GetSymbolsWithName("Net").OfType<INamedTypeSymbol>().Single();
        ParsedNetwork parsed = NetworkParser.TryParse(type, () => throw new InvalidOperationException("first"));
        Assert.Null(parsed.Spec);
        Assert.Equal(("App.Net", "DEEP0900", "network 'Net'"), (parsed.Name, parsed.Failure?.Id, parsed.Failure?.Arguments[0]));
    }

    [Fact]
    public void An_emitter_that_throws()
    {
        NetworkSpec spec = Spec("[DeepNet.Network, DeepNet.Input(4), DeepNet.Dense(3)] public partial class Net;");
        IReadOnlyList<GeneratedFile> files = NetworkFiles.Of(spec, () => throw new InvalidOperationException("first\nsecond"));
        Assert.Equal(["Net.g.cs", "Net.Error.g.cs"], files.Select(f => f.HintName));
        Assert.EndsWith("\n", files[1].Text, StringComparison.Ordinal);
        Assert.Contains("#error DEEP0900: The code of network 'Net' could not be written", files[1].Text, StringComparison.Ordinal);
        Assert.Contains("first second", files[1].Text, StringComparison.Ordinal);
        Assert.Contains("throw new", files[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Kernels_of_one_name_and_two_codes()
    {
        ClassGroup<KernelSpec>[] groups = [.. ClassGroup<KernelSpec>.Of([new Kernel("A", "a", 1), new Kernel("A", "a", 2), new Kernel("B", "b", 1), new Kernel("C", "b", 1), new Kernel("C", "a", 1), new Kernel("c", "c", 1)])];
        Assert.Equal(["A", "B", "C", "c"], groups.Select(g => g.ClassName));
        GeneratedFile[] files = [.. groups.Select(g => KernelEmitter.Emit(g, twins: false))];
        Assert.Equal(["Kernels.A.g.cs", "Kernels.B.g.cs", "Kernels.C.g.cs", "Kernels.c-1.g.cs"], files.Select(f => f.HintName));
        Assert.Contains("#error DEEP0900: The code of kernel A could not be written", files[0].Text, StringComparison.Ordinal);
        Assert.All(files[1..], f => Assert.DoesNotContain("#error", f.Text, StringComparison.Ordinal));
        Assert.Contains("<summary>a</summary>", files[2].Text, StringComparison.Ordinal);
    }

    private static NetworkSpec Spec(string source) =>
        NetworkParser.Parse(Sources.Compile(source).GetSymbolsWithName("Net").OfType<INamedTypeSymbol>().Single(), CancellationToken.None);

    private sealed record Kernel(string Name, string Comment, int Value) : KernelSpec(ElementType.Single)
    {
        public override string ClassName => Name;

        public override string Summary => Comment;

        public override void Emit(SourceWriter writer) => writer.Constant("Value", Value);
    }
}
