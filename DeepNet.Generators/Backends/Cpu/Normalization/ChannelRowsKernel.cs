using System;
using System.Linq;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Normalization;

/// <summary>
/// What normalisation over rows of channels needs: statistics of each channel, and passes over all rows with numbers of each channel. A channel's vector
/// goes down a block of rows that stays in the L1 cache, with its numbers in registers. The number of channels is only the step from row to row, which costs no more as a
/// variable, so networks with layers of many widths have one such class.
/// </summary>
/// <param name="Element">The element type.</param>
/// <param name="Shifts">Whether something is added after the scaling.</param>
internal sealed record ChannelRowsKernel(ElementType Element, bool Shifts) : KernelSpec(Element)
{
    /// <summary>More rows in a block would not make the merge of two blocks any cheaper.</summary>
    private const int MostRows = 64;

    public override string ClassName => "ChannelRows" + (Shifts ? "_Shift" : "") + Element.Suffix();

    public override string Summary => "Statistics of channels over rows, and passes that normalise by them.";

    private string Keyword => Element.Keyword();

    private static readonly string[] MomentNames = ["mean", "squares", "meanLost", "squaresLost", "input"];

    private static readonly string[] SumNames = ["sums", "products", "lost", "input", "mean", "dOutput"];

    private static readonly string[] GradientNames = ["dInput", "scale", "slope", "offset", "input", "mean", "dOutput"];

    private string[] ApplyNames => ["output", "input", "mean", "scale", .. Shifts ? (string[])["shift"] : []];

    public override void Emit(SourceWriter writer)
    {
        EmitPass(writer, "Moments", MomentNames, "The mean of each channel, and the sum of the squares of the differences from it; what both lost is scratch. Blocks are merged as in Chan, Golub and LeVeque (1979).");
        EmitPass(writer, "Apply", ApplyNames, $"<c>output = (input - mean) · scale{(Shifts ? " + shift" : "")}</c>; output may be input.");
        EmitPass(writer, "Sums", SumNames, "The sums of each channel of dOutput, and of <c>dOutput · (input - mean)</c>. A block has sums of its own. What their additions lose is scratch, two numbers a channel.");
        foreach (bool accumulates in (bool[])[false, true])
        {
            EmitPass(
                writer, accumulates ? "AccumulateGradient" : "Gradient", GradientNames,
                $"<c>dInput {(accumulates ? "+=" : "=")} dOutput · scale + (input - mean) · slope + offset</c>; dInput may be dOutput.");
        }

        References(writer);

        // A block of two tensors fills the first-level cache. Even, since rows are taken in pairs.
        int most = Element.Caches.L1Bytes / 2 / Element.Size() / MostRows;
        writer.Line("/// <summary>The rows of a block: as many as the first-level cache holds.</summary>");
        writer.Line(FormattableString.Invariant($"private static int BlockRows(int channels) => channels <= {most} ? {MostRows} : int.Max(unchecked({most * MostRows} / channels / 2 * 2), 4);"));
    }

    private string Parameters(params string[] names) => string.Join(", ", names.Select(n => $"ref {Keyword} {n}")) + ", int rows, int channels";

    private void EmitPass(SourceWriter writer, string name, string[] references, string summary)
    {
        string arguments = string.Join(", ", references.Select(n => "ref " + n));
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line($"internal static void {name}({Parameters(references)}) =>");
        writer.Line($"    {Element.Name()}ChannelRows.{name}({arguments}, rows, channels, BlockRows(channels));").Line();
    }

    private void References(SourceWriter writer)
    {
        if (!writer.HasTwins)
        {
            return;
        }

        string shift = Shifts ? " + Unsafe.Add(ref shift, i % channels)" : "";
        string gradient = "Unsafe.Add(ref dOutput, i) * Unsafe.Add(ref scale, i % channels) + (Unsafe.Add(ref input, i) - Unsafe.Add(ref mean, i % channels)) * Unsafe.Add(ref slope, i % channels) + Unsafe.Add(ref offset, i % channels)";
        writer.Line($$"""
            /// <summary>The same as <see cref="Moments"/>, one channel at a time, in two passes.</summary>
            internal static void MomentsReference({{Parameters(MomentNames)}})
            { unchecked {
                for (int channel = 0; channel < channels; channel++)
                {
                    double center = 0;
                    double sum = 0;
                    for (int row = 0; row < rows; row++)
                    {
                        center += (double)Unsafe.Add(ref input, row * channels + channel) / rows;
                    }

                    for (int row = 0; row < rows; row++)
                    {
                        double difference = Unsafe.Add(ref input, row * channels + channel) - center;
                        sum += difference * difference;
                    }

                    Unsafe.Add(ref mean, channel) = ({{Keyword}})center;
                    Unsafe.Add(ref squares, channel) = ({{Keyword}})sum;
                }
            } }

            /// <summary>The same as <see cref="Apply"/>, one element at a time.</summary>
            internal static void ApplyReference({{Parameters(ApplyNames)}})
            { unchecked {
                for (int i = 0; i < rows * channels; i++)
                {
                    Unsafe.Add(ref output, i) = (Unsafe.Add(ref input, i) - Unsafe.Add(ref mean, i % channels)) * Unsafe.Add(ref scale, i % channels){{shift}};
                }
            } }

            /// <summary>The same as <see cref="Sums"/>, one element at a time.</summary>
            internal static void SumsReference({{Parameters(SumNames)}})
            { unchecked {
                MemoryMarshal.CreateSpan(ref sums, channels).Clear();
                MemoryMarshal.CreateSpan(ref products, channels).Clear();
                for (int i = 0; i < rows * channels; i++)
                {
                    Unsafe.Add(ref sums, i % channels) += Unsafe.Add(ref dOutput, i);
                    Unsafe.Add(ref products, i % channels) += Unsafe.Add(ref dOutput, i) * (Unsafe.Add(ref input, i) - Unsafe.Add(ref mean, i % channels));
                }
            } }

            /// <summary>The same as <see cref="Gradient"/>, one element at a time.</summary>
            internal static void GradientReference({{Parameters(GradientNames)}})
            { unchecked {
                for (int i = 0; i < rows * channels; i++)
                {
                    Unsafe.Add(ref dInput, i) = {{gradient}};
                }
            } }

            /// <summary>The same as <see cref="AccumulateGradient"/>, one element at a time.</summary>
            internal static void AccumulateGradientReference({{Parameters(GradientNames)}})
            { unchecked {
                for (int i = 0; i < rows * channels; i++)
                {
                    Unsafe.Add(ref dInput, i) += {{gradient}};
                }
            } }

            """);
    }
}
