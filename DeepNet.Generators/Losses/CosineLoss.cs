using System.Globalization;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Losses;

/// <summary>One less the cosine of the angle between output and target, over the last dimension.</summary>
internal sealed class CosineLoss : LossDefinition
{
    public override string Name => "CosineLoss";

    public override void Check(LayerContext context)
    {
    }

    public override string Describe(LossNode loss) => $"1 - cosine similarity over {loss.Node.Shape.Last.ToString(CultureInfo.InvariantCulture)}";

    public override LossFunction Function(LossNode loss) => new CosineDistance(loss.Node.Shape.Last);
}
