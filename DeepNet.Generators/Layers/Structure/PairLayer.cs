using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Structure;

/// <summary>The elementwise product or difference of two layers.</summary>
/// <param name="name">The attribute's name.</param>
/// <param name="function">What is done to the two.</param>
/// <param name="symbol">How formulas write it.</param>
internal sealed class PairLayer(string name, PairFunction function, char symbol) : LayerDefinition
{
    public override string Name => name;

    public override string InputsArgument => "Inputs";

    public override Shape? InferShape(LayerContext context) => Broadcasting.InferShape(context, InputsArgument);

    public override long Flops(Node node) => node.Shape.Size;

    public override string? NeedsOtherSteps(Node node) => Broadcasting.NeedsOtherSteps(node);

    public override string Describe(Node node) => $"{node.Title}: {node.Inputs[0].Name} {symbol} {node.Inputs[1].Name} {node.Inputs[1].Shape}";

    public override void Forward(Node node, ForwardBuilder builder) => Broadcasting.Forward(node, builder, function);

    public override void Backward(Node node, BackwardBuilder builder) => Broadcasting.Backward(node, builder, function);
}
