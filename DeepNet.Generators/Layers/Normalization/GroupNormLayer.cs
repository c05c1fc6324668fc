using System.Globalization;
using System.Linq;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Normalization;

/// <summary>Normalises each sample over positions and groups of channels.</summary>
internal class GroupNormLayer : NormalizationLayer
{
    public override string Name => "GroupNorm";

    public override long Flops(Node node) => (IsAffine(node) ? 8L : 6L) * node.Shape.Size;

    public override string? NeedsOtherSteps(Node node) => "normalizes over all steps";

    public override string Describe(Node node) => $"{node.Title} of {Text(node.Shape.Last)} channels in {Text(Groups(node))} group{(Groups(node) == 1 ? "" : "s")}";

    public override void Forward(Node node, ForwardBuilder builder) =>
        AddForward(node, builder, Over(node), $"{Formula(node, "(x - mean) / √(variance + ε)")}, over {Values(node)} of a sample", node.Shape.Last, perSample: true);

    public override void Backward(Node node, BackwardBuilder builder) => AddBackward(node, builder, Over(node), Values(node));

    protected override void Check(LayerContext context, bool isShapeKnown)
    {
        int channels = context.Inputs[0].Shape.Last;
        int groups = context.Count("Groups");
        if (groups < 1 || !isShapeKnown)
        {
            return;
        }

        if (channels % groups != 0)
        {
            string quotient = ((double)channels / groups).ToString("0.##", CultureInfo.InvariantCulture);
            context.Report("DEEP0130", "Groups", -1, context.DisplayName, Text(channels), context.Inputs[0].Name, $"{Text(channels)} / {Text(groups)} = {quotient}");
        }
        else
        {
            CheckValues(context, context.Inputs[0].Shape.Elements / groups, "group");
        }
    }

    protected virtual int Groups(Node node) => node.Attribute["Groups"] as int? ?? 1;

    private GroupStatistics Over(Node node) => new(Positions(node), node.Shape.Last, Groups(node));

    private string Values(Node node)
    {
        int width = node.Shape.Last / Groups(node);
        return width == 1 ? $"{Text(Positions(node))} positions" : $"{Text(Positions(node))} · {Text(width)} values";
    }
}
