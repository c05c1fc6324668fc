using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Layers;

/// <summary>Chooses how weights are drawn.</summary>
internal static class WeightInitializers
{
    /// <summary>Reports a number that is no member of the enum, which a cast can make.</summary>
    public static void Check(LayerContext context) => context.Member<Initializer>("Initializer");

    /// <summary>The initializer that the attribute names, or the one that suits the activation that follows.</summary>
    public static string Resolve(AttributeSpec attribute, Elementwise? following)
    {
        Initializer asked = attribute.Member<Initializer>("Initializer");
        return asked == Initializer.Auto || !Enum.IsDefined(typeof(Initializer), asked) ? following?.Initializer ?? nameof(Initializer.GlorotUniform) : asked.ToString();
    }
}
