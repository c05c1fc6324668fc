using DeepNet.Generators.Model;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Structure;

/// <summary>The elementwise product or difference of two layers.</summary>
internal sealed class PairLayer(string name, char operation) : LayerDefinition
{
    public override string Name => name;

    public override string InputsArgument => "Inputs";

    public override Shape? InferShape(LayerContext context) => Broadcasting.InferShape(context, InputsArgument);

    public override long Flops(Node node) => node.Shape.Size;

    public override string? NeedsOtherSteps(Node node) => Broadcasting.NeedsOtherSteps(node);

    public override string Describe(Node node) => $"{node.Title}: {node.Inputs[0].Name} {operation} {node.Inputs[1].Name} {node.Inputs[1].Shape}";

    public override void Forward(Node node, ForwardBuilder builder) => Broadcasting.Forward(node, builder, operation);

    public override void Backward(Node node, BackwardBuilder builder) => Broadcasting.Backward(node, builder, operation);
}
