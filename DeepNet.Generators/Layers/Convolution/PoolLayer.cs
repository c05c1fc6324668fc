using System;
using System.Globalization;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Backends.Cpu.Pooling;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Convolution;

/// <summary>The maximum or the mean over windows of a sequence or an image, or over all of it.</summary>
internal sealed class PoolLayer(bool average, int dimensions, bool isGlobal) : LayerDefinition
{
    public override string Name { get; } = $"{(isGlobal ? "Global" : "")}{(average ? "Average" : "Max")}Pool{dimensions.ToString(CultureInfo.InvariantCulture)}D";

    public override Shape? InferShape(LayerContext context)
    {
        int window = 1;
        if (!isGlobal)
        {
            window = context.Count("Size");
            context.Count("Stride", 1);
            CheckPadding(context, window);
        }

        if (!ConvolutionArguments.HasRank(context, dimensions + 1) || context.HasErrors)
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
            ConvolutionExtent extent = Extent(context.Attribute, input.Sizes[i]);
            if (extent.Output < 1)
            {
                string direction = dimensions == 1 ? "number of steps" : i == 0 ? "height" : "width";
                context.Report("DEEP0132", "Size", -1, context.DisplayName, direction, extent.Arithmetic);
                return null;
            }
        }

        int first = Extent(context.Attribute, input.Sizes[0]).OutputSize;
        return dimensions == 1 ? Shape.Of(first, input.Last) : Shape.Of(first, Extent(context.Attribute, input.Sizes[1]).OutputSize, input.Last);
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

        int padding = ConvolutionArguments.Padding(node.Attribute);
        string details = $"stride {Text(Stride(node.Attribute))}{(padding == 0 ? "" : padding == ConvolutionExtent.Same ? ", padding same" : $", padding {Text(padding)}")}";
        return $"{node.Title} {Extents(sizes.Height.Window, sizes.Width.Window)} ({details}), {Extents(sizes.Height.Size, sizes.Width.Size)}→{Extents(sizes.Height.Output, sizes.Width.Output)}";
    }

    public override void Forward(Node node, ForwardBuilder builder)
    {
        Tensor input = builder.ValueOf(node.Inputs[0]);
        builder.Add(new Step(
            $"{ForwardBuilder.Banner(node)}: {(average ? "mean" : "max")} of x{Window(node)}",
            new PoolKernel(builder.Element, Sizes(node), average) { ReadsPast = input.Kind != TensorKind.Input },
            "Forward",
            [Operand.Write(builder.NewValue(node)), Operand.Read(input), Operand.Batch]));
    }

    public override void Backward(Node node, BackwardBuilder builder)
    {
        GradientTarget target = builder.TargetThroughActivation(node.Inputs[0]);
        ElementwiseKernel? derivative = target.Derivative is null ? null : new ElementwiseKernel(builder.Element, target.Derivative);
        Operand[] saved = target.Saved is null ? [] : [Operand.Read(target.Saved)];
        Operand[] values = average ? [] : [Operand.Read(builder.ValueOf(node)), Operand.Read(builder.ValueOf(node.Inputs[0]))];
        builder.Add(new Step(
            $"{BackwardBuilder.Banner(node)}: dInput {(target.Accumulate ? "+=" : "=")} {(average ? "dOutput / values of the window" : "dOutput where the window has its first maximum, else 0")}{(derivative is null ? "" : $", through {derivative.Operation.Name}")}",
            new PoolKernel(builder.Element, Sizes(node), average) { ReadsPast = true, Derivative = derivative },
            target.Accumulate ? "Accumulate" : "Backward",
            [target.Accumulate ? Operand.ReadWrite(target.Tensor) : Operand.Write(target.Tensor), .. saved, .. values, Operand.Read(builder.GradientOf(node)!), Operand.Batch]));
    }

    private static int Window(AttributeSpec attribute) => attribute["Size"] as int? ?? 1;

    private static int Stride(AttributeSpec attribute) => attribute["Stride"] as int? ?? Window(attribute);

    private static void CheckPadding(LayerContext context, int window)
    {
        int padding = ConvolutionArguments.Padding(context.Attribute);
        if (padding < ConvolutionExtent.Same)
        {
            context.Report("DEEP0201", "Padding", -1, context.DisplayName, "Padding", "Padding.Valid, Padding.Same or at least 1", Text(padding));
        }
        else if (window > 0 && padding >= window)
        {
            context.Report("DEEP0133", "Padding", -1, context.DisplayName, Text(window), Text(padding));
        }
    }

    /// <summary>One direction; its windows are placed as a convolution's kernel is.</summary>
    private static ConvolutionExtent Extent(AttributeSpec attribute, int size) =>
        new(size, Window(attribute), Stride(attribute), 1, ConvolutionArguments.Padding(attribute));

    private PoolSizes Sizes(Node node)
    {
        Shape input = node.Inputs[0].Shape;
        PoolExtent width = PoolExtent(node.Attribute, input.Sizes[dimensions - 1]);
        return new PoolSizes(dimensions == 1 ? new PoolExtent(1, 1, 1, 0, 1) : PoolExtent(node.Attribute, input.Sizes[0]), width, input.Last);
    }

    private PoolExtent PoolExtent(AttributeSpec attribute, int size)
    {
        ConvolutionExtent extent = Extent(attribute, size);
        return isGlobal ? new PoolExtent(size, size, size, 0, 1) : new PoolExtent(size, extent.Kernel, extent.Stride, (int)extent.Before, extent.OutputSize);
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
