using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Convolution;

/// <summary>A convolution over a sequence, an image or a volume, channels last; weight <c>[window..., channels / groups, filters]</c>.</summary>
/// <param name="name">The attribute's name.</param>
/// <param name="dimensions">The axes that the kernel passes over.</param>
internal sealed class ConvolutionLayer(string name, int dimensions) : ConvolutionDefinition(dimensions)
{
    public override string Name => name;

    public override Shape? InferShape(LayerContext context)
    {
        int filters = context.Count("Filters");
        ConvolutionArguments.Check(context);
        bool areNumbersRight = !context.HasErrors;
        if (!ConvolutionArguments.HasRank(context, Dimensions + 1) || !areNumbersRight)
        {
            return null;
        }

        Shape input = context.Inputs[0].Shape;
        ConvolutionArguments.CheckGroups(context, input.Last, filters);
        IReadOnlyList<(string Direction, ConvolutionExtent Extent)> extents = ConvolutionArguments.Extents(context.Attribute, input);
        ConvolutionArguments.CheckExtents(context, extents);
        if (!context.HasErrors)
        {
            ConvolutionArguments.CheckAlgorithm(context, Convolution(context.Attribute, input, filters));
        }

        return context.HasErrors ? null : Shape.Of([.. extents.Select(e => e.Extent.OutputSize), filters]);
    }

    public override IEnumerable<ParameterSpec> Parameters(Node node, Elementwise? following)
    {
        Shape input = node.Inputs[0].Shape;
        int groups = ConvolutionArguments.Groups(node.Attribute);
        int filters = node.Shape.Last;
        int[] kernel = [.. ConvolutionArguments.Kernels(node.Attribute, Dimensions)];
        long area = kernel.Aggregate(1L, (product, size) => product * size);
        int fanIn = ConvolutionArguments.Fan(area * (input.Last / groups));
        int fanOut = ConvolutionArguments.Fan(area * (filters / groups));
        yield return new ParameterSpec("Weight", Shape.Of([.. kernel, input.Last / groups, filters]), WeightInitializers.Resolve(node.Attribute, following), fanIn, fanOut);
        if (ConvolutionArguments.HasBias(node))
        {
            yield return new ParameterSpec("Bias", Shape.Of(filters), "Zeros", fanIn, fanOut);
        }
    }

    public override string? NeedsOtherSteps(Node node) =>
        Dimensions == 1 && ConvolutionArguments.Axes(node.Attribute, node.Inputs[0].Shape)[0].IsIdentity ? null : "takes several steps together";

    public override long Flops(Node node) => node.Shape.Size * (2L * Convolution(node).PatchSize + (ConvolutionArguments.HasBias(node) ? 1 : 0));

    protected override IndexMap Map(Node node) => Convolution(node);

    protected override string Sum(Node node) => $"Σ {node.Inputs[0].Shape.WithBatch} · weight{node.Parameter("Weight")!.Spec.Shape}";

    protected override string WeightSum => "patchesᵀ · dOutput";

    // How it is summed up hangs on the algorithm: the back end says it.
    protected override string InputComment(string banner, GradientTarget target) => banner;

    private static ConvolutionMap Convolution(Node node) => Convolution(node.Attribute, node.Inputs[0].Shape, node.Shape.Last);

    private static ConvolutionMap Convolution(AttributeSpec attribute, Shape input, int filters) =>
        new(ConvolutionArguments.Axes(attribute, input), input.Last, filters, ConvolutionArguments.Groups(attribute)) { Algorithm = ConvolutionArguments.Algorithm(attribute) };
}
