using System;
using System.Collections.Generic;
using System.Globalization;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Convolution;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Backends.Cpu.Text;
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
internal sealed class ConvTranspose2DLayer : LayerDefinition
{
    public override string Name => "ConvTranspose2D";

    public override bool FusesActivation => true;

    public override Shape? InferShape(LayerContext context)
    {
        int filters = context.Count("Filters");
        ConvolutionArguments.Check(context);
        CheckOutputPadding(context);
        bool areNumbersRight = !context.HasErrors;
        if (!ConvolutionArguments.HasRank(context, 3) || !areNumbersRight)
        {
            return null;
        }

        Shape input = context.Inputs[0].Shape;
        long height = OutputSize(context.Attribute, input.Sizes[0]);
        long width = OutputSize(context.Attribute, input.Sizes[1]);
        if (height < 1 || width < 1)
        {
            string direction = height < 1 ? "height" : "width";
            context.Report("DEEP0122", "Padding", -1, context.DisplayName, direction, Arithmetic(context.Attribute, input.Sizes[height < 1 ? 0 : 1]));
            return null;
        }

        return Shape.Of(Clamp(height), Clamp(width), filters);
    }

    public override IEnumerable<ParameterSpec> Parameters(Node node, Elementwise? following)
    {
        int kernel = ConvolutionArguments.Kernel(node.Attribute, "Height");
        int channels = node.Inputs[0].Shape.Last;
        int filters = node.Shape.Last;
        long area = (long)kernel * kernel;
        long stride = ConvolutionArguments.Stride(node.Attribute);

        // An output lies under the kernels of so many inputs only: the others are a stride apart.
        int fanIn = ConvolutionArguments.Fan(area * channels / (stride * stride));
        int fanOut = ConvolutionArguments.Fan(area * filters);
        yield return new ParameterSpec("Weight", Shape.Of(kernel, kernel, filters, channels), WeightInitializers.Resolve(node.Attribute, following), fanIn, fanOut);
        if (ConvolutionArguments.HasBias(node))
        {
            yield return new ParameterSpec("Bias", Shape.Of(filters), "Zeros", fanIn, fanOut);
        }
    }

    public override long Flops(Node node)
    {
        ConvolutionSizes sizes = Sizes(node);
        return 2L * sizes.OutputSize * sizes.PatchSize + (ConvolutionArguments.HasBias(node) ? node.Shape.Size : 0);
    }

    public override string Describe(Node node)
    {
        ConvolutionSizes sizes = Sizes(node);
        return $"{node.Title} {Text(sizes.KernelHeight)}x{Text(sizes.KernelWidth)}, {Text(sizes.Filters)}→{Text(sizes.Channels)}{ConvolutionArguments.Details(node.Attribute)}{(node.FusedActivation is { } activation ? " + " + activation.Elementwise!.Name : "")}";
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

        operands.AddRange(ConvolutionScratch.Transposed(node, builder.Element, sizes));
        operands.Add(Operand.Read(builder.ValueOf(node.Inputs[0])));
        foreach (ParameterPlan parameter in node.Parameters)
        {
            operands.Add(Operand.Read(parameter.Tensor));
        }

        operands.Add(Operand.Batch);
        string sum = $"[n, {string.Join(", ", node.Inputs[0].Shape.Sizes)}] · weight[{Text(sizes.KernelHeight)}, {Text(sizes.KernelWidth)}, {Text(sizes.Channels)}, {Text(sizes.Filters)}]ᵀ, added up{(ConvolutionArguments.HasBias(node) ? " + bias" : "")}";
        string formula = $"{(activation ?? node).Shape.WithBatch} = {(activation is null ? sum : $"{activation.Elementwise!.Name}({sum})")}";
        ConvolutionTransposeKernel kernel = new(builder.Element, sizes, ConvolutionArguments.HasBias(node), activationKernel, keepsPreActivation);
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
            GradientTarget target = builder.Target(node.Inputs[0]);
            builder.Add(new Step(
                $"{banner}: dInput {(target.Accumulate ? "+=" : "=")} Σ dOutput · weight",
                new ConvolutionForwardKernel(builder.Element, sizes, new ConvolutionEpilogue { Accumulates = target.Accumulate }),
                "Forward",
                [
                    target.Accumulate ? Operand.ReadWrite(target.Tensor) : Operand.Write(target.Tensor),
                    .. ConvolutionScratch.Packed(node, builder.Element, sizes),
                    Operand.Read(dOutput),
                    Operand.Read(weight.Tensor),
                    Operand.Batch,
                ]));
            banner = "";
        }

        if (weight.IsFrozen)
        {
            return;
        }

        // Rows of whole vectors have no end to run past.
        Tensor input = builder.ValueOf(node.Inputs[0]);
        bool copies = input.Kind == TensorKind.Input && sizes.Filters % new Target(Isa.Vector256, builder.Element).Lanes != 0;
        IEnumerable<Operand> copy = copies ? [ConvolutionScratch.Scratch(node, "InputBlock", sizes.Block(builder.Element) * sizes.Filters)] : Array.Empty<Operand>();
        builder.Add(new Step(
            banner.Length == 0 ? "" : $"{banner}: dWeight = patches of dOutputᵀ · input",
            new ConvolutionWeightGradientKernel(builder.Element, sizes, false, copies),
            "Accumulate",
            [Operand.Gradient(weight), .. ConvolutionScratch.Packed(node, builder.Element, sizes), .. copy, Operand.Read(dOutput), Operand.Read(input), Operand.Batch]));
        if (node.Parameter("Bias") is { } bias)
        {
            builder.Add(new Step(
                "", new BiasGradientKernel(builder.Element, sizes.Channels, null), "Accumulate", [Operand.Gradient(bias), Operand.Read(dOutput), Operand.Length(sizes.Height * sizes.Width)]));
        }
    }

    /// <summary>The convolution from this layer's output to its input.</summary>
    private static ConvolutionSizes Sizes(Node node)
    {
        Shape input = node.Inputs[0].Shape;
        Shape output = node.Shape;
        int kernel = ConvolutionArguments.Kernel(node.Attribute, "Height");
        int stride = ConvolutionArguments.Stride(node.Attribute);
        int padding = ConvolutionArguments.Padding(node.Attribute);
        return new ConvolutionSizes
        {
            Height = output.Sizes[0],
            Width = output.Sizes[1],
            Channels = output.Last,
            Filters = input.Last,
            KernelHeight = kernel,
            KernelWidth = kernel,
            OutputHeight = input.Sizes[0],
            OutputWidth = input.Sizes[1],
            Stride = stride,
            PaddingTop = (int)new ConvolutionExtent(output.Sizes[0], kernel, stride, 1, padding).Before,
            PaddingLeft = (int)new ConvolutionExtent(output.Sizes[1], kernel, stride, 1, padding).Before,
        };
    }

    private static int OutputPadding(AttributeSpec attribute) => attribute["OutputPadding"] as int? ?? 0;

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

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
