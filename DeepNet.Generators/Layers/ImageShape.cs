using System.Globalization;
using DeepNet.Generators.Planning;

namespace DeepNet.Generators.Layers;

/// <summary>Checks that layers of sequences and images share.</summary>
internal static class ImageShape
{
    /// <summary>Whether the input has the rank that the layer takes; else that is reported, unless the layer before is faulty and its shape unknown.</summary>
    public static bool HasRank(LayerContext context, int rank)
    {
        Node input = context.Inputs[0];
        if (input.Attribute.Kind.Length == 0 || input.Shape.Rank == rank)
        {
            return input.Attribute.Kind.Length > 0;
        }

        string expected = rank == 2 ? "[steps, channels]" : "[height, width, channels]";
        context.Report("DEEP0132", context.Attribute["From"] is null ? null : "From", -1, context.DisplayName, rank.ToString(CultureInfo.InvariantCulture), expected, input.Name, input.Shape.ToString());
        return false;
    }

    /// <summary>An argument that must not be negative.</summary>
    public static int NotNegative(LayerContext context, string argument, string written)
    {
        int value = context.Attribute[argument] as int? ?? 0;
        if (value < 0)
        {
            context.Report("DEEP0201", written, -1, context.DisplayName, written, "at least 0", value.ToString(CultureInfo.InvariantCulture));
        }

        return value;
    }
}
