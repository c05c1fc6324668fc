using System;
using System.Collections.Generic;
using System.Globalization;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Emit.Cpu;
using DeepNet.Generators.Emit.Cpu.Convolution;
using DeepNet.Generators.Model;
using DeepNet.Generators.Planning;

namespace DeepNet.Generators.Layers;

/// <summary>A convolution over a sequence or an image, channels last; weight <c>[kernelHeight, kernelWidth, channels / groups, filters]</c>.</summary>
/// <param name="name">The attribute's name.</param>
/// <param name="rank">The rank of the input: 2 for <c>[steps, channels]</c>, 3 for <c>[height, width, channels]</c>.</param>
internal sealed class ConvolutionLayer(string name, int rank) : LayerDefinition
{
    public override string Name => name;

    public override bool FusesActivation => true;

    public override Shape? InferShape(LayerContext context)
    {
        int filters = context.Count("Filters");
        ConvolutionArguments.Check(context);
        bool areNumbersRight = !context.HasErrors;
        if (!ConvolutionArguments.HasRank(context, rank) || !areNumbersRight)
        {
            return null;
        }

        Shape input = context.Inputs[0].Shape;
        ConvolutionArguments.CheckGroups(context, input.Last, filters);
        (ConvolutionExtent height, ConvolutionExtent width) = ConvolutionArguments.Extents(context.Attribute, input);
        ConvolutionArguments.CheckExtents(context, rank == 2 ? [("Steps", width)] : [("Height", height), ("Width", width)]);
        return context.HasErrors ? null : rank == 2 ? Shape.Of(width.OutputSize, filters) : Shape.Of(height.OutputSize, width.OutputSize, filters);
    }

    public override IEnumerable<ParameterSpec> Parameters(Node node, Elementwise? following)
    {
        Shape input = node.Inputs[0].Shape;
        int groups = ConvolutionArguments.Groups(node.Attribute);
        int filters = node.Shape.Last;
        int kernelHeight = ConvolutionArguments.Kernel(node.Attribute, "Height");
        int kernelWidth = ConvolutionArguments.Kernel(node.Attribute, "Width");
        long area = rank == 2 ? kernelWidth : (long)kernelHeight * kernelWidth;
        int fanIn = ConvolutionArguments.Fan(area * (input.Last / groups));
        int fanOut = ConvolutionArguments.Fan(area * (filters / groups));
        Shape shape = rank == 2 ? Shape.Of(kernelWidth, input.Last / groups, filters) : Shape.Of(kernelHeight, kernelWidth, input.Last / groups, filters);
        yield return new ParameterSpec("Weight", shape, WeightInitializers.Resolve(node.Attribute, following), fanIn, fanOut);
        if (ConvolutionArguments.HasBias(node))
        {
            yield return new ParameterSpec("Bias", Shape.Of(filters), "Zeros", fanIn, fanOut);
        }
    }

    public override long Flops(Node node)
    {
        ConvolutionSizes sizes = Sizes(node);
        return sizes.OutputSize * (2L * sizes.PatchSize + (ConvolutionArguments.HasBias(node) ? 1 : 0));
    }

    public override string Describe(Node node)
    {
        ConvolutionSizes sizes = Sizes(node);
        string kernel = rank == 2 ? Text(sizes.KernelWidth) : $"{Text(sizes.KernelHeight)}x{Text(sizes.KernelWidth)}";
        return $"{node.Title} {kernel}, {Text(sizes.Channels)}→{Text(sizes.Filters)}{ConvolutionArguments.Details(node.Attribute)}{(node.FusedActivation is { } activation ? " + " + activation.Elementwise!.Name : "")}";
    }

    public override void Forward(Node node, ForwardBuilder builder)
    {
        ConvolutionSizes sizes = Sizes(node);
        Node? activation = node.FusedActivation;
        bool keepsPreActivation = builder.KeepsPreActivation(node);
        ElementwiseKernel? activationKernel = activation is null ? null : new ElementwiseKernel(builder.Element, activation.Elementwise!);
        bool isDirect = sizes.Groups == 1 && !sizes.IsPointwise;
        DirectForwardKernel direct = new(builder.Element, sizes, new ConvolutionFinish { HasBias = ConvolutionArguments.HasBias(node), Activation = activationKernel, KeepsPreActivation = keepsPreActivation });
        KernelSpec kernel = isDirect ? direct : new ConvolutionForwardKernel(builder.Element, sizes, ConvolutionArguments.HasBias(node), activationKernel, keepsPreActivation, false);

        List<Operand> operands = [Operand.Write(builder.NewValue(activation ?? node))];
        if (keepsPreActivation)
        {
            operands.Add(Operand.Write(builder.NewValue(node)));
        }

        operands.AddRange(isDirect ? direct.ScratchSize > 0 ? [ConvolutionScratch.Scratch(node, "Scratch", direct.ScratchSize)] : [] : ConvolutionScratch.Packed(node, builder.Element, sizes));
        operands.Add(Operand.Read(builder.ValueOf(node.Inputs[0])));
        foreach (ParameterPlan parameter in node.Parameters)
        {
            operands.Add(Operand.Read(parameter.Tensor));
        }

        operands.Add(Operand.Batch);
        string product = $"Σ [n, {string.Join(", ", node.Inputs[0].Shape.Sizes)}] · weight{Weight(sizes)}{(ConvolutionArguments.HasBias(node) ? " + bias" : "")}";
        string formula = $"{(activation ?? node).Shape.WithBatch} = {(activation is null ? product : $"{activation.Elementwise!.Name}({product})")}";
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

            operands.AddRange(ConvolutionScratch.Transposed(node, builder.Element, sizes));
            operands.AddRange([Operand.Read(dOutput), Operand.Read(weight.Tensor), Operand.Batch]);
            builder.Add(new Step(
                $"{banner}: dInput {(target.Accumulate ? "+=" : "=")} patches of dOutput · weightᵀ, added up{(derivative is null ? "" : $", through {derivative.Operation.Name}")}",
                new ConvolutionInputGradientKernel(builder.Element, sizes, target.Accumulate, derivative),
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

        bool isDirect = sizes.Groups == 1 && !sizes.IsPointwise;
        DirectWeightGradientKernel direct = new(builder.Element, sizes, bias is not null);
        builder.Add(new Step(
            banner.Length == 0 ? "" : $"{banner}: dWeight = patchesᵀ · dOutput",
            isDirect ? direct : new ConvolutionWeightGradientKernel(builder.Element, sizes, bias is not null),
            "Accumulate",
            [.. gradients, .. isDirect ? direct.ScratchSize > 0 ? [ConvolutionScratch.Scratch(node, "Scratch", direct.ScratchSize)] : new Operand[0] : ConvolutionScratch.Packed(node, builder.Element, sizes), Operand.Read(builder.ValueOf(node.Inputs[0])), Operand.Read(dOutput), Operand.Batch]));
    }

    private static ConvolutionSizes Sizes(Node node) => ConvolutionArguments.Sizes(
        node.Attribute, node.Inputs[0].Shape, node.Inputs[0].Shape.Last, node.Shape.Last, ConvolutionArguments.Groups(node.Attribute));

    private string Weight(ConvolutionSizes sizes) =>
        rank == 2 ? $"[{Text(sizes.KernelWidth)}, {Text(sizes.GroupChannels)}, {Text(sizes.Filters)}]" : $"[{Text(sizes.KernelHeight)}, {Text(sizes.KernelWidth)}, {Text(sizes.GroupChannels)}, {Text(sizes.Filters)}]";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
