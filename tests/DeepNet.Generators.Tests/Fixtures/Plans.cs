using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Model;
using DeepNet.Generators.Parsing;
using DeepNet.Generators.Pipeline;
using DeepNet.Generators.Text;
using Microsoft.CodeAnalysis;

namespace DeepNet.Generators.Tests.Fixtures;

/// <summary>Plans of networks, without their code.</summary>
internal static class Plans
{
    /// <summary>The plan of a class with some attributes, which have no mistake.</summary>
    public static CpuPlan Of(string attributes)
    {
        Compilation compilation = Sources.Compile($"using DeepNet; [{attributes}] public partial class Net;");
        NetworkSpec spec = NetworkParser.Parse(compilation.GetSymbolsWithName("Net").OfType<INamedTypeSymbol>().Single(), CancellationToken.None);
        CompileResult result = NetworkCompiler.Compile(spec, CacheSizes.Default, CancellationToken.None);
        Assert.True(result.Plan is not null, attributes + "\n" + string.Join("\n", result.Errors));
        return result.Plan;
    }
}
