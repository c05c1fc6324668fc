using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Convolution;

/// <summary>The maximum or the mean over windows of a sequence, an image or a volume, or over all of it.</summary>
internal sealed class PoolLayer(bool average, int dimensions, bool isGlobal) : LayerDefinition
{
    public override string Name { get; } = $"{(isGlobal ? "Global" : "")}{(average ? "Average" : "Max")}Pool{dimensions.ToString(CultureInfo.InvariantCulture)}D";

    public override Shape? InferShape(LayerContext context)
    {
        int window = 1;
        if (!isGlobal)
        {
            window = context.Count("Size");
            if (context.Attribute["Stride"] is not null)
            {
                context.Count("Stride");
            }

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
        foreach ((string direction, ConvolutionExtent extent) in Extents(context.Attribute, input))
        {
            if (extent.Output < 1)
            {
                context.Report("DEEP0132", "Size", -1, context.DisplayName, direction == "Steps" ? "number of steps" : direction.ToLowerInvariant(), extent.Arithmetic);
                return null;
            }
        }

        return Shape.Of([.. Extents(context.Attribute, input).Select(e => e.Extent.OutputSize), input.Last]);
    }

    public override long Flops(Node node) => Axes(node).Aggregate(1L, (area, axis) => area * axis.Window) * node.Shape.Size;

    public override string Describe(Node node)
    {
        EquatableArray<WindowAxis> axes = Axes(node);
        if (isGlobal)
        {
            return $"{node.Title} over {Sizes(axes, a => a.Input)}";
        }

        int padding = ConvolutionArguments.Padding(node.Attribute);
        string details = $"stride {Text(Stride(node.Attribute))}{(padding == 0 ? "" : padding == ConvolutionExtent.Same ? ", padding same" : $", padding {Text(padding)}")}";
        return $"{node.Title} {Sizes(axes, a => a.Window)} ({details}), {Sizes(axes, a => a.Input)}→{Sizes(axes, a => a.Output)}";
    }

    public override void Forward(Node node, ForwardBuilder builder) =>
        builder.Add(new Pool($"{ForwardBuilder.Banner(node)}: {(average ? "mean" : "max")} of x{Places(node)}", Function, Axes(node), node.Shape.Last)
        {
            Output = builder.NewValue(node),
            Input = builder.ValueOf(node.Inputs[0]),
        });

    public override void Backward(Node node, BackwardBuilder builder)
    {
        GradientTarget target = builder.TargetThroughActivation(node.Inputs[0]);
        string share = average ? "dOutput / values of the window" : "dOutput where the window has its first maximum, else 0";
        string through = target.Derivative is null ? "" : $", through {target.Derivative.Name}";
        builder.Add(new PoolGradient($"{BackwardBuilder.Banner(node)}: dInput {(target.Accumulate ? "+=" : "=")} {share}{through}", Function, Axes(node), node.Shape.Last)
        {
            DInput = target,
            Output = average ? null : builder.ValueOf(node),
            Input = average ? null : builder.ValueOf(node.Inputs[0]),
            DOutput = builder.GradientOf(node)!,
        });
    }

    private WindowFunction Function => average ? WindowFunction.Mean : WindowFunction.Maximum;

    private static int Window(AttributeSpec attribute) => attribute["Size"] as int? ?? 1;

    /// <summary>The stride, which is the window where it was not written.</summary>
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

    /// <summary>The directions; windows are placed as a convolution's kernel is.</summary>
    private static IReadOnlyList<(string Direction, ConvolutionExtent Extent)> Extents(AttributeSpec attribute, Shape input) =>
        [.. ConvolutionArguments.Extents(attribute, input).Select(e => (e.Direction, e.Extent with { Kernel = Window(attribute), Stride = Stride(attribute) }))];

    private EquatableArray<WindowAxis> Axes(Node node)
    {
        Shape input = node.Inputs[0].Shape;
        return isGlobal
            ? input.Sizes.Take(dimensions).Select(size => new WindowAxis(size, size, 1, size, 1, 0)).ToEquatableArray()
            : Extents(node.Attribute, input).Select(e => e.Extent.Axis).ToEquatableArray();
    }

    /// <summary>The elements of a window, for comments: <c>[2i + 0..1, 2j + 0..1]</c>.</summary>
    private string Places(Node node)
    {
        EquatableArray<WindowAxis> axes = Axes(node);
        return isGlobal ? $" over {Sizes(axes, a => a.Input)}" : $"[{string.Join(", ", axes.Select((a, i) => Place(a, "ijk"[i])))}]";
    }

    private static string Place(WindowAxis axis, char index) =>
        $"{(axis.Stride == 1 ? "" : Text(axis.Stride))}{index} + {Text(-axis.Before)}..{Text(axis.Window - 1 - axis.Before)}";

    /// <summary>A number of each axis: <c>28x28</c>.</summary>
    private static string Sizes(EquatableArray<WindowAxis> axes, Func<WindowAxis, int> size) => string.Join("x", axes.Select(a => Text(size(a))));

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
