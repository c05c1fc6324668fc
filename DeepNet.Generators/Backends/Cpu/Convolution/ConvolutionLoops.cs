using System;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution;

/// <summary>The loops of the scalar references, straight from the definition of a convolution.</summary>
internal static class ConvolutionLoops
{
    /// <summary>Writes the twin of the weights' gradient, with that of the bias if there is one.</summary>
    public static void EmitWeightGradient(SourceWriter writer, bool hasBias, bool isVolume = false) => Emit(
        writer,
        hasBias ? () => writer.Line("Unsafe.Add(ref dBias, filter) += Unsafe.Add(ref dOutput, to);") : null,
        "Unsafe.Add(ref dWeight, place) += Unsafe.Add(ref input, at) * Unsafe.Add(ref dOutput, to);",
        null,
        isVolume);

    /// <summary>
    /// Writes loops over samples, output pixels and filters, and in them over what one output sees. The innermost statement finds the input at <c>at</c>,
    /// the weight at <c>place</c> and the output at <c>to</c>.
    /// </summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="before">Writes what stands before the loops over one output's inputs.</param>
    /// <param name="inner">The innermost statement.</param>
    /// <param name="after">Writes what follows them.</param>
    /// <param name="isVolume">Whether there is a depth.</param>
    public static void Emit(SourceWriter writer, Action? before, string inner, Action? after, bool isVolume = false)
    {
        string pixels = (isVolume ? "OutputDepth * " : "") + "OutputHeight * OutputWidth";
        using (writer.Block("for (int sample = 0; sample < n; sample++)"))
        using (writer.Block($"for (int pixel = 0; pixel < {pixels}; pixel++)"))
        using (writer.Block("for (int filter = 0; filter < Filters; filter++)"))
        {
            writer.Line($"int to = (sample * {pixels} + pixel) * Filters + filter;");
            before?.Invoke();
            using (writer.Block($"for (int tap = 0; tap < {(isVolume ? "KernelDepth * " : "")}KernelHeight * KernelWidth; tap++)"))
            {
                if (isVolume)
                {
                    writer.Line("int plane = pixel / (OutputHeight * OutputWidth) * Stride - PaddingFront + tap / (KernelHeight * KernelWidth) * Dilation;");
                }

                writer.Line($"int row = pixel / OutputWidth{(isVolume ? " % OutputHeight" : "")} * Stride - PaddingTop + tap / KernelWidth{(isVolume ? " % KernelHeight" : "")} * Dilation;");
                writer.Line("int column = pixel % OutputWidth * Stride - PaddingLeft + tap % KernelWidth * Dilation;");
                using (writer.Block($"for (int channel = 0; channel < GroupChannels{(isVolume ? " && (uint)plane < Depth" : "")} && (uint)row < Height && (uint)column < Width; channel++)"))
                {
                    writer.Line($"int at = (({(isVolume ? "(sample * Depth + plane)" : "sample")} * Height + row) * Width + column) * Channels + filter / GroupFilters * GroupChannels + channel;");
                    writer.Line("int place = (tap * GroupChannels + channel) * Filters + filter;");
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
}
