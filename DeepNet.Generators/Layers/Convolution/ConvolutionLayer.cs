using System;
using System.Collections.Generic;
using System.Globalization;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Convolution;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Layers.Convolution;

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
        if (!context.HasErrors)
        {
            ConvolutionArguments.CheckAlgorithm(context, ConvolutionArguments.Sizes(context.Attribute, input, input.Last, filters, ConvolutionArguments.Groups(context.Attribute)));
        }

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

    public override string? NeedsOtherSteps(Node node) =>
        Sizes(node) is { KernelHeight: 1, KernelWidth: 1, Stride: 1, PaddingTop: 0, PaddingLeft: 0 } && rank == 2 && node.Shape.Sizes[0] == node.Inputs[0].Shape.Sizes[0]
            ? null
            : "takes several steps together";

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

    public override string? Remark(Node node, ElementType element)
    {
        ConvolutionKernels kernels = Kernels(node, element);
        string Of(ConvolutionPass pass) => ConvolutionKernels.Describe(kernels.Choose(pass));
        string dInput = node.Inputs[0].NeedsGradient ? $", dInput {Of(ConvolutionPass.InputGradient)}" : "";
        string dWeight = node.Parameter("Weight")!.IsFrozen ? "" : $", dWeight {Of(ConvolutionPass.WeightGradient)}";
        return $"{node.Name}: forward {Of(ConvolutionPass.Forward)}{dInput}{dWeight}.";
    }

    public override void Forward(Node node, ForwardBuilder builder)
    {
        ConvolutionKernels kernels = Kernels(node, builder.Element);
        ConvolutionAlgorithm algorithm = kernels.Choose(ConvolutionPass.Forward);
        Node? activation = node.FusedActivation;
        ConvolutionEpilogue epilogue = new()
        {
            HasBias = ConvolutionArguments.HasBias(node),
            Activation = activation is null ? null : new ElementwiseKernel(builder.Element, activation.Elementwise!),
            KeepsPreActivation = builder.KeepsPreActivation(node),
        };
        KernelSpec kernel = kernels.Forward(algorithm, epilogue);
        List<Operand> operands = [Operand.Write(builder.NewValue(activation ?? node))];
        if (epilogue.KeepsPreActivation)
        {
            operands.Add(Operand.Write(builder.NewValue(node)));
        }

        operands.AddRange(ConvolutionScratch.Of(node, kernel));
        operands.Add(Operand.Read(builder.ValueOf(node.Inputs[0])));
        foreach (ParameterPlan parameter in node.Parameters)
        {
            operands.Add(Operand.Read(parameter.Tensor));
        }

        operands.Add(Operand.Batch);
        string product = $"Σ [n, {string.Join(", ", node.Inputs[0].Shape.Sizes)}] · weight{Weight(kernels.Sizes)}{(epilogue.HasBias ? " + bias" : "")}";
        string formula = $"{(activation ?? node).Shape.WithBatch} = {(activation is null ? product : $"{activation.Elementwise!.Name}({product})")}";
        builder.Add(new Step($"{ForwardBuilder.Banner(node)}: {formula}, {ConvolutionKernels.Describe(algorithm)}", kernel, "Forward", operands));
    }

    public override void Backward(Node node, BackwardBuilder builder)
    {
        ConvolutionKernels kernels = Kernels(node, builder.Element);
        Tensor dOutput = builder.GradientOf(node)!;
        ParameterPlan weight = node.Parameter("Weight")!;
        string banner = BackwardBuilder.Banner(node);

        // The input's gradient first: it reads the weights that the update below changes.
        if (node.Inputs[0].NeedsGradient)
        {
            ConvolutionAlgorithm back = kernels.Choose(ConvolutionPass.InputGradient);
            GradientTarget target = builder.TargetThroughActivation(node.Inputs[0]);
            ElementwiseKernel? derivative = target.Derivative is null ? null : new ElementwiseKernel(builder.Element, target.Derivative);
            KernelSpec kernel = kernels.InputGradient(back, target.Accumulate, derivative);
            List<Operand> operands = [target.Accumulate ? Operand.ReadWrite(target.Tensor) : Operand.Write(target.Tensor)];
            if (target.Saved is not null)
            {
                operands.Add(Operand.Read(target.Saved));
            }

            operands.AddRange(ConvolutionScratch.Of(node, kernel));
            operands.AddRange([Operand.Read(dOutput), Operand.Read(weight.Tensor), Operand.Batch]);
            string product = back == ConvolutionAlgorithm.ImplicitGemm ? "patches of dOutput · weightᵀ, added up" : "Σ dOutput · weight, rotated by 180 degrees";
            builder.Add(new Step(
                $"{banner}: dInput {(target.Accumulate ? "+=" : "=")} {product}{(derivative is null ? "" : $", through {derivative.Operation.Name}")}, {ConvolutionKernels.Describe(back)}",
                kernel,
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

        ConvolutionAlgorithm algorithm = kernels.Choose(ConvolutionPass.WeightGradient);
        KernelSpec gradient = kernels.WeightGradient(algorithm, bias is not null);
        builder.Add(new Step(
            banner.Length == 0 ? "" : $"{banner}: dWeight = patchesᵀ · dOutput, {ConvolutionKernels.Describe(algorithm)}",
            gradient,
            "Accumulate",
            [.. gradients, .. ConvolutionScratch.Of(node, gradient), Operand.Read(builder.ValueOf(node.Inputs[0])), Operand.Read(dOutput), Operand.Batch]));
    }

    private static ConvolutionKernels Kernels(Node node, ElementType element) => new(element, Sizes(node), ConvolutionArguments.Algorithm(node.Attribute));

    private static ConvolutionSizes Sizes(Node node) => ConvolutionArguments.Sizes(
        node.Attribute, node.Inputs[0].Shape, node.Inputs[0].Shape.Last, node.Shape.Last, ConvolutionArguments.Groups(node.Attribute));

    private string Weight(ConvolutionSizes sizes) =>
        rank == 2 ? $"[{Text(sizes.KernelWidth)}, {Text(sizes.GroupChannels)}, {Text(sizes.Filters)}]" : $"[{Text(sizes.KernelHeight)}, {Text(sizes.KernelWidth)}, {Text(sizes.GroupChannels)}, {Text(sizes.Filters)}]";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
