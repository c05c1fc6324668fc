using System.Globalization;
using System.Linq;
using DeepNet.Generators.Model;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Losses;

/// <summary>Factors of the classes as constants of a kernel.</summary>
internal static class ClassWeightTable
{
    /// <summary>Writes the property <c>ClassWeights</c>, which the runtime reads from the assembly itself.</summary>
    public static void Emit(SourceWriter writer, ElementType element, EquatableArray<double> weights)
    {
        if (weights.Count == 0)
        {
            return;
        }

        writer.Line("/// <summary>The factors of the classes.</summary>");
        writer.Line($"private static global::System.ReadOnlySpan<{element.Keyword()}> ClassWeights =>").Line("[");
        using (writer.Indented())
        {
            // As many to a line as a person would read.
            const int LineLength = 12;
            for (int i = 0; i < weights.Count; i += LineLength)
            {
                writer.Line(string.Join(", ", weights.Skip(i).Take(LineLength).Select(w => element.Literal(w))) + ",");
            }
        }

        writer.Line("];").Line();
    }
}
