using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Normalization;

/// <summary>Normalises each channel of each sample over its positions: groups of one channel.</summary>
internal sealed class InstanceNormLayer : GroupNormLayer
{
    public override string Name => "InstanceNorm";

    public override string? NeedsOtherSteps(Node node) => "normalizes over all steps";

    public override string Describe(Node node) => $"{node.Title} of {Text(node.Shape.Last)} channels";

    protected override int Groups(Node node) => node.Shape.Last;

    protected override void Check(LayerContext context, bool isShapeKnown)
    {
        if (isShapeKnown)
        {
            CheckValues(context, context.Inputs[0].Shape.Elements / context.Inputs[0].Shape.Last, "channel of a sample");
        }
    }
}
