using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Structure;

/// <summary>The elementwise sum of layers of equal shape, or of two of which the second is repeated along an axis.</summary>
internal sealed class AddLayer : LayerDefinition
{
    public override string Name => "Add";

    public override string InputsArgument => "Inputs";

    public override Shape? InferShape(LayerContext context)
    {
        Node first = context.Inputs[0];
        if (context.Inputs.Count == 2 && Broadcasting.Layout(first.Shape, context.Inputs[1].Shape) is not null)
        {
            return first.Shape;
        }

        for (int i = 1; i < context.Inputs.Count; i++)
        {
            Node other = context.Inputs[i];
            if (!other.Shape.Equals(first.Shape))
            {
                string expected = context.Inputs.Count == 2
                    ? Broadcasting.Expected(first.Shape) + Broadcasting.Exchanged(first.Shape, other.Shape)
                    : $"{first.Shape}, because a layer is repeated only in a sum of two";
                context.Report("DEEP0102", InputsArgument, i, context.DisplayName, first.Name, first.Shape.ToString(), other.Name, other.Shape.ToString(), expected);
                return null;
            }
        }

        return first.Shape;
    }

    public override long Flops(Node node) => (long)(node.Inputs.Count - 1) * node.Shape.Size;

    public override string? NeedsOtherSteps(Node node) => Broadcasting.NeedsOtherSteps(node);

    public override string Describe(Node node) => $"{node.Title}({string.Join(", ", node.Inputs.Select(i => i.Name))})";

    public override void Forward(Node node, ForwardBuilder builder)
    {
        if (IsBroadcast(node))
        {
            Broadcasting.Forward(node, builder, PairFunction.Add);
            return;
        }

        builder.Add(new Sum(ForwardBuilder.Banner(node), node.Shape.Size) { Output = builder.NewValue(node), Inputs = node.Inputs.Select(builder.ValueOf).ToList() });
    }

    public override void Backward(Node node, BackwardBuilder builder)
    {
        if (IsBroadcast(node))
        {
            Broadcasting.Backward(node, builder, PairFunction.Add);
            return;
        }

        builder.PassThrough(builder.GradientOf(node)!, node.Inputs);
    }

    private static bool IsBroadcast(Node node) => node.Inputs.Any(i => !i.Shape.Equals(node.Shape));
}
