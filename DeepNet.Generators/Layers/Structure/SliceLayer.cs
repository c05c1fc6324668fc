using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Structure;

/// <summary>A range of one axis: some steps of a sequence, some channels of an image.</summary>
internal sealed class SliceLayer : LayerDefinition
{
    public override string Name => "Slice";

    public override Shape? InferShape(LayerContext context)
    {
        Shape input = context.Inputs[0].Shape;
        int axis = Axis(context.Attribute);
        int count = context.Count("Count", 1);
        if (!context.HasKnownInputs)
        {
            return null;
        }

        if (axis < -input.Rank || axis >= input.Rank)
        {
            context.Report("DEEP0201", "Axis", -1, context.DisplayName, "Axis", $"from {-input.Rank} to {input.Rank - 1}, as the input is {input}", Text(axis));
            return null;
        }

        int size = input.Sizes[At(axis, input.Rank)];
        int given = Start(context.Attribute);
        int start = At(given, size);
        if (!context.HasErrors && (start < 0 || (long)start + count > size))
        {
            string last = ((long)start + count - 1).ToString(CultureInfo.InvariantCulture);
            context.Report("DEEP0157", "Start", -1, context.DisplayName, Text(start), last, Text(size), input.ToString());
        }

        return context.HasErrors ? null : new Shape(input.Sizes.Select((s, i) => i == At(axis, input.Rank) ? count : s).ToEquatableArray());
    }

    public override string? NeedsOtherSteps(Node node) => Range(node).Axis == 0 ? "takes some of the steps" : null;

    public override string Describe(Node node)
    {
        (int start, int count, int axis, _, _, _) = Range(node);
        return $"{node.Title} {start}..{start + count - 1} of axis {axis} of {node.Inputs[0].Shape}";
    }

    public override void Forward(Node node, ForwardBuilder builder)
    {
        (int start, int count, _, int outer, int size, int inner) = Range(node);
        builder.Add(new Step(
            ForwardBuilder.Banner(node),
            new CopyRowsKernel(builder.Element, count * inner, size * inner, count * inner),
            "Copy",
            [Operand.Write(builder.NewValue(node)), Operand.Read(builder.ValueOf(node.Inputs[0])) with { Offset = start * inner }, Operand.Length(outer)]));
    }

    public override void Backward(Node node, BackwardBuilder builder)
    {
        (int start, int count, _, int outer, int size, int inner) = Range(node);
        Node input = node.Inputs[0];
        GradientTarget target = builder.Target(input);
        string banner = $"{BackwardBuilder.Banner(node)}: dInput {(target.Accumulate ? "+= dOutput in the slice" : "= dOutput in the slice, 0 elsewhere")}";
        if (!target.Accumulate)
        {
            builder.Add(new Step(banner, new ZerosKernel(builder.Element), "Write", [Operand.Write(target.Tensor), Operand.Length(input.Shape.Size)]));
            banner = "";
        }

        builder.Add(new Step(
            banner,
            new CopyRowsKernel(builder.Element, count * inner, count * inner, size * inner),
            "Accumulate",
            [Operand.ReadWrite(target.Tensor) with { Offset = start * inner }, Operand.Read(builder.GradientOf(node)!), Operand.Length(outer)]));
    }

    /// <summary>The range with negative numbers resolved, and the sizes before, of and behind the axis.</summary>
    private static (int Start, int Count, int Axis, int Outer, int Size, int Inner) Range(Node node)
    {
        Shape input = node.Inputs[0].Shape;
        int axis = At(Axis(node.Attribute), input.Rank);
        int size = input.Sizes[axis];
        return (
            At(Start(node.Attribute), size),
            node.Shape.Sizes[axis],
            axis,
            input.Sizes.Take(axis).Aggregate(1, (product, s) => product * s),
            size,
            input.Sizes.Skip(axis + 1).Aggregate(1, (product, s) => product * s));
    }

    private static int At(int index, int size) => index < 0 ? index + size : index;

    private static int Start(AttributeSpec attribute) => attribute["Start"] as int? ?? 0;

    private static int Axis(AttributeSpec attribute) => attribute["Axis"] as int? ?? 0;

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
