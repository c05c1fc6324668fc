using DeepNet.Generators.Emit.Cpu;
using DeepNet.Generators.Planning;

namespace DeepNet.Generators.Layers;

/// <summary>The steps of an elementwise operation on two layers, of which the second may be repeated along an axis.</summary>
internal static class Broadcasting
{
    /// <summary>How the right operand lies beside the left one; null if their shapes do not fit.</summary>
    public static PairLayout? Layout(Shape left, Shape right) =>
        left.Equals(right) ? PairLayout.Same
        : right.Last == left.Last && right.Elements == right.Last ? PairLayout.Row
        : right.Last == 1 && right.Elements * left.Last == left.Elements && (right.Rank == left.Rank ? left.WithLast(1).Equals(right) : left.Rank == right.Rank + 1 || right.Elements == 1) ? PairLayout.Column
        : null;

    /// <summary>The shape of the result, or null after a report.</summary>
    public static Shape? InferShape(LayerContext context, string inputsArgument)
    {
        if (context.Inputs.Count != 2)
        {
            context.Report("DEEP0158", inputsArgument, -1, context.DisplayName, context.Inputs.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return null;
        }

        (Node left, Node right) = (context.Inputs[0], context.Inputs[1]);
        if (Layout(left.Shape, right.Shape) is null)
        {
            context.Report("DEEP0159", inputsArgument, 1, context.DisplayName, left.Name, left.Shape.ToString(), right.Name, right.Shape.ToString(), $"{left.Shape}, [{left.Shape.Last}] or {left.Shape.WithLast(1)}");
            return null;
        }

        return left.Shape;
    }

    public static void Forward(Node node, ForwardBuilder builder, char operation) => builder.Add(new Step(
        ForwardBuilder.Banner(node),
        Kernel(node, builder.Element, operation),
        "Forward",
        [Operand.Write(builder.NewValue(node)), Operand.Read(builder.ValueOf(node.Inputs[0])), Operand.Read(builder.ValueOf(node.Inputs[1])), Count(node)],
        InPlace: builder.ValueOf(node.Inputs[0])));

    public static void Backward(Node node, BackwardBuilder builder, char operation)
    {
        PairKernel kernel = Kernel(node, builder.Element, operation);
        Tensor dOutput = builder.GradientOf(node)!;
        string banner = BackwardBuilder.Banner(node);
        for (int side = 0; side < 2; side++)
        {
            Node input = node.Inputs[side];
            if (!input.NeedsGradient)
            {
                continue;
            }

            GradientTarget target = builder.Target(input);
            Operand gradient = target.Accumulate ? Operand.ReadWrite(target.Tensor) : Operand.Write(target.Tensor);
            Operand other = Operand.Read(builder.ValueOf(node.Inputs[1 - side]));
            builder.Add(new Step(
                banner,
                kernel,
                (target.Accumulate ? "Accumulate" : "Backward") + (side == 0 ? "Left" : "Right"),
                operation == '*' ? [gradient, other, Operand.Read(dOutput), Count(node)] : [gradient, Operand.Read(dOutput), Count(node)]));
            banner = "";
        }
    }

    private static PairKernel Kernel(Node node, Emit.ElementType element, char operation)
    {
        Shape left = node.Inputs[0].Shape;
        PairLayout layout = Layout(left, node.Inputs[1].Shape)!.Value;
        return layout == PairLayout.Same ? new PairKernel(element, operation, layout, 0, 0) : new PairKernel(element, operation, layout, left.Size / left.Last, left.Last);
    }

    /// <summary>What the kernel counts: elements if both sides have the same shape, else samples.</summary>
    private static Operand Count(Node node) =>
        Layout(node.Inputs[0].Shape, node.Inputs[1].Shape) == PairLayout.Same ? Operand.Length(node.Shape.Size) : Operand.Batch;
}
