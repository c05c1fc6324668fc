using System;
using System.Globalization;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers;

/// <summary>Dropout: a masked copy while training, nothing at all in inference. Backward computes the same mask again.</summary>
internal sealed class DropoutLayer : LayerDefinition
{
    public override string Name => "Dropout";

    public override Shape? InferShape(LayerContext context)
    {
        context.Fraction("Rate");
        return context.HasErrors ? null : context.Inputs[0].Shape;
    }

    public override string Describe(Node node) => $"{node.Title} ({Rate(node).ToString("R", CultureInfo.InvariantCulture)})";

    public override string? NeedsOtherSteps(Node node) => null;

    public override void Forward(Node node, ForwardBuilder builder)
    {
        Tensor input = builder.ValueOf(node.Inputs[0]);
        if (!builder.Training || Rate(node) == 0)
        {
            builder.SetValue(node, input);
            return;
        }

        builder.Add(new Dropout($"{ForwardBuilder.Banner(node)}: zeroes elements, scales the others by 1 / (1 - rate)", node.Shape.Size, Mask(node)) { Output = builder.NewValue(node), Input = input });
    }

    public override void Backward(Node node, BackwardBuilder builder)
    {
        Tensor dOutput = builder.GradientOf(node)!;
        if (Rate(node) == 0)
        {
            builder.PassThrough(dOutput, node.Inputs);
            return;
        }

        GradientTarget target = builder.Target(node.Inputs[0]);
        builder.Add(new Dropout($"{BackwardBuilder.Banner(node)}: the same mask", node.Shape.Size, Mask(node)) { Output = target.Tensor, Accumulate = target.Accumulate, Input = dOutput });
    }

    private static RandomMask Mask(Node node) => new(node.Index, Rate(node));

    private static double Rate(Node node) => node.Attribute.Number("Rate");
}
