using System.Globalization;
using System.Linq;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Convolution;

/// <summary>What convolutions of all kinds share: the axes that windows pass over, and one pass for the gradients of weight and bias.</summary>
/// <param name="dimensions">The axes that the kernel passes over: 1 for <c>[steps, channels]</c>, 2 for <c>[height, width, channels]</c>, 3 for <c>[depth, height, width, channels]</c>.</param>
internal abstract class ConvolutionDefinition(int dimensions) : ContractionLayer
{
    /// <summary>The axes that the kernel passes over.</summary>
    protected int Dimensions => dimensions;

    /// <summary>The window and what the layer makes of the channels: <c>3x3, 32→64</c>.</summary>
    public override string Describe(Node node)
    {
        string window = string.Join("x", ConvolutionArguments.Kernels(node.Attribute, dimensions).Select(Text));
        string activation = node.FusedActivation is { } fused ? " + " + fused.Elementwise!.Name : "";
        return $"{node.Title} {window}, {Text(node.Inputs[0].Shape.Last)}→{Text(node.Shape.Last)}{ConvolutionArguments.Details(node.Attribute)}{activation}";
    }

    protected override void AddParameterGradients(Node node, BackwardBuilder builder, string comment, Tensor dOutput) => builder.Add(new WeightGradient(comment, node.Name, Map(node))
    {
        Weight = node.Parameter("Weight")!,
        Bias = node.Parameter("Bias"),
        Input = builder.ValueOf(node.Inputs[0]),
        DOutput = dOutput,
    });

    protected static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
