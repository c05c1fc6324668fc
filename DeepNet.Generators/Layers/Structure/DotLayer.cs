using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Structure;

/// <summary>The dot product of two layers over their last axis.</summary>
internal sealed class DotLayer : LayerDefinition
{
    public override string Name => "Dot";

    public override string InputsArgument => "Inputs";

    public override Shape? InferShape(LayerContext context)
    {
        if (!Broadcasting.TakesTwo(context, InputsArgument))
        {
            return null;
        }

        (Node left, Node right) = (context.Inputs[0], context.Inputs[1]);
        if (!left.Shape.Equals(right.Shape))
        {
            context.Report("DEEP0159", InputsArgument, 1, context.DisplayName, left.Name, left.Shape.ToString(), right.Name, right.Shape.ToString(), left.Shape.ToString());
            return null;
        }

        return left.Shape.WithLast(1);
    }

    public override long Flops(Node node) => 2L * node.Inputs[0].Shape.Size;

    public override string? NeedsOtherSteps(Node node) => AlongLast(node);

    public override string Describe(Node node) => $"{node.Title}: {node.Inputs[0].Name} · {node.Inputs[1].Name} over {node.Inputs[0].Shape.Last}";

    public override void Forward(Node node, ForwardBuilder builder) => builder.Add(new RowDot(ForwardBuilder.Banner(node), node.Shape.Size, node.Inputs[0].Shape.Last)
    {
        Output = builder.NewValue(node),
        Left = builder.ValueOf(node.Inputs[0]),
        Right = builder.ValueOf(node.Inputs[1]),
    });

    public override void Backward(Node node, BackwardBuilder builder)
    {
        string banner = BackwardBuilder.Banner(node) + ": the gradient of each side is the other side times dOutput";
        for (int side = 0; side < 2; side++)
        {
            Node input = node.Inputs[side];
            if (!input.NeedsGradient)
            {
                continue;
            }

            builder.Add(new RowDotGradient(banner, node.Shape.Size, input.Shape.Last)
            {
                DInput = builder.Target(input),
                Other = builder.ValueOf(node.Inputs[1 - side]),
                DOutput = builder.GradientOf(node)!,
            });
            banner = "";
        }
    }
}
