using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Diagnostics;
using DeepNet.Generators.Model;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Emit;

/// <summary>Writes mistakes as <c>#error</c>, for a build in which no analyzer runs that would report them.</summary>
internal static class ErrorEmitter
{
    /// <summary>The file; its name holds a mark that no network's can.</summary>
    public static GeneratedFile Emit(IEnumerable<(string Network, Mistake Mistake)> mistakes)
    {
        SourceWriter writer = new();
        writer.Line(GeneratedFile.Header);
        foreach ((string network, Mistake mistake) in mistakes.Distinct().OrderBy(m => m.Network, System.StringComparer.Ordinal))
        {
            writer.Line($"#error {mistake.Id}{(network.Length == 0 ? "" : " in " + network)}: {DiagnosticCatalog.Message(mistake)}");
        }

        return new GeneratedFile("DeepNet-errors.g.cs", writer.ToString());
    }
}
