using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Convolution;
using DeepNet.Generators.Backends.Cpu.Convolution.Depthwise;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;

namespace DeepNet.Generators.Backends.Cpu.Lowering;

/// <summary>Convolutions of sequences, images and volumes: each pass gets the algorithm that takes the least time. A sequence is an image of one row.</summary>
internal sealed partial class CpuLowering
{
    /// <summary>What a network's documentation says of its convolutions: the algorithm of each pass.</summary>
    public IEnumerable<string> Remarks(IEnumerable<Operation> operations)
    {
        foreach (IGrouping<string, Contraction> passes in operations.OfType<Contraction>().Where(c => c.Map is ConvolutionMap).GroupBy(c => c.Name))
        {
            ConvolutionKernels kernels = Kernels((ConvolutionMap)passes.First().Map);
            yield return $"{passes.Key}: {string.Join(", ", passes.Select(p => p switch
            {
                WeightedSum => "forward " + Algorithm(kernels, ConvolutionPass.Forward),
                InputGradient => "dInput " + Algorithm(kernels, ConvolutionPass.InputGradient),
                _ => "dWeight " + Algorithm(kernels, ConvolutionPass.WeightGradient),
            }))}.";
        }
    }

    private Step Lower(WeightedSum sum, ConvolutionMap map)
    {
        ConvolutionKernels kernels = Kernels(map);
        KernelSpec kernel = kernels.Forward(kernels.Choose(ConvolutionPass.Forward), new ConvolutionEpilogue
        {
            HasBias = sum.Bias is not null,
            Activation = Function(sum.Activation, sum.Learned),
            KeepsPreActivation = sum.PreActivation is not null,
        });
        return Forward(sum, $"{sum.Comment}, {Algorithm(kernels, ConvolutionPass.Forward)}", kernel, ConvolutionScratch.Of(sum.Name, kernel));
    }

    private Step Lower(WeightedSum sum, DepthwiseMap map) =>
        Forward(sum, sum.Comment, new DepthwiseForwardKernel(element, Sizes(map), map.Multiplier, sum.Bias is not null, Function(sum.Activation, sum.Learned), sum.PreActivation is not null), Repeated(sum.Name, map));

    private Step Lower(WeightedSum sum, TransposedMap map)
    {
        ConvolutionSizes sizes = Sizes(map.Convolution);
        ConvolutionTransposeKernel kernel = new(element, sizes, sum.Bias is not null, Function(sum.Activation, sum.Learned), sum.PreActivation is not null);
        return Forward(sum, sum.Comment, kernel, ConvolutionScratch.Transposed(sum.Name, element, sizes));
    }

    private Step Lower(InputGradient gradient, ConvolutionMap map)
    {
        ConvolutionKernels kernels = Kernels(map);
        ConvolutionAlgorithm algorithm = kernels.Choose(ConvolutionPass.InputGradient);
        GradientTarget target = gradient.DInput;
        KernelSpec kernel = kernels.InputGradient(algorithm, target.Accumulate, Function(target.Derivative));
        string sum = algorithm == ConvolutionAlgorithm.ImplicitGemm ? "patches of dOutput · weightᵀ, added up" : "Σ dOutput · weight, rotated by 180 degrees";
        string through = target.Derivative is null ? "" : $", through {target.Derivative.Name}";
        return Backward(
            gradient, $"{gradient.Comment}: dInput {(target.Accumulate ? "+=" : "=")} {sum}{through}, {Algorithm(kernels, ConvolutionPass.InputGradient)}", kernel, "Backward", ConvolutionScratch.Of(gradient.Name, kernel));
    }

    private Step Lower(InputGradient gradient, DepthwiseMap map)
    {
        GradientTarget target = gradient.DInput;
        DepthwiseInputGradientKernel kernel = new(element, Sizes(map), map.Multiplier, target.Accumulate, Function(target.Derivative));
        return Backward(gradient, gradient.Comment, kernel, "Backward", Repeated(gradient.Name, map));
    }

    private Step Lower(InputGradient gradient, TransposedMap map)
    {
        ConvolutionSizes sizes = Sizes(map.Convolution);
        GradientTarget target = gradient.DInput;
        ConvolutionEpilogue epilogue = new() { Accumulates = target.Accumulate, Derivative = Function(target.Derivative) };
        return Backward(gradient, gradient.Comment, new ConvolutionForwardKernel(element, sizes, epilogue), "Forward", ConvolutionScratch.Packed(gradient.Name, element, sizes));
    }

    private Step Lower(WeightGradient gradient, ConvolutionMap map)
    {
        ConvolutionKernels kernels = Kernels(map);
        KernelSpec kernel = kernels.WeightGradient(kernels.Choose(ConvolutionPass.WeightGradient), gradient.Bias is not null);
        string comment = gradient.Comment.Length == 0 ? "" : $"{gradient.Comment}, {Algorithm(kernels, ConvolutionPass.WeightGradient)}";
        return Accumulate(gradient, comment, kernel, ConvolutionScratch.Of(gradient.Name, kernel));
    }

    private Step Lower(WeightGradient gradient, DepthwiseMap map) =>
        Accumulate(gradient, gradient.Comment, new DepthwiseWeightGradientKernel(element, Sizes(map), map.Multiplier, gradient.Bias is not null), Repeated(gradient.Name, map));

    /// <summary>The convolution's gradient with input and output exchanged; the bias is that of the convolution's input.</summary>
    private IEnumerable<Step> Lower(WeightGradient gradient, TransposedMap map)
    {
        ConvolutionSizes sizes = Sizes(map.Convolution);

        // Rows of whole vectors have no end to run past.
        bool copies = gradient.Input.Kind == TensorKind.Input && sizes.Filters % new Target(Isa.Vector256, element).Lanes != 0;
        IEnumerable<Operand> copy = copies ? [ConvolutionScratch.Scratch(gradient.Name, "InputBlock", sizes.Block(element) * sizes.Filters)] : [];
        yield return new Step(
            gradient.Comment,
            new ConvolutionWeightGradientKernel(element, sizes, false, copies),
            "Accumulate",
            [
                Operand.Gradient(gradient.Weight),
                .. ConvolutionScratch.Packed(gradient.Name, element, sizes),
                .. copy,
                Operand.Read(gradient.DOutput),
                Operand.Read(gradient.Input),
                Operand.Batch,
            ]);
        if (gradient.Bias is { } bias)
        {
            yield return new Step("", new BiasGradientKernel(element, sizes.Channels, null), "Accumulate", [Operand.Gradient(bias), Operand.Read(gradient.DOutput), Operand.Length(sizes.Depth * sizes.Height * sizes.Width)]);
        }
    }

    private static Step Forward(WeightedSum sum, string comment, KernelSpec kernel, IEnumerable<Operand> scratch) => new(
        comment,
        kernel,
        "Forward",
        [
            Operand.Write(sum.Output),
            .. Optional(sum.PreActivation, Operand.Write),
            .. scratch,
            Operand.Read(sum.Input),
            Operand.Read(sum.Weight),
            .. Optional(sum.Bias, Operand.Read),
            .. Optional(sum.Learned, Operand.Read),
            Operand.Batch,
        ]);

    private static Step Backward(InputGradient gradient, string comment, KernelSpec kernel, string method, IEnumerable<Operand> scratch) => new(
        comment,
        kernel,
        method,
        [
            Target(gradient.DInput),
            .. Optional(gradient.DInput.Saved, Operand.Read),
            .. scratch,
            Operand.Read(gradient.DOutput),
            Operand.Read(gradient.Weight),
            Operand.Batch,
        ]);

    private static Step Accumulate(WeightGradient gradient, string comment, KernelSpec kernel, IEnumerable<Operand> scratch) => new(
        comment,
        kernel,
        "Accumulate",
        [
            Operand.Gradient(gradient.Weight),
            .. gradient.Bias is { } bias ? [Operand.Gradient(bias)] : Array.Empty<Operand>(),
            .. scratch,
            Operand.Read(gradient.Input),
            Operand.Read(gradient.DOutput),
            Operand.Batch,
        ]);

    private ConvolutionKernels Kernels(ConvolutionMap map) => new(element, Sizes(map), map.Algorithm);

    private static string Algorithm(ConvolutionKernels kernels, ConvolutionPass pass) => ConvolutionKernels.Describe(kernels.Choose(pass));

    /// <summary>Scratch memory for one sample with its channels repeated, if they are.</summary>
    private static IEnumerable<Operand> Repeated(string name, DepthwiseMap map) =>
        map.Multiplier == 1 ? [] : [ConvolutionScratch.Scratch(name, "RepeatedChannels", Sizes(map).InputSize)];

    private static ConvolutionSizes Sizes(ConvolutionMap map) => Sizes(map.Axes, map.Channels, map.Filters, map.Groups);

    /// <summary>The sizes with the channels repeated, so that each has one filter.</summary>
    private static ConvolutionSizes Sizes(DepthwiseMap map) => Sizes(map.Axes, map.Channels * map.Multiplier, map.Channels * map.Multiplier, 1);

    private static ConvolutionSizes Sizes(EquatableArray<WindowAxis> axes, int channels, int filters, int groups)
    {
        (WindowAxis depth, WindowAxis height, WindowAxis width) = Space(axes);
        return new ConvolutionSizes
        {
            Depth = depth.Input,
            Height = height.Input,
            Width = width.Input,
            Channels = channels,
            Filters = filters,
            KernelDepth = depth.Window,
            KernelHeight = height.Window,
            KernelWidth = width.Window,
            OutputDepth = depth.Output,
            OutputHeight = height.Output,
            OutputWidth = width.Output,

            // An axis with a single output has a stride of 1.
            Stride = Math.Max(depth.Stride, Math.Max(height.Stride, width.Stride)),
            Dilation = width.Dilation,
            PaddingFront = depth.Before,
            PaddingTop = height.Before,
            PaddingLeft = width.Before,
            Groups = groups,
        };
    }
}
