using System;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution.Direct;

/// <summary>
/// An image with the zeros around it in memory, so that no kernel that reaches over its border has to test where the border is. Without padding it is the image
/// itself.
/// </summary>
/// <param name="Sizes">The convolution.</param>
internal sealed record PaddedImage(ConvolutionSizes Sizes)
{
    /// <summary>Whether there are zeros, and so a copy.</summary>
    public bool IsCopy => Sizes.LeavesHeight || Sizes.LeavesWidth;

    public int Height => IsCopy ? (Sizes.OutputHeight - 1) * Sizes.Stride + (Sizes.KernelHeight - 1) * Sizes.Dilation + 1 : Sizes.Height;

    public int Width => IsCopy ? (Sizes.OutputWidth - 1) * Sizes.Stride + (Sizes.KernelWidth - 1) * Sizes.Dilation + 1 : Sizes.Width;

    public int Size => Height * Width * Sizes.Channels;

    /// <summary>The rows of outputs that are computed together: all, if the image and its outputs fit into the cache.</summary>
    public int Band(ElementType element)
    {
        long row = ((long)Sizes.Stride * Width * Sizes.Channels + (long)Sizes.OutputWidth * Sizes.Filters) * element.Size();
        return (int)Math.Max(1, Math.Min(Sizes.OutputHeight, BandBytes(element) / row));
    }

    /// <summary>The samples whose images and outputs fit into the cache.</summary>
    public int Samples(ElementType element) => (int)Math.Max(1, BandBytes(element) / (((long)Size + Sizes.OutputSize) * element.Size()));

    /// <summary>The bytes of image and outputs that a kernel goes over again and again: a quarter of the second-level cache, beside weights and what others left.</summary>
    private static int BandBytes(ElementType element) => element.Caches.L2Bytes / 4;

    /// <summary>Writes the sizes as constants.</summary>
    public void EmitConstants(SourceWriter writer)
    {
        writer.Line("/// <summary>The elements of a row of the image, with zeros where it is padded.</summary>");
        writer.Line(FormattableString.Invariant($"private const int Line = {Width * Sizes.Channels};")).Line();
    }

    /// <summary>Writes the loop that copies the rows of <paramref name="from"/> between the zeros of <paramref name="to"/>.</summary>
    public void EmitCopy(SourceWriter writer, string from, string to)
    {
        int rows = Math.Min(Sizes.Height, Height - Sizes.PaddingTop);
        int count = Math.Min(Sizes.Width, Width - Sizes.PaddingLeft) * Sizes.Channels;
        using (writer.Block(FormattableString.Invariant($"for (int row = 0; row < {rows}; row++)")))
        {
            writer.Line(FormattableString.Invariant($"MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref {from}, row * Width * Channels), {count})"));
            writer.Line(FormattableString.Invariant($"    .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref {to}, (row + PaddingTop) * Line + PaddingLeft * Channels), {count}));"));
        }

        writer.Line();
    }
}
