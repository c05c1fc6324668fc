using System.Collections.Generic;
using System.Globalization;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Convolution;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Convolution;

/// <summary>A convolution of each channel on its own, with one or more filters each; weight <c>[kernel, kernel, channels, multiplier]</c>.</summary>
internal sealed class DepthwiseConv2DLayer : LayerDefinition
{
    public override string Name => "DepthwiseConv2D";

    public override bool FusesActivation => true;

    public override Shape? InferShape(LayerContext context)
    {
        int multiplier = context.Count("Multiplier", 1);
        ConvolutionArguments.Check(context);
        bool areNumbersRight = !context.HasErrors;
        if (!ConvolutionArguments.HasRank(context, 3) || !areNumbersRight)
        {
            return null;
        }

        Shape input = context.Inputs[0].Shape;
        (ConvolutionExtent height, ConvolutionExtent width) = ConvolutionArguments.Extents(context.Attribute, input);
        ConvolutionArguments.CheckExtents(context, [("Height", height), ("Width", width)]);

        // Channels beyond an int make a tensor that is reported as too large.
        long channels = (long)input.Last * multiplier;
        return context.HasErrors ? null : Shape.Of(height.OutputSize, width.OutputSize, channels > int.MaxValue ? int.MaxValue : (int)channels);
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
        ConvolutionSizes sizes = Sizes(node);
        return node.Shape.Size * (2L * sizes.KernelHeight * sizes.KernelWidth + (ConvolutionArguments.HasBias(node) ? 1 : 0));
    }

    public override string Describe(Node node)
    {
        string kernel = Text(ConvolutionArguments.Kernel(node.Attribute, "Height"));
        return $"{node.Title} {kernel}x{kernel}, {Text(node.Inputs[0].Shape.Last)}→{Text(node.Shape.Last)}{ConvolutionArguments.Details(node.Attribute)}{(node.FusedActivation is { } activation ? " + " + activation.Elementwise!.Name : "")}";
    }

    public override void Forward(Node node, ForwardBuilder builder)
    {
        ConvolutionSizes sizes = Sizes(node);
        Node? activation = node.FusedActivation;
        bool keepsPreActivation = builder.KeepsPreActivation(node);
        ElementwiseKernel? activationKernel = activation is null ? null : new ElementwiseKernel(builder.Element, activation.Elementwise!);
        List<Operand> operands = [Operand.Write(builder.NewValue(activation ?? node))];
        if (keepsPreActivation)
        {
            operands.Add(Operand.Write(builder.NewValue(node)));
        }

        operands.AddRange(Repeated(node, sizes));
        operands.Add(Operand.Read(builder.ValueOf(node.Inputs[0])));
        foreach (ParameterPlan parameter in node.Parameters)
        {
            operands.Add(Operand.Read(parameter.Tensor));
        }

        operands.Add(Operand.Batch);
        string sum = $"Σ [n, {string.Join(", ", node.Inputs[0].Shape.Sizes)}] · weight[{Text(sizes.KernelHeight)}, {Text(sizes.KernelWidth)}, {Text(node.Inputs[0].Shape.Last)}, {Text(Multiplier(node))}] per channel{(ConvolutionArguments.HasBias(node) ? " + bias" : "")}";
        string formula = $"{(activation ?? node).Shape.WithBatch} = {(activation is null ? sum : $"{activation.Elementwise!.Name}({sum})")}";
        DepthwiseForwardKernel kernel = new(builder.Element, sizes, Multiplier(node), ConvolutionArguments.HasBias(node), activationKernel, keepsPreActivation);
        builder.Add(new Step($"{ForwardBuilder.Banner(node)}: {formula}", kernel, "Forward", operands));
    }

    public override void Backward(Node node, BackwardBuilder builder)
    {
        ConvolutionSizes sizes = Sizes(node);
        Tensor dOutput = builder.GradientOf(node)!;
        ParameterPlan weight = node.Parameter("Weight")!;
        string banner = BackwardBuilder.Banner(node);

        // The input's gradient first: it reads the weights that the update below changes.
        if (node.Inputs[0].NeedsGradient)
        {
            GradientTarget target = builder.TargetThroughActivation(node.Inputs[0]);
            ElementwiseKernel? derivative = target.Derivative is null ? null : new ElementwiseKernel(builder.Element, target.Derivative);
            List<Operand> operands = [target.Accumulate ? Operand.ReadWrite(target.Tensor) : Operand.Write(target.Tensor)];
            if (target.Saved is not null)
            {
                operands.Add(Operand.Read(target.Saved));
            }

            operands.AddRange(Repeated(node, sizes));
            operands.AddRange([Operand.Read(dOutput), Operand.Read(weight.Tensor), Operand.Batch]);
            builder.Add(new Step(
                $"{banner}: dInput {(target.Accumulate ? "+=" : "=")} Σ dOutput · weight per channel{(derivative is null ? "" : $", through {derivative.Operation.Name}")}",
                new DepthwiseInputGradientKernel(builder.Element, sizes, Multiplier(node), target.Accumulate, derivative),
                "Backward",
                operands));
            banner = "";
        }

        if (weight.IsFrozen)
        {
            return;
        }

        ParameterPlan? bias = node.Parameter("Bias");
        List<Operand> gradients = [Operand.Gradient(weight)];
        if (bias is not null)
        {
            gradients.Add(Operand.Gradient(bias));
        }

        builder.Add(new Step(
            banner.Length == 0 ? "" : $"{banner}: dWeight = Σ input · dOutput per channel",
            new DepthwiseWeightGradientKernel(builder.Element, sizes, Multiplier(node), bias is not null),
            "Accumulate",
            [.. gradients, .. Repeated(node, sizes), Operand.Read(builder.ValueOf(node.Inputs[0])), Operand.Read(dOutput), Operand.Batch]));
    }

    /// <summary>Scratch memory for one sample with its channels repeated, if they are.</summary>
    private static IEnumerable<Operand> Repeated(Node node, ConvolutionSizes sizes) =>
        Multiplier(node) == 1 ? [] : [ConvolutionScratch.Scratch(node, "RepeatedChannels", sizes.InputSize)];

    /// <summary>The sizes with the channels repeated, so that each has one filter.</summary>
    private static ConvolutionSizes Sizes(Node node) =>
        ConvolutionArguments.Sizes(node.Attribute, node.Inputs[0].Shape, node.Shape.Last, node.Shape.Last, 1);

    private static int Multiplier(Node node) => node.Attribute["Multiplier"] as int? ?? 1;

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
