using System.Globalization;
using System.Linq;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Convolution;

/// <summary>What convolutions of all kinds share: a sum of products with a weight, a bias and an activation, and its gradients. They differ in what is multiplied.</summary>
/// <param name="dimensions">The axes that the kernel passes over: 1 for <c>[steps, channels]</c>, 2 for <c>[height, width, channels]</c>.</param>
internal abstract class ConvolutionDefinition(int dimensions) : LayerDefinition
{
    /// <summary>The axes that the kernel passes over.</summary>
    protected int Dimensions => dimensions;

    public override bool FusesActivation => true;

    /// <summary>The window and what the layer makes of the channels: <c>3x3, 32→64</c>.</summary>
    public override string Describe(Node node)
    {
        string window = string.Join("x", ConvolutionArguments.Kernels(node.Attribute, dimensions).Select(Text));
        string activation = node.FusedActivation is { } fused ? " + " + fused.Elementwise!.Name : "";
        return $"{node.Title} {window}, {Text(node.Inputs[0].Shape.Last)}→{Text(node.Shape.Last)}{ConvolutionArguments.Details(node.Attribute)}{activation}";
    }

    public override void Forward(Node node, ForwardBuilder builder)
    {
        Node? activation = node.FusedActivation;
        string sum = $"{Sum(node)}{(node.Parameter("Bias") is null ? "" : " + bias")}";
        string formula = $"{(activation ?? node).Shape.WithBatch} = {(activation is null ? sum : $"{activation.Elementwise!.Name}({sum})")}";
        builder.Add(new WeightedSum($"{ForwardBuilder.Banner(node)}: {formula}", node.Name, Map(node))
        {
            Output = builder.NewValue(activation ?? node),
            PreActivation = builder.KeepsPreActivation(node) ? builder.NewValue(node) : null,
            Input = builder.ValueOf(node.Inputs[0]),
            Weight = node.Parameter("Weight")!.Tensor,
            Bias = node.Parameter("Bias")?.Tensor,
            Activation = activation?.Elementwise,
        });
    }

    public override void Backward(Node node, BackwardBuilder builder)
    {
        Tensor dOutput = builder.GradientOf(node)!;
        ParameterPlan weight = node.Parameter("Weight")!;
        string banner = BackwardBuilder.Banner(node);

        // The input's gradient first: it reads the weights that the update below changes.
        if (node.Inputs[0].NeedsGradient)
        {
            GradientTarget target = InputTarget(node.Inputs[0], builder);
            builder.Add(new InputGradient(InputComment(banner, target), node.Name, Map(node)) { DInput = target, DOutput = dOutput, Weight = weight.Tensor });
            banner = "";
        }

        builder.Add(new WeightGradient(banner.Length == 0 ? "" : $"{banner}: dWeight = {WeightSum}", node.Name, Map(node))
        {
            Weight = weight,
            Bias = node.Parameter("Bias"),
            Input = builder.ValueOf(node.Inputs[0]),
            DOutput = dOutput,
        });
    }

    /// <summary>Which inputs are multiplied with which weights.</summary>
    protected abstract IndexMap Map(Node node);

    /// <summary>The sum that the output is without bias and activation, in text.</summary>
    protected abstract string Sum(Node node);

    /// <summary>The sum that the weights' gradient is, in text.</summary>
    protected abstract string WeightSum { get; }

    /// <summary>What is said of the input's gradient.</summary>
    protected abstract string InputComment(string banner, GradientTarget target);

    /// <summary>Where the input's gradient goes.</summary>
    protected virtual GradientTarget InputTarget(Node input, BackwardBuilder builder) => builder.TargetThroughActivation(input);

    protected static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
