using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Normalization;

/// <summary>Scales every row of the last axis to length 1.</summary>
internal sealed class L2NormalizeLayer : LayerDefinition
{
    public override string Name => "L2Normalize";

    public override Shape? InferShape(LayerContext context)
    {
        context.Positive("Epsilon");
        return context.HasErrors ? null : context.Inputs[0].Shape;
    }

    public override long Flops(Node node) => 3L * node.Shape.Size;

    public override string? NeedsOtherSteps(Node node) => AlongLast(node);

    public override string Describe(Node node) => $"{node.Title} over {node.Shape.Last}";

    public override void Forward(Node node, ForwardBuilder builder) =>
        builder.Add(new L2Normalization($"{ForwardBuilder.Banner(node)}: x / max(√Σx², ε)", Rows(node), node.Shape.Last, Epsilon(node))
        {
            Output = builder.NewValue(node),
            Input = builder.ValueOf(node.Inputs[0]),
        });

    public override void Backward(Node node, BackwardBuilder builder) =>
        builder.Add(new L2NormalizationGradient($"{BackwardBuilder.Banner(node)}: dInput = (dOutput - y · Σ dOutput · y) / √Σx²", Rows(node), node.Shape.Last, Epsilon(node))
        {
            DInput = builder.Target(node.Inputs[0]),
            Input = builder.ValueOf(node.Inputs[0]),
            DOutput = builder.GradientOf(node)!,
        });

    private static double Epsilon(Node node) => node.Attribute.Number("Epsilon");

    private static int Rows(Node node) => node.Shape.Size / node.Shape.Last;
}
