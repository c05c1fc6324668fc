using DeepNet.Generators.Model;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Structure;

/// <summary>Turns any shape into a vector; the memory stays as it is.</summary>
internal sealed class FlattenLayer : LayerDefinition
{
    public override string Name => "Flatten";

    public override Shape? InferShape(LayerContext context) => Shape.Of(context.Inputs[0].Shape.Size);

    public override string? NeedsOtherSteps(Node node) => node.Inputs[0].Shape.Rank == 1 ? null : "joins all steps to one vector";

    public override string Describe(Node node) => $"{node.Title} {node.Inputs[0].Shape}";

    public override void Forward(Node node, ForwardBuilder builder) => builder.SetValue(node, builder.ValueOf(node.Inputs[0]));

    public override void Backward(Node node, BackwardBuilder builder) => builder.PassThrough(builder.GradientOf(node)!, node.Inputs);
}
