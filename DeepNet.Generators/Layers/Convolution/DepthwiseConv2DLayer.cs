using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Convolution;

/// <summary>A convolution of each channel on its own, with one or more filters each; weight <c>[kernel, kernel, channels, multiplier]</c>.</summary>
internal sealed class DepthwiseConv2DLayer() : ConvolutionDefinition(2)
{
    public override string Name => "DepthwiseConv2D";

    public override Shape? InferShape(LayerContext context)
    {
        int multiplier = context.Count("Multiplier");
        ConvolutionArguments.Check(context);
        bool areNumbersRight = !context.HasErrors;
        if (!ConvolutionArguments.HasRank(context, 3) || !areNumbersRight)
        {
            return null;
        }

        Shape input = context.Inputs[0].Shape;
        IReadOnlyList<(string Direction, ConvolutionExtent Extent)> extents = ConvolutionArguments.Extents(context.Attribute, input);
        ConvolutionArguments.CheckExtents(context, extents);

        // Channels beyond an int make a tensor that is reported as too large.
        long channels = (long)input.Last * multiplier;
        return context.HasErrors ? null : Shape.Of([.. extents.Select(e => e.Extent.OutputSize), channels > int.MaxValue ? int.MaxValue : (int)channels]);
    }

    public override IEnumerable<ParameterSpec> Parameters(Node node, Elementwise? following)
    {
        int kernel = ConvolutionArguments.Kernel(node.Attribute, "Height");
        int fanIn = ConvolutionArguments.Fan((long)kernel * kernel);
        int fanOut = ConvolutionArguments.Fan((long)kernel * kernel * Multiplier(node));
        Shape shape = Shape.Of(kernel, kernel, node.Inputs[0].Shape.Last, Multiplier(node));
        yield return new ParameterSpec("Weight", shape, WeightInitializers.Resolve(node.Attribute, following), fanIn, fanOut);
        if (ConvolutionArguments.HasBias(node))
        {
            yield return new ParameterSpec("Bias", Shape.Of(node.Shape.Last), "Zeros", fanIn, fanOut);
        }
    }

    public override long Flops(Node node)
    {
        long area = ConvolutionArguments.Axes(node.Attribute, node.Inputs[0].Shape).Aggregate(1L, (product, axis) => product * axis.Window);
        return node.Shape.Size * (2 * area + (ConvolutionArguments.HasBias(node) ? 1 : 0));
    }

    protected override IndexMap Map(Node node) =>
        new DepthwiseMap(ConvolutionArguments.Axes(node.Attribute, node.Inputs[0].Shape), node.Inputs[0].Shape.Last, Multiplier(node));

    protected override string Sum(Node node) => $"Σ {node.Inputs[0].Shape.WithBatch} · weight{node.Parameter("Weight")!.Spec.Shape} per channel";

    protected override string WeightSum => "Σ input · dOutput per channel";

    protected override string InputComment(string banner, GradientTarget target) =>
        $"{banner}: dInput {(target.Accumulate ? "+=" : "=")} Σ dOutput · weight per channel{(target.Derivative is null ? "" : $", through {target.Derivative.Name}")}";

    private static int Multiplier(Node node) => node.Attribute.Whole("Multiplier");
}
