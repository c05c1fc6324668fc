using System.Globalization;
using System.Linq;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Structure;

/// <summary>An elementwise operation on two layers, of which the second may be repeated along an axis.</summary>
internal static class Broadcasting
{
    /// <summary>
    /// How the right operand lies beside the left one; null if their shapes do not fit. A right side that is repeated has one number per channel, or one per
    /// position; sizes of 1 before those do not matter.
    /// </summary>
    public static PairLayout? Layout(Shape left, Shape right) =>
        left.Equals(right) ? PairLayout.Same
        : right.Last == left.Last && right.Elements == right.Last ? PairLayout.Row
        : right.Equals(left.WithLast(1)) || (right.Elements == 1 && left.Elements == left.Last) ? PairLayout.Column
        : null;

    /// <summary>What messages say of the shapes that the right side may have, such as <c>[5, 4], [4] or [5, 1]</c>.</summary>
    public static string Expected(Shape left)
    {
        string[] shapes = new[] { left, Shape.Of(left.Last), left.WithLast(1) }.Select(s => s.ToString()).Distinct().ToArray();
        return shapes.Length == 1 ? shapes[0] : string.Join(", ", shapes.Take(shapes.Length - 1)) + " or " + shapes[shapes.Length - 1];
    }

    /// <summary>What messages add where the two sides would fit the other way round.</summary>
    public static string Exchanged(Shape left, Shape right) => Layout(right, left) is null ? "" : ", or the two exchanged";

    /// <summary>See <see cref="LayerDefinition.NeedsOtherSteps"/>: a side of a lower rank, or of one step, is repeated for every step.</summary>
    public static string? NeedsOtherSteps(Node node) =>
        node.Inputs.All(i => i.Shape.Rank == node.Shape.Rank && i.Shape.Sizes[0] == node.Shape.Sizes[0]) ? null : "takes the same numbers at every step";

    /// <summary>Whether there are two sides; else that is reported.</summary>
    public static bool TakesTwo(LayerContext context, string inputsArgument)
    {
        if (context.Inputs.Count == 2)
        {
            return true;
        }

        context.Report("DEEP0158", inputsArgument, -1, context.DisplayName, context.Inputs.Count.ToString(CultureInfo.InvariantCulture));
        return false;
    }

    /// <summary>The shape of the result, or null after a report.</summary>
    public static Shape? InferShape(LayerContext context, string inputsArgument)
    {
        if (!TakesTwo(context, inputsArgument))
        {
            return null;
        }

        (Node left, Node right) = (context.Inputs[0], context.Inputs[1]);
        if (Layout(left.Shape, right.Shape) is null)
        {
            context.Report("DEEP0159", inputsArgument, 1, context.DisplayName, left.Name, left.Shape.ToString(), right.Name, right.Shape.ToString(), Expected(left.Shape) + Exchanged(left.Shape, right.Shape));
            return null;
        }

        return left.Shape;
    }

    public static void Forward(Node node, ForwardBuilder builder, PairFunction function)
    {
        Shape left = node.Inputs[0].Shape;
        builder.Add(new Pair(ForwardBuilder.Banner(node), function, LayoutOf(node), left.Size / left.Last, left.Last)
        {
            Output = builder.NewValue(node),
            Left = builder.ValueOf(node.Inputs[0]),
            Right = builder.ValueOf(node.Inputs[1]),
        });
    }

    public static void Backward(Node node, BackwardBuilder builder, PairFunction function)
    {
        Shape left = node.Inputs[0].Shape;
        string banner = BackwardBuilder.Banner(node);
        for (int side = 0; side < 2; side++)
        {
            Node input = node.Inputs[side];
            if (!input.NeedsGradient)
            {
                continue;
            }

            builder.Add(new PairGradient(banner, function, LayoutOf(node), left.Size / left.Last, left.Last)
            {
                IsRight = side == 1,
                DInput = builder.Target(input),
                Other = builder.ValueOf(node.Inputs[1 - side]),
                DOutput = builder.GradientOf(node)!,
            });
            banner = "";
        }
    }

    private static PairLayout LayoutOf(Node node) => Layout(node.Inputs[0].Shape, node.Inputs[1].Shape)!.Value;
}
