using System.Globalization;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Layers;

/// <summary>Chooses how weights are drawn.</summary>
internal static class WeightInitializers
{
    // In the order of the public enum DeepNet.Initializer, whose numbers arrive here.
    private static readonly string[] Names =
        ["Auto", "HeNormal", "HeUniform", "GlorotNormal", "GlorotUniform", "LeCunNormal", "LeCunUniform", "Orthogonal", "Zeros"];

    /// <summary>Reports a number that is no member of the enum, which a cast can make.</summary>
    public static void Check(LayerContext context)
    {
        if (context.Attribute["Initializer"] is int value && (value < 0 || value >= Names.Length))
        {
            context.Report("DEEP0201", "Initializer", -1, context.DisplayName, "Initializer", "one of " + string.Join(", ", Names), value.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The initializer that the attribute names, or the one that suits the activation that follows.</summary>
    public static string Resolve(AttributeSpec attribute, Elementwise? following)
    {
        string name = attribute["Initializer"] is int value && value >= 0 && value < Names.Length ? Names[value] : "Auto";
        return name == "Auto" ? following?.Initializer ?? "GlorotUniform" : name;
    }
}
