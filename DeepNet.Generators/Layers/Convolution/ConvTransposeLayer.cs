using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Convolution;

/// <summary>
/// A transposed convolution: forward it is the input's gradient of a convolution from its output to its input, and backward that convolution. Weight
/// <c>[kernel, kernel, filters, channels]</c>.
/// </summary>
/// <param name="name">The attribute's name.</param>
/// <param name="dimensions">The axes that the kernel passes over.</param>
internal sealed class ConvTransposeLayer(string name, int dimensions) : ConvolutionDefinition(dimensions)
{
    public override string Name => name;

    public override Shape? InferShape(LayerContext context)
    {
        int filters = context.Count("Filters");
        ConvolutionArguments.Check(context);
        CheckOutputPadding(context);
        bool areNumbersRight = !context.HasErrors;
        if (!ConvolutionArguments.HasRank(context, Dimensions + 1) || !areNumbersRight)
        {
            return null;
        }

        Shape input = context.Inputs[0].Shape;
        IReadOnlyList<string> directions = ConvolutionArguments.DirectionsOf(Dimensions);
        long[] sizes = [.. input.Sizes.Take(Dimensions).Select(size => OutputSize(context.Attribute, size))];
        int empty = Array.FindIndex(sizes, size => size < 1);
        if (empty >= 0)
        {
            context.Report("DEEP0122", "Padding", -1, context.DisplayName, directions[empty].ToLowerInvariant(), Arithmetic(context.Attribute, input.Sizes[empty]));
            return null;
        }

        return Shape.Of([.. sizes.Select(Clamp), filters]);
    }

    public override IEnumerable<ParameterSpec> Parameters(Node node, Elementwise? following)
    {
        int kernel = ConvolutionArguments.Kernel(node.Attribute, "Height");
        int channels = node.Inputs[0].Shape.Last;
        int filters = node.Shape.Last;
        BigInteger area = Places(kernel);

        // An output lies under the kernels of so many inputs only: the others are a stride apart.
        int fanIn = ConvolutionArguments.Fan(area * channels / Places(ConvolutionArguments.Stride(node.Attribute)));
        int fanOut = ConvolutionArguments.Fan(area * filters);
        yield return new ParameterSpec("Weight", Shape.Of([.. Enumerable.Repeat(kernel, Dimensions), filters, channels]), WeightInitializers.Resolve(node.Attribute, following), fanIn, fanOut);
        if (ConvolutionArguments.HasBias(node))
        {
            yield return new ParameterSpec("Bias", Shape.Of(filters), "Zeros", fanIn, fanOut);
        }
    }

    public override long Flops(Node node) =>
        2L * node.Inputs[0].Shape.Size * Convolution(node).PatchSize + (ConvolutionArguments.HasBias(node) ? node.Shape.Size : 0);

    protected override IndexMap Map(Node node) => new TransposedMap(Convolution(node));

    protected override string Sum(Node node) => $"{node.Inputs[0].Shape.WithBatch} · weight{node.Parameter("Weight")!.Spec.Shape}ᵀ, added up";

    protected override string WeightSum => "patches of dOutputᵀ · input";

    protected override string InputComment(string banner, GradientTarget target) => $"{banner}: dInput {(target.Accumulate ? "+=" : "=")} Σ dOutput · weight";

    protected override GradientTarget InputTarget(Node input, BackwardBuilder builder) => builder.Target(input);

    /// <summary>The places of a window of a size.</summary>
    private BigInteger Places(int size) => BigInteger.Pow(size, Dimensions);

    /// <summary>The convolution from this layer's output to its input.</summary>
    private static ConvolutionMap Convolution(Node node)
    {
        int kernel = ConvolutionArguments.Kernel(node.Attribute, "Height");
        int stride = ConvolutionArguments.Stride(node.Attribute);
        int padding = ConvolutionArguments.Padding(node.Attribute);
        IEnumerable<WindowAxis> axes = node.Shape.Sizes.Take(node.Shape.Rank - 1).Select(size => new ConvolutionExtent(size, kernel, stride, 1, padding).Axis);
        return new ConvolutionMap(axes.ToEquatableArray(), node.Shape.Last, node.Inputs[0].Shape.Last, 1);
    }

    private static int OutputPadding(AttributeSpec attribute) => attribute.Whole("OutputPadding");

    private static void CheckOutputPadding(LayerContext context)
    {
        int outputPadding = OutputPadding(context.Attribute);
        int stride = ConvolutionArguments.Stride(context.Attribute);
        bool isSame = ConvolutionArguments.Padding(context.Attribute) == ConvolutionExtent.Same;
        if (outputPadding != 0 && (isSame || outputPadding < 0 || outputPadding >= stride))
        {
            context.Report("DEEP0201", "OutputPadding", -1, context.DisplayName, "OutputPadding", isSame ? "0 where Padding is Same" : $"at least 0 and less than the stride {Text(stride)}", Text(outputPadding));
        }
    }

    private static long OutputSize(AttributeSpec attribute, int size)
    {
        long stride = ConvolutionArguments.Stride(attribute);
        int padding = ConvolutionArguments.Padding(attribute);
        return padding == ConvolutionExtent.Same
            ? size * stride
            : (size - 1) * stride - 2L * padding + ConvolutionArguments.Kernel(attribute, "Height") + OutputPadding(attribute);
    }

    private static string Arithmetic(AttributeSpec attribute, int size) =>
        FormattableString.Invariant($"({size} - 1) * {ConvolutionArguments.Stride(attribute)} - 2*{ConvolutionArguments.Padding(attribute)} + {ConvolutionArguments.Kernel(attribute, "Height")} + {OutputPadding(attribute)} = {OutputSize(attribute, size)}");

    /// <summary>A size that an int cannot hold makes a tensor that is reported as too large.</summary>
    private static int Clamp(long size) => (int)Math.Min(size, int.MaxValue);
}
