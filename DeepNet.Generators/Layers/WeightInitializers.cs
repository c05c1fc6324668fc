using DeepNet.Generators.Model;

namespace DeepNet.Generators.Layers;

/// <summary>Chooses how weights are drawn.</summary>
internal static class WeightInitializers
{
    // In the order of the public enum DeepNet.Initializer, whose numbers arrive here.
    private static readonly string[] Names =
        ["Auto", "HeNormal", "HeUniform", "GlorotNormal", "GlorotUniform", "LeCunNormal", "LeCunUniform", "Orthogonal", "Zeros"];

    /// <summary>The initializer that the attribute names, or the one that suits the activation that follows.</summary>
    public static string Resolve(AttributeSpec attribute, Elementwise? following)
    {
        string name = attribute["Initializer"] is int value && value >= 0 && value < Names.Length ? Names[value] : "Auto";
        return name == "Auto" ? following?.Initializer ?? "GlorotUniform" : name;
    }
}
