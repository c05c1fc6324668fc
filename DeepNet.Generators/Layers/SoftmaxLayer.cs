using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers;

/// <summary>The normalised exponential over the last dimension.</summary>
internal sealed class SoftmaxLayer : LayerDefinition
{
    public override string Name => "Softmax";

    public override Shape? InferShape(LayerContext context) => context.Inputs[0].Shape;

    public override long Flops(Node node) => 5L * node.Shape.Size;

    public override string? NeedsOtherSteps(Node node) => AlongLast(node);

    public override string Describe(Node node) => $"{node.Title} over {node.Shape.Last}";

    public override void Forward(Node node, ForwardBuilder builder)
    {
        Tensor input = builder.ValueOf(node.Inputs[0]);
        builder.Add(new Softmax($"{ForwardBuilder.Banner(node)}: exp(x - max) / Σ exp(x - max)", Rows(node), node.Shape.Last) { Output = builder.NewValue(node), Input = input });
    }

    public override void Backward(Node node, BackwardBuilder builder) =>
        builder.Add(new SoftmaxGradient($"{BackwardBuilder.Banner(node)}: dInput = y · (dOutput - Σ dOutput · y)", Rows(node), node.Shape.Last)
        {
            DInput = builder.Target(node.Inputs[0]),
            Output = builder.ValueOf(node),
            DOutput = builder.GradientOf(node)!,
        });

    private static int Rows(Node node) => node.Shape.Size / node.Shape.Last;
}
