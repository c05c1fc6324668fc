using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Convolution.Direct;
using DeepNet.Generators.Backends.Cpu.Convolution.Winograd;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution;

/// <summary>
/// The gradient of the input of a convolution with stride 1 as what it is: the convolution of the outputs' gradients with the kernels rotated by 180 degrees, channels
/// and filters exchanged.
/// </summary>
/// <param name="Element">The element type.</param>
/// <param name="Sizes">The convolution whose gradient it is.</param>
/// <param name="Convolution">The kernel of the convolution back.</param>
internal sealed record ConvolutionRotationKernel(ElementType Element, ConvolutionSizes Sizes, KernelSpec Convolution) : KernelSpec(Element)
{
    /// <summary>As the convolution's; every thread rotates the weights for itself.</summary>
    public override BatchSplit? Split(int size) => Convolution.Split(size);

    public override string ClassName => "Gradient_" + Convolution.ClassName;

    public override string Summary => FormattableString.Invariant(
        $"dInput[n, {Sizes.Height}, {Sizes.Width}, {Sizes.Channels}]: dOutput[n, {Sizes.OutputHeight}, {Sizes.OutputWidth}, {Sizes.Filters}] convolved with the rotated weight[{Sizes.KernelHeight}, {Sizes.KernelWidth}, {Sizes.Channels}, {Sizes.Filters}]");

    public override IEnumerable<KernelSpec> Dependencies => [Convolution];

    private ConvolutionEpilogue Epilogue => Convolution switch
    {
        DirectForwardKernel direct => direct.Epilogue,
        WinogradForwardKernel winograd => winograd.Epilogue,
        _ => throw new InvalidOperationException(Convolution.ClassName),
    };

    /// <summary>The elements of scratch memory that the convolution takes.</summary>
    public int ScratchSize => Convolution is DirectForwardKernel direct ? direct.ScratchSize : ((WinogradForwardKernel)Convolution).ScratchSize;

    /// <summary>Whether the gradient is such a convolution.</summary>
    public static bool Fits(ConvolutionSizes sizes) => sizes is { Stride: 1, Groups: 1 } && Back(sizes) is { PaddingTop: >= 0, PaddingLeft: >= 0 };

    /// <summary>The convolution back.</summary>
    public static ConvolutionSizes Back(ConvolutionSizes sizes) => new()
    {
        Height = sizes.OutputHeight,
        Width = sizes.OutputWidth,
        Channels = sizes.Filters,
        Filters = sizes.Channels,
        KernelHeight = sizes.KernelHeight,
        KernelWidth = sizes.KernelWidth,
        OutputHeight = sizes.Height,
        OutputWidth = sizes.Width,
        Dilation = sizes.Dilation,
        PaddingTop = (sizes.KernelHeight - 1) * sizes.Dilation - sizes.PaddingTop,
        PaddingLeft = (sizes.KernelWidth - 1) * sizes.Dilation - sizes.PaddingLeft,
    };

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        string[] saved = Epilogue.Derivative is null ? [] : ["saved"];
        string[] scratch = ScratchSize == 0 ? [] : ["scratch"];
        string[] names = ["dInput", .. saved, .. scratch, "transposed", "dOutput", "weight"];
        string parameters = string.Join(", ", names.Select(p => $"ref {keyword} {p}")) + ", int n";
        Sizes.EmitConstants(writer);
        writer.Line("/// <summary>Computes the gradients of the inputs of <c>n</c> samples. <c>transposed</c> is scratch memory for the rotated weights.</summary>");
        using (writer.Method($"internal static void Backward({parameters})"))
        {
            using (writer.Block("for (int place = 0; place < KernelHeight * KernelWidth; place++)"))
            {
                writer.Line($"ref {keyword} to = ref Unsafe.Add(ref transposed, (KernelHeight * KernelWidth - 1 - place) * Channels * Filters);");
                writer.Line("MatrixTransposition.Run(ref to, ref Unsafe.Add(ref weight, place * Channels * Filters), Channels, Filters);");
            }

            writer.Line();
            string[] arguments = ["dInput", .. saved, .. scratch, "dOutput", "transposed"];
            writer.Call($"{Convolution.ClassName}.Forward", [.. arguments.Select(a => "ref " + a), "n"]);
        }

        if (!writer.HasTwins)
        {
            return;
        }

        writer.Line().Line("/// <summary>The same, one element at a time.</summary>");
        using (writer.Method($"internal static void BackwardReference({parameters})"))
        {
            if (!Epilogue.Accumulates)
            {
                writer.Line("MemoryMarshal.CreateSpan(ref dInput, n * Height * Width * Channels).Clear();");
            }

            ConvolutionLoops.Emit(writer, null, "Unsafe.Add(ref dInput, at) += Unsafe.Add(ref dOutput, to) * Unsafe.Add(ref weight, place);", null);
            if (Epilogue.Derivative is { } derivative)
            {
                writer.Line($"{derivative.ClassName}.BackwardReference(ref dInput, ref saved, ref dInput, n * Height * Width * Channels);");
            }
        }
    }
}
