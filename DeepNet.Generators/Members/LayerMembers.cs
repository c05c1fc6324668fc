using System.Collections.Generic;

namespace DeepNet.Generators.Members;

/// <summary>The names of the members of a network's class that stand for the parameters of a layer: a property, its type, and what is in the type.</summary>
internal static class LayerMembers
{
    /// <summary>The name of the type of the property of a layer.</summary>
    public static string TypeName(string layer) => layer + "Parameters";

    /// <summary>The names that the members of a layer take, with those that C# keeps for the property's methods.</summary>
    public static IEnumerable<string> Names(string layer) => [layer, TypeName(layer), "get_" + layer, "set_" + layer];

    /// <summary>The name of the gradient of a parameter.</summary>
    public static string GradientName(string parameter) => parameter + "Gradient";
}
