using System.Globalization;
using System.Linq;
using System.Text;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Model;

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

    /// <summary>A word for the factors that is short however many there are: an FNV-1a hash of their text.</summary>
    public static string Mark(EquatableArray<double> weights)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in Encoding.ASCII.GetBytes(string.Join(" ", weights.Select(w => w.ToString("R", CultureInfo.InvariantCulture)))))
        {
            hash = unchecked((hash ^ b) * 1099511628211);
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
