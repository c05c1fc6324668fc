using System.Globalization;
using System.Linq;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Convolution;

/// <summary>Puts zeros around images, or takes their borders away: each is the other's gradient.</summary>
internal sealed class BorderLayer(string name, bool crops) : LayerDefinition
{
    public override string Name => name;

    public override Shape? InferShape(LayerContext context)
    {
        foreach (string side in (string[])["Top", "Bottom", "Left", "Right"])
        {
            if (context.Attribute["Padding"] is null)
            {
                CheckNotNegative(context, side);
            }
        }

        CheckNotNegative(context, "Padding");
        if (!ConvolutionArguments.HasRank(context, 3) || context.HasErrors)
        {
            return null;
        }

        Shape input = context.Inputs[0].Shape;
        long height = Size(context, input.Sizes[0], "height", "Top", "Bottom");
        long width = context.HasErrors ? 0 : Size(context, input.Sizes[1], "width", "Left", "Right");
        if (height > int.MaxValue || width > int.MaxValue)
        {
            context.Report("DEEP0113", null, -1, context.DisplayName, ((System.Numerics.BigInteger)height * width * input.Last).ToString(CultureInfo.InvariantCulture));
        }

        return context.HasErrors ? null : Shape.Of((int)height, (int)width, input.Last);
    }

    public override string Describe(Node node) =>
        $"{node.Title} ({Text(Side(node.Attribute, "Top"))} top, {Text(Side(node.Attribute, "Bottom"))} bottom, {Text(Side(node.Attribute, "Left"))} left, {Text(Side(node.Attribute, "Right"))} right), {Size(node.Inputs[0].Shape)}→{Size(node.Shape)}";

    public override void Forward(Node node, ForwardBuilder builder) => builder.Add(Copy(
        $"{ForwardBuilder.Banner(node)}: {(crops ? "the window" : "zeros around the image")}", node, crops, builder.NewValue(node), false, builder.ValueOf(node.Inputs[0])));

    public override void Backward(Node node, BackwardBuilder builder)
    {
        GradientTarget target = builder.Target(node.Inputs[0]);
        string formula = crops ? $"dInput {(target.Accumulate ? "+=" : "=")} dOutput in the window{(target.Accumulate ? "" : ", 0 around it")}" : $"dInput {(target.Accumulate ? "+=" : "=")} the window of dOutput";
        builder.Add(Copy($"{BackwardBuilder.Banner(node)}: {formula}", node, !crops, target.Tensor, target.Accumulate, builder.GradientOf(node)!));
    }

    private static void CheckNotNegative(LayerContext context, string argument)
    {
        if (context.Attribute[argument] is int value and < 0)
        {
            context.Report("DEEP0201", argument, -1, context.DisplayName, argument, "at least 0", Text(value));
        }
    }

    private static int Side(AttributeSpec attribute, string side) => attribute["Padding"] as int? ?? attribute[side] as int? ?? 0;

    private long Size(LayerContext context, int size, string direction, string before, string after)
    {
        int first = Side(context.Attribute, before);
        int second = Side(context.Attribute, after);
        long result = crops ? (long)size - first - second : (long)size + first + second;
        if (result < 1)
        {
            context.Report("DEEP0132", before, -1, context.DisplayName, direction, $"{Text(size)} - {Text(first)} - {Text(second)} = {result.ToString(CultureInfo.InvariantCulture)}");
        }

        return result;
    }

    /// <summary>The copy out of the window, or into it.</summary>
    private Box Copy(string comment, Node node, bool takes, Tensor output, bool accumulate, Tensor input)
    {
        (Shape small, Shape large) = crops ? (node.Shape, node.Inputs[0].Shape) : (node.Inputs[0].Shape, node.Shape);
        EquatableArray<BoxAxis> axes = ((string[])["Top", "Left"]).Select((side, i) => new BoxAxis(small.Sizes[i], Side(node.Attribute, side), large.Sizes[i])).ToEquatableArray();
        return takes
            ? new Crop(comment, axes, small.Last) { Output = output, Accumulate = accumulate, Input = input }
            : new Pad(comment, axes, small.Last) { Output = output, Accumulate = accumulate, Input = input };
    }

    private static string Size(Shape shape) => $"{Text(shape.Sizes[0])}x{Text(shape.Sizes[1])}";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
