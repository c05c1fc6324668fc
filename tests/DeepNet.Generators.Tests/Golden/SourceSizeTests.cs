using System.Reflection;
using System.Text;

namespace DeepNet.Generators.Tests.Golden;

/// <summary>How much text a network becomes: the compiler and the editor parse all of it after each edit of the declaration.</summary>
public sealed class SourceSizeTests
{
    private const int Bar = 700_000;

    [Fact]
    public void Twenty_layers_are_at_most_700_kilobytes()
    {
        (string Name, int Bytes)[] files = [.. GeneratorRun.Of(Declaration()).Driver.GetRunResult().Results.Single().GeneratedSources
            .Select(s => (s.HintName, Encoding.UTF8.GetByteCount(s.SourceText.ToString())))
            .OrderByDescending(f => f.Item2)];
        int bytes = files.Sum(f => f.Bytes);

        // A network with a mistake would be small.
        Assert.Contains(files, f => f.Name.StartsWith("Kernels.Winograd", StringComparison.Ordinal));
        Assert.True(bytes <= Bar, $"ResNet-20 is {bytes:N0} bytes, more than {Bar:N0}. The largest files:\n" + string.Join("\n", files.Take(20).Select(f => $"{f.Bytes,9:N0} {f.Name}")));
    }

    /// <summary>The declaration that benchmarks/compile and benchmarks/memory measure.</summary>
    private static string Declaration()
    {
        using StreamReader reader = new(Assembly.GetExecutingAssembly().GetManifestResourceStream("ResNet20")!);
        return reader.ReadToEnd();
    }
}
