using System;
using System.Globalization;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Emit;
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
        context.Fraction("Rate", 0);
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

        builder.Add(MaskStep(
            $"{ForwardBuilder.Banner(node)}: zeroes elements, scales the others by 1 / (1 - rate)", builder.Element, "Forward", Operand.Write(builder.NewValue(node)), input, node.Shape.Size, Rate(node), node.Index));
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
        Operand operand = target.Accumulate ? Operand.ReadWrite(target.Tensor) : Operand.Write(target.Tensor);
        builder.Add(MaskStep($"{BackwardBuilder.Banner(node)}: the same mask", builder.Element, target.Accumulate ? "Accumulate" : "Forward", operand, dOutput, node.Shape.Size, Rate(node), node.Index));
    }

    /// <summary>The step that masks <paramref name="size"/> elements a sample; <paramref name="index"/> tells masks of one pass apart.</summary>
    public static Step MaskStep(string banner, ElementType element, string method, Operand output, Tensor input, int size, double rate, int index)
    {
        return new Step(
            banner,
            new DropoutKernel(element),
            method,
            [
                output,
                Operand.Read(input),
                Operand.Length(size),
                .. MaskOperands(index, rate, element),
            ],
            InPlace: input);
    }

    /// <summary>What <c>DropoutMask</c> takes for the node of an index: key, threshold, and the scale of what is kept.</summary>
    public static Operand[] MaskOperands(int index, double rate, ElementType element)
    {
        // 2³² · rate rounded down, as DropoutMask documents it.
        uint threshold = (uint)Math.Floor(rate * 4294967296.0);
        return
        [
            Operand.Of(new MaskKey(index)),
            Operand.Of(new UnsignedNumber(threshold)),
            Operand.Real(1 / (1 - rate)),
        ];
    }

    private static double Rate(Node node) => LayerContext.Number(node.Attribute, "Rate", 0);
}
