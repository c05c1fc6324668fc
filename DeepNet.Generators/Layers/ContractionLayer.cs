using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers;

/// <summary>What dense layers and convolutions share: a sum of products with a weight, a bias and an activation, and its gradients. They differ in what is multiplied.</summary>
internal abstract class ContractionLayer : LayerDefinition
{
    public override bool FusesActivation => true;

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
            Learned = activation?.Learned?.Tensor,
        });
    }

    public override void Backward(Node node, BackwardBuilder builder)
    {
        Tensor dOutput = builder.GradientOf(node)!;
        string banner = BackwardBuilder.Banner(node);

        // The input's gradient first: it reads the weights that the update below changes.
        if (node.Inputs[0].NeedsGradient)
        {
            GradientTarget target = InputTarget(node.Inputs[0], builder);
            builder.Add(new InputGradient(InputComment(banner, target), node.Name, Map(node)) { DInput = target, DOutput = dOutput, Weight = node.Parameter("Weight")!.Tensor });
            banner = "";
        }

        AddParameterGradients(node, builder, banner.Length == 0 ? "" : $"{banner}: dWeight = {WeightSum}", dOutput);
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

    /// <summary>Adds the gradients of weight and bias.</summary>
    /// <param name="comment">What is said of the weights' gradient; empty where the input's comes before it.</param>
    protected abstract void AddParameterGradients(Node node, BackwardBuilder builder, string comment, Tensor dOutput);
}
