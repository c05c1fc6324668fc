using System;
using System.Globalization;
using DeepNet.Generators.Emit.Cpu.Pooling;
using DeepNet.Generators.Model;
using DeepNet.Generators.Planning;

namespace DeepNet.Generators.Layers;

/// <summary>The maximum or the mean over windows of a sequence or an image, or over all of it.</summary>
internal sealed class PoolLayer(bool average, int dimensions, bool isGlobal) : LayerDefinition
{
    /// <summary>The value of <c>DeepNet.Padding.Same</c>.</summary>
    private const int Same = -1;

    public override string Name { get; } = $"{(isGlobal ? "Global" : "")}{(average ? "Average" : "Max")}Pool{dimensions.ToString(CultureInfo.InvariantCulture)}D";

    public override Shape? InferShape(LayerContext context)
    {
        int window = 1;
        if (!isGlobal)
        {
            window = context.Count("Size");
            context.Count("Stride", window);
            CheckPadding(context, window);
        }

        if (!ImageShape.HasRank(context, dimensions + 1) || context.HasErrors)
        {
            return null;
        }

        Shape input = context.Inputs[0].Shape;
        if (isGlobal)
        {
            return Shape.Of(input.Last);
        }

        // The first direction with a fault is reported, because a square has it in both.
        for (int i = 0; i < dimensions; i++)
        {
            if (Output(context.Attribute, input.Sizes[i]) < 1)
            {
                string direction = dimensions == 1 ? "number of steps" : i == 0 ? "height" : "width";
                context.Report("DEEP0133", "Size", -1, context.DisplayName, direction, Arithmetic(context.Attribute, input.Sizes[i]));
                return null;
            }
        }

        int first = (int)Output(context.Attribute, input.Sizes[0]);
        return dimensions == 1 ? Shape.Of(first, input.Last) : Shape.Of(first, (int)Output(context.Attribute, input.Sizes[1]), input.Last);
    }

    public override long Flops(Node node)
    {
        PoolSizes sizes = Sizes(node);
        return sizes.Area * node.Shape.Size;
    }

    public override string Describe(Node node)
    {
        PoolSizes sizes = Sizes(node);
        if (isGlobal)
        {
            return $"{node.Title} over {Extents(sizes.Height.Size, sizes.Width.Size)}";
        }

        int padding = Padding(node.Attribute);
        string details = $"stride {Text(Stride(node.Attribute))}{(padding == 0 ? "" : padding == Same ? ", padding same" : $", padding {Text(padding)}")}";
        return $"{node.Title} {Extents(sizes.Height.Window, sizes.Width.Window)} ({details}), {Extents(sizes.Height.Size, sizes.Width.Size)}→{Extents(sizes.Height.Output, sizes.Width.Output)}";
    }

    public override void Forward(Node node, ForwardBuilder builder)
    {
        Tensor input = builder.ValueOf(node.Inputs[0]);
        builder.Add(new Step(
            $"{ForwardBuilder.Banner(node)}: {(average ? "mean" : "max")} of x{Window(node)}",
            new PoolKernel(builder.Element, Sizes(node), average),
            "Forward",
            [Operand.Write(builder.NewValue(node)), Operand.Read(input), Operand.Batch]));
    }

    public override void Backward(Node node, BackwardBuilder builder)
    {
        GradientTarget target = builder.Target(node.Inputs[0]);
        Operand[] saved = average ? [] : [Operand.Read(builder.ValueOf(node)), Operand.Read(builder.ValueOf(node.Inputs[0]))];
        builder.Add(new Step(
            $"{BackwardBuilder.Banner(node)}: dInput {(target.Accumulate ? "+=" : "=")} {(average ? "dOutput / values of the window" : "dOutput where the window has its first maximum, else 0")}",
            new PoolKernel(builder.Element, Sizes(node), average),
            target.Accumulate ? "Accumulate" : "Backward",
            [target.Accumulate ? Operand.ReadWrite(target.Tensor) : Operand.Write(target.Tensor), .. saved, Operand.Read(builder.GradientOf(node)!), Operand.Batch]));
    }

    private static int Window(AttributeSpec attribute) => attribute["Size"] as int? ?? 1;

    private static int Stride(AttributeSpec attribute) => attribute["Stride"] as int? ?? Window(attribute);

    private static int Padding(AttributeSpec attribute) => attribute["Padding"] as int? ?? 0;

    private static void CheckPadding(LayerContext context, int window)
    {
        int padding = Padding(context.Attribute);
        if (padding < Same)
        {
            context.Report("DEEP0201", "Padding", -1, context.DisplayName, "Padding", "Padding.Valid, Padding.Same or at least 1", Text(padding));
        }
        else if (window > 0 && padding >= window)
        {
            context.Report("DEEP0134", "Padding", -1, context.DisplayName, Text(window), Text(padding));
        }
    }

    private static long Output(AttributeSpec attribute, int size)
    {
        int stride = Stride(attribute);
        if (Padding(attribute) == Same)
        {
            return ((long)size + stride - 1) / stride;
        }

        long room = size + 2L * Padding(attribute) - Window(attribute);
        return room < 0 ? 0 : room / stride + 1;
    }

    private static string Arithmetic(AttributeSpec attribute, int size)
    {
        int stride = Stride(attribute);
        int padding = Padding(attribute);
        double output = ((double)size + 2.0 * padding - Window(attribute)) / stride + 1;
        return $"({Text(size)} + 2*{Text(padding)} - {Text(Window(attribute))}) / {Text(stride)} + 1 = {output.ToString("0.###", CultureInfo.InvariantCulture)}";
    }

    private PoolSizes Sizes(Node node)
    {
        Shape input = node.Inputs[0].Shape;
        PoolExtent width = Extent(node.Attribute, input.Sizes[dimensions - 1]);
        return new PoolSizes(dimensions == 1 ? new PoolExtent(1, 1, 1, 0, 1) : Extent(node.Attribute, input.Sizes[0]), width, input.Last);
    }

    private PoolExtent Extent(AttributeSpec attribute, int size)
    {
        if (isGlobal)
        {
            return new PoolExtent(size, size, size, 0, 1);
        }

        long output = Output(attribute, size);
        int before = Padding(attribute) == Same
            ? (int)(Math.Max((output - 1) * Stride(attribute) + Window(attribute) - size, 0) / 2)
            : Padding(attribute);
        return new PoolExtent(size, Window(attribute), Stride(attribute), before, (int)output);
    }

    /// <summary>The elements of a window, for comments: <c>[2i + 0..1, 2j + 0..1]</c>.</summary>
    private string Window(Node node)
    {
        PoolSizes sizes = Sizes(node);
        return isGlobal ? $" over {Extents(sizes.Height.Size, sizes.Width.Size)}" : dimensions == 1 ? $"[{Place(sizes.Width, "i")}]" : $"[{Place(sizes.Height, "i")}, {Place(sizes.Width, "j")}]";
    }

    private static string Place(PoolExtent extent, string index) =>
        $"{(extent.Stride == 1 ? "" : Text(extent.Stride))}{index} + {Text(-extent.Before)}..{Text(extent.Window - 1 - extent.Before)}";

    private string Extents(int height, int width) => dimensions == 1 ? Text(width) : $"{Text(height)}x{Text(width)}";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
