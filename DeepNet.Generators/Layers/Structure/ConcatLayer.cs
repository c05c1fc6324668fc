using System.Linq;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Structure;

/// <summary>Joins layers along their last dimension.</summary>
internal sealed class ConcatLayer : LayerDefinition
{
    public override string Name => "Concat";

    public override string InputsArgument => "Inputs";

    public override Shape? InferShape(LayerContext context)
    {
        Shape first = context.Inputs[0].Shape;
        long last = first.Last;
        for (int i = 1; i < context.Inputs.Count; i++)
        {
            Shape other = context.Inputs[i].Shape;
            if (other.Rank != first.Rank || !other.WithLast(1).Equals(first.WithLast(1)))
            {
                context.Report("DEEP0103", InputsArgument, i, context.DisplayName, context.Inputs[0].Name, first.ToString(), context.Inputs[i].Name, other.ToString());
                return null;
            }

            last += other.Last;
        }

        if (last > int.MaxValue)
        {
            context.Report("DEEP0113", null, -1, context.DisplayName, last.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return null;
        }

        return first.WithLast((int)last);
    }

    public override string? NeedsOtherSteps(Node node) => AlongLast(node);

    public override string Describe(Node node) => $"{node.Title}({string.Join(", ", node.Inputs.Select(i => $"{i.Name} {i.Shape}"))})";

    public override void Forward(Node node, ForwardBuilder builder) => builder.Add(new Concatenation(ForwardBuilder.Banner(node), Rows(node))
    {
        Output = builder.NewValue(node),
        Inputs = node.Inputs.Select(builder.ValueOf).ToList(),
    });

    public override void Backward(Node node, BackwardBuilder builder)
    {
        string banner = BackwardBuilder.Banner(node) + ": each input gets its columns of dOutput";
        int column = 0;
        foreach (Node input in node.Inputs)
        {
            int width = input.Shape.Last;
            if (input.NeedsGradient)
            {
                GradientTarget target = builder.Target(input);
                builder.Add(new RangeGather(banner, new AxisRange(Rows(node), node.Shape.Last, 1, column, width))
                {
                    Output = target.Tensor,
                    Accumulate = target.Accumulate,
                    Input = builder.GradientOf(node)!,
                });
                banner = "";
            }

            column += width;
        }
    }

    private static int Rows(Node node) => node.Shape.Size / node.Shape.Last;
}
