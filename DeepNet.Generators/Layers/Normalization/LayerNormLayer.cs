using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Normalization;

/// <summary>Normalises rows of features by mean and deviation.</summary>
internal class LayerNormLayer : NormalizationLayer
{
    public override string Name => "LayerNorm";

    public override long Flops(Node node) => (HasBeta ? IsAffine(node) ? 8L : 6L : IsAffine(node) ? 4L : 3L) * node.Shape.Size;

    public override string? NeedsOtherSteps(Node node) => AlongLast(node);

    public override string Describe(Node node) => $"{node.Title} over {Text(node.Shape.Last)} features";

    public override void Forward(Node node, ForwardBuilder builder) =>
        AddForward(node, builder, Over(node), Formula(node, HasBeta ? "(x - mean) / √(variance + ε)" : "x / √(mean(x²) + ε)"), Positions(node), perSample: true);

    public override void Backward(Node node, BackwardBuilder builder) => AddBackward(node, builder, Over(node), $"{Text(node.Shape.Last)} features");

    protected override void Check(LayerContext context, bool isShapeKnown)
    {
        if (isShapeKnown)
        {
            CheckValues(context, context.Inputs[0].Shape.Last, "row of features");
        }
    }

    private static RowStatistics Over(Node node) => new(Positions(node), node.Shape.Last);
}
