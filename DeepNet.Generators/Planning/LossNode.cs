using DeepNet.Generators.Losses;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Planning;

/// <summary>A loss and the node that it is taken of.</summary>
/// <param name="Definition">The kind of loss.</param>
/// <param name="Attribute">Its arguments.</param>
/// <param name="Node">The layer whose output it compares with targets.</param>
/// <param name="Target">The caller's targets.</param>
internal sealed record LossNode(LossDefinition Definition, AttributeSpec Attribute, Node Node, Tensor Target)
{
    /// <summary>The factor in the sum of losses.</summary>
    public double Weight => Layers.LayerContext.Number(Attribute, "Weight", 1);
}
