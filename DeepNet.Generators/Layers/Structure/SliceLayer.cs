using System.Globalization;
using System.Linq;
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
        int count = context.Count("Count");
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

    public override string? NeedsOtherSteps(Node node) => AxisOf(node) == 0 ? "takes some of the steps" : null;

    public override string Describe(Node node)
    {
        AxisRange range = Range(node);
        return $"{node.Title} {range.First}..{range.First + range.Count - 1} of axis {AxisOf(node)} of {node.Inputs[0].Shape}";
    }

    public override void Forward(Node node, ForwardBuilder builder) =>
        builder.Add(new RangeGather(ForwardBuilder.Banner(node), Range(node)) { Output = builder.NewValue(node), Input = builder.ValueOf(node.Inputs[0]) });

    public override void Backward(Node node, BackwardBuilder builder)
    {
        GradientTarget target = builder.Target(node.Inputs[0]);
        builder.Add(new RangeScatter($"{BackwardBuilder.Banner(node)}: dInput {(target.Accumulate ? "+= dOutput in the slice" : "= dOutput in the slice, 0 elsewhere")}", Range(node))
        {
            Output = target.Tensor,
            Accumulate = target.Accumulate,
            Input = builder.GradientOf(node)!,
        });
    }

    /// <summary>The range, with negative numbers resolved.</summary>
    private static AxisRange Range(Node node)
    {
        Shape input = node.Inputs[0].Shape;
        int axis = AxisOf(node);
        int size = input.Sizes[axis];
        return new AxisRange(
            input.Sizes.Take(axis).Aggregate(1, (product, s) => product * s),
            size,
            input.Sizes.Skip(axis + 1).Aggregate(1, (product, s) => product * s),
            At(Start(node.Attribute), size),
            node.Shape.Sizes[axis]);
    }

    private static int AxisOf(Node node) => At(Axis(node.Attribute), node.Inputs[0].Shape.Rank);

    private static int At(int index, int size) => index < 0 ? index + size : index;

    private static int Start(AttributeSpec attribute) => attribute.Whole("Start");

    private static int Axis(AttributeSpec attribute) => attribute.Whole("Axis");

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
