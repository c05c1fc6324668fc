using System;
using System.Globalization;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution;

/// <summary>
/// The sizes of a convolution from images <c>[Height, Width, Channels]</c> to <c>[OutputHeight, OutputWidth, Filters]</c>. One of a sequence has height
/// 1; one of a volume has a depth, and its pixels are all places in the volume. A transposed one is described by the convolution whose gradient it is, from
/// its output to its input.
/// </summary>
internal sealed record ConvolutionSizes
{
    /// <summary>The fewest pixels of a block: below, the weights' gradients would be read and written for too few multiply-adds.</summary>
    private const int MinimumBlock = 24;

    public int Depth { get; init; } = 1;

    public required int Height { get; init; }

    public required int Width { get; init; }

    public required int Channels { get; init; }

    public required int Filters { get; init; }

    public int KernelDepth { get; init; } = 1;

    public required int KernelHeight { get; init; }

    public required int KernelWidth { get; init; }

    public int OutputDepth { get; init; } = 1;

    public required int OutputHeight { get; init; }

    public required int OutputWidth { get; init; }

    public int Stride { get; init; } = 1;

    public int Dilation { get; init; } = 1;

    /// <summary>The zeros before the first plane of a volume.</summary>
    public int PaddingFront { get; init; }

    /// <summary>The zeros above the image; how many are below follows from the output's height.</summary>
    public int PaddingTop { get; init; }

    public int PaddingLeft { get; init; }

    public int Groups { get; init; } = 1;

    /// <summary>Whether there is a third axis.</summary>
    public bool IsVolume => this is not { Depth: 1, KernelDepth: 1, OutputDepth: 1, PaddingFront: 0 };

    /// <summary>The channels that a filter sees.</summary>
    public int GroupChannels => Channels / Groups;

    public int GroupFilters => Filters / Groups;

    /// <summary>The inputs that one output sums over: the depth of the product.</summary>
    public int PatchSize => KernelDepth * KernelHeight * KernelWidth * GroupChannels;

    /// <summary>The pixels of the output: the rows of the product.</summary>
    public int Pixels => OutputDepth * OutputHeight * OutputWidth;

    public int InputSize => Depth * Height * Width * Channels;

    public int OutputSize => Pixels * Filters;

    public int WeightSize => PatchSize * Filters;

    /// <summary>Whether the rows of the product are the input's pixels as they are, so that nothing is gathered.</summary>
    public bool IsPointwise => this is { KernelDepth: 1, KernelHeight: 1, KernelWidth: 1, Stride: 1, PaddingFront: 0, PaddingTop: 0, PaddingLeft: 0 }
        && OutputDepth == Depth && OutputHeight == Height && OutputWidth == Width;

    /// <summary>Whether some plane of the kernel may lie outside the volume.</summary>
    public bool LeavesDepth => PaddingFront > 0 || (OutputDepth - 1) * Stride - PaddingFront + (KernelDepth - 1) * Dilation >= Depth;

    /// <summary>Whether some row of the kernel may lie outside the image.</summary>
    public bool LeavesHeight => PaddingTop > 0 || (OutputHeight - 1) * Stride - PaddingTop + (KernelHeight - 1) * Dilation >= Height;

    /// <summary>Whether some column of the kernel may lie outside the image.</summary>
    public bool LeavesWidth => PaddingLeft > 0 || (OutputWidth - 1) * Stride - PaddingLeft + (KernelWidth - 1) * Dilation >= Width;

    /// <summary>The same whatever the filters are: for kernels that only read or write the image.</summary>
    public ConvolutionSizes OfImage => this with { Filters = 0 };

    /// <summary>The kernel, for texts: <c>3x3</c>.</summary>
    public string Window => Plane(KernelDepth, "x") + FormattableString.Invariant($"{KernelHeight}x{KernelWidth}");

    /// <summary>The shape of an input, for texts: <c>28, 28, 32</c>.</summary>
    public string InputShape => Plane(Depth, ", ") + FormattableString.Invariant($"{Height}, {Width}, {Channels}");

    /// <summary>The shape of the weights.</summary>
    public string WeightShape => Plane(KernelDepth, ", ") + FormattableString.Invariant($"{KernelHeight}, {KernelWidth}, {GroupChannels}, {Filters}");

    /// <summary>The shape of an output.</summary>
    public string OutputShape => Plane(OutputDepth, ", ") + FormattableString.Invariant($"{OutputHeight}, {OutputWidth}, {Filters}");

    /// <summary>The C# of <see cref="Pixels"/>, from the constants that <see cref="EmitConstants"/> writes.</summary>
    public string PixelCount => (IsVolume ? "OutputDepth * " : "") + "OutputHeight * OutputWidth";

    /// <summary>The C# of <see cref="InputSize"/>.</summary>
    public string InputCount => (IsVolume ? "Depth * " : "") + "Height * Width * Channels";

    /// <summary>What names of kernels say: <c>28x28x32_3x3_26x26x64</c> and what is not the default.</summary>
    public string Name => Plane(Depth, "x") + FormattableString.Invariant($"{Height}x{Width}x{Channels}_{Window}_") + Plane(OutputDepth, "x") + FormattableString.Invariant($"{OutputHeight}x{OutputWidth}")
        + (Filters == 0 ? "" : FormattableString.Invariant($"x{Filters}"))
        + (Stride == 1 ? "" : FormattableString.Invariant($"_Stride{Stride}"))
        + (PaddingFront == 0 && PaddingTop == 0 && PaddingLeft == 0 ? "" : "_Padding" + Plane(PaddingFront, "x") + FormattableString.Invariant($"{PaddingTop}x{PaddingLeft}"))
        + (Dilation == 1 ? "" : FormattableString.Invariant($"_Dilation{Dilation}"))
        + (Groups == 1 ? "" : FormattableString.Invariant($"_Groups{Groups}"));

    /// <summary>
    /// The output pixels whose patches are gathered together: a multiple of the product's six rows, or all. Patches and outputs take a quarter of the
    /// second-level cache, so that weights have room beside them; and no sum of a weight's gradient is longer than a tile takes.
    /// </summary>
    public int Block(ElementType element)
    {
        int block = Math.Max(MinimumBlock, (int)(element.Caches.L2Bytes / 4 / element.Size() / ((long)PatchSize + GroupFilters)) / 6 * 6);
        block = Math.Min(block, PackingRule.MostDepth / 6 * 6);
        return Math.Min(Math.Min(Pixels, block), Math.Max(1, int.MaxValue / PatchSize));
    }

    /// <summary>Writes the sizes as named constants.</summary>
    public void EmitConstants(SourceWriter writer)
    {
        if (IsVolume)
        {
            writer.Constant("Depth", Depth);
            writer.Constant("KernelDepth", KernelDepth);
            writer.Constant("OutputDepth", OutputDepth);
            writer.Constant("PaddingFront", PaddingFront);
        }

        writer.Constant("Height", Height);
        writer.Constant("Width", Width);
        writer.Constant("Channels", Channels);
        if (Filters > 0)
        {
            writer.Constant("Filters", Filters);
        }

        writer.Constant("KernelHeight", KernelHeight);
        writer.Constant("KernelWidth", KernelWidth);
        writer.Constant("OutputHeight", OutputHeight);
        writer.Constant("OutputWidth", OutputWidth);
        writer.Constant("Stride", Stride);
        writer.Constant("Dilation", Dilation);
        writer.Constant("PaddingTop", PaddingTop);
        writer.Constant("PaddingLeft", PaddingLeft);
        writer.Constant("GroupChannels", GroupChannels);
        if (Filters > 0)
        {
            writer.Constant("GroupFilters", GroupFilters);
        }

        writer.Line();
    }

    /// <summary>What comes before height and width in texts of volumes.</summary>
    private string Plane(int size, string separator) => IsVolume ? size.ToString(CultureInfo.InvariantCulture) + separator : "";
}
