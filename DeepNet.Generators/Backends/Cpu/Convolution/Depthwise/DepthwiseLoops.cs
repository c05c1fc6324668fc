using System;
using System.Globalization;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution.Depthwise;

/// <summary>What the kernels of a depthwise convolution share: constants, the part of the kernel that lies in the image, and the loops of the twins.</summary>
/// <param name="writer">Where to write.</param>
/// <param name="sizes">The convolution, with its channels repeated; as many filters as channels.</param>
/// <param name="multiplier">How often each channel of the input is repeated.</param>
internal sealed class DepthwiseLoops(SourceWriter writer, ConvolutionSizes sizes, int multiplier)
{
    /// <summary>The first output of a row that sees all columns of the kernel.</summary>
    public int InteriorStart => Math.Min(sizes.OutputWidth, (sizes.PaddingLeft + sizes.Stride - 1) / sizes.Stride);

    /// <summary>The first output behind <see cref="InteriorStart"/> that does not.</summary>
    public int InteriorEnd
    {
        get
        {
            long room = sizes.Width - 1 - (sizes.KernelWidth - 1L) * sizes.Dilation + sizes.PaddingLeft;
            return room < 0 ? InteriorStart : Math.Max(InteriorStart, (int)Math.Min(sizes.OutputWidth, room / sizes.Stride + 1));
        }
    }

    public void Constants()
    {
        writer.Constant("Height", sizes.Height);
        writer.Constant("Width", sizes.Width);
        writer.Constant("Channels", sizes.Channels);
        writer.Constant("Multiplier", multiplier);
        writer.Constant("KernelHeight", sizes.KernelHeight);
        writer.Constant("KernelWidth", sizes.KernelWidth);
        writer.Constant("OutputHeight", sizes.OutputHeight);
        writer.Constant("OutputWidth", sizes.OutputWidth);
        writer.Constant("Stride", sizes.Stride);
        writer.Constant("Dilation", sizes.Dilation);
        writer.Constant("PaddingTop", sizes.PaddingTop);
        writer.Constant("PaddingLeft", sizes.PaddingLeft);
        writer.Line();
        writer.Line("/// <summary>The first output of a row that sees all columns of the kernel.</summary>");
        writer.Constant("InteriorStart", InteriorStart);
        writer.Line("/// <summary>The output after the last one that does.</summary>");
        writer.Constant("InteriorEnd", InteriorEnd);
        writer.Line();
    }

    /// <summary>Writes the locals for the rows of the kernel that lie in the image at the output row <c>y</c>.</summary>
    public void Rows()
    {
        writer.Line("int top = y * Stride - PaddingTop;");
        Range("top", "Height", "Row", "KernelHeight", sizes.LeavesHeight);
    }

    /// <summary>Writes the locals for the columns of the kernel that lie in the image at the output column <c>x</c>.</summary>
    public void Columns()
    {
        writer.Line("int left = x * Stride - PaddingLeft;");
        Range("left", "Width", "Column", "KernelWidth", sizes.LeavesWidth);
    }

    /// <summary>Writes loops over the part of the kernel that lies in the image; in them the image is at <c>at</c>, the weight at <c>place</c>.</summary>
    public void Taps(Action body)
    {
        using (writer.Block("for (int kernelRow = firstRow; kernelRow < endRow; kernelRow++)"))
        using (writer.Block("for (int kernelColumn = firstColumn; kernelColumn < endColumn; kernelColumn++)"))
        {
            writer.Line("nuint at = (nuint)(((top + kernelRow * Dilation) * Width + left + kernelColumn * Dilation) * Channels) + i;");
            writer.Line("nuint place = (nuint)((kernelRow * KernelWidth + kernelColumn) * Channels) + i;");
            body();
        }
    }

    /// <summary>Writes the loops of a twin: over outputs at <c>to</c>, and what each sees of the input at <c>at</c> with the weight at <c>place</c>.</summary>
    public void Reference(Action? before, string inner, Action? after)
    {
        using (writer.Block("for (int sample = 0; sample < n; sample++)"))
        using (writer.Block("for (int pixel = 0; pixel < OutputHeight * OutputWidth; pixel++)"))
        using (writer.Block("for (int channel = 0; channel < Channels; channel++)"))
        {
            writer.Line("int to = (sample * OutputHeight * OutputWidth + pixel) * Channels + channel;");
            before?.Invoke();
            using (writer.Block("for (int tap = 0; tap < KernelHeight * KernelWidth; tap++)"))
            {
                writer.Line("int row = pixel / OutputWidth * Stride - PaddingTop + tap / KernelWidth * Dilation;");
                writer.Line("int column = pixel % OutputWidth * Stride - PaddingLeft + tap % KernelWidth * Dilation;");
                writer.Line("int at = ((sample * Height + row) * Width + column) * (Channels / Multiplier) + channel / Multiplier;");
                writer.Line("int place = tap * Channels + channel;");
                using (writer.Block("if ((uint)row < Height && (uint)column < Width)"))
                {
                    writer.Line(inner);
                }
            }

            if (after is not null)
            {
                writer.Line();
                after();
            }
        }
    }

    private void Range(string start, string size, string name, string kernel, bool leaves)
    {
        writer.Line(leaves ? $"int first{name} = {start} < 0 ? (Dilation - 1 - {start}) / Dilation : 0;" : $"const int first{name} = 0;");
        writer.Line(leaves ? $"int end{name} = int.Min({kernel}, ({size} - {start} + Dilation - 1) / Dilation);" : $"const int end{name} = {kernel};");
    }
}
