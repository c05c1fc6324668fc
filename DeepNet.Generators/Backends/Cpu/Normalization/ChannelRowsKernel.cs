using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Emit;

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

    public override void Emit(SourceWriter writer)
    {
        Moments(writer);
        Apply(writer);
        Sums(writer);
        Gradient(writer, "Gradient", false);
        Gradient(writer, "AccumulateGradient", true);
        References(writer);

        // A block of two tensors fills the first-level cache. Even, since rows are taken in pairs.
        int most = Element.Caches.L1Bytes / 2 / Element.Size() / MostRows;
        writer.Line().Line("/// <summary>The rows of a block: as many as the first-level cache holds.</summary>");
        writer.Line(FormattableString.Invariant($"private static int BlockRows(int channels) => channels <= {most} ? {MostRows} : int.Max(unchecked({most * MostRows} / channels / 2 * 2), 4);"));
    }

    private static readonly string[] MomentNames = ["mean", "squares", "meanLost", "squaresLost", "input"];

    private string Parameters(params string[] names) => string.Join(", ", names.Select(n => $"ref {Keyword} {n}")) + ", int rows, int channels";

    /// <summary>Writes a loop over blocks of rows and in it one over channels.</summary>
    private void Blocks(SourceWriter writer, IReadOnlyList<string> locals, Action<Target> body)
    {
        writer.Line("nuint width = (uint)channels;").Line("int blockRows = BlockRows(channels);");
        using (writer.Block("for (int first = 0; first < rows; first += blockRows)"))
        {
            writer.Line("int count = int.Min(blockRows, rows - first);");
            writer.Line("nuint start = (uint)first * width;");
            foreach (string local in locals)
            {
                writer.Line(local);
            }

            new ChannelLoops(writer, Element, null).Each(body);
        }
    }

    /// <summary>Two rows at a time, so that the additions of one do not wait for those of the other.</summary>
    private static void RowPairs(SourceWriter writer, Action<string, string> statements)
    {
        using (writer.Block("for (int row = 1; row < count; row += 2)"))
        {
            statements("at", "0");
            statements("at + width", "1");
            writer.Line("at += 2 * width;");
        }

        writer.Line();
        using (writer.Block("if ((count & 1) != 0)"))
        {
            statements("at", "0");
        }

        writer.Line();
    }

    /// <summary>
    /// Each block's sums are taken of differences: first from its first row, then from its mean. So the size of the mean costs no digits. Blocks are merged as in
    /// Chan, Golub and LeVeque 1979. What each addition to a mean or to squares loses is kept and added to the next (Kahan 1965): there may be tens of thousands of blocks.
    /// </summary>
    private void Moments(SourceWriter writer)
    {
        writer.Line("/// <summary>The mean of each channel, and the sum of the squares of the differences from it; what both lost is scratch. Blocks are merged as in Chan, Golub and LeVeque (1979).</summary>");
        using (writer.Method($"internal static void Moments({Parameters(MomentNames)})"))
        {
            foreach (string name in MomentNames.Where(n => n != "input"))
            {
                writer.Line($"MemoryMarshal.CreateSpan(ref {name}, channels).Clear();");
            }

            string[] locals =
            [
                $"{Keyword} inverseCount = {Element.Literal(1)} / count;",
                $"{Keyword} share = ({Keyword})count / (first + count); // of this block in all rows so far",
                $"{Keyword} weight = share * first;",
            ];
            Blocks(writer, locals, t =>
            {
                writer.Line($"{t.Type} pivot = {t.Load("input", "start + i")};");
                writer.Line($"{t.Type} sum0 = {t.Constant(0)};").Line($"{t.Type} sum1 = {t.Constant(0)};").Line("nuint at = start + i;");
                RowPairs(writer, (at, lane) => writer.Line($"sum{lane} += {t.Load("input", at)} - pivot;"));
                writer.Line($"{t.Type} center = pivot + (sum0 + sum1) * {t.Broadcast("inverseCount")};");
                writer.Line($"sum0 = {t.Constant(0)};").Line($"sum1 = {t.Constant(0)};").Line("at = start + i;");
                RowPairs(writer, (at, lane) =>
                {
                    writer.Line($"{t.Type} d{lane} = {t.Load("input", at)} - center;");
                    writer.Line($"sum{lane} = {t.MultiplyAdd("d" + lane, "d" + lane, "sum" + lane)};");
                });
                writer.Line($"{t.Type} delta = center - {t.Load("mean", "i")} + {t.Load("meanLost", "i")};");
                writer.Line($"CompensatedSum.Add(ref mean, ref meanLost, i, delta * {t.Broadcast("share")});");
                writer.Line($"CompensatedSum.Add(ref squares, ref squaresLost, i, sum0 + sum1 + delta * {t.Broadcast("weight")} * delta);");
            });
        }

        writer.Line();
    }

    private void Apply(SourceWriter writer)
    {
        string shift = Shifts ? " + shift" : "";
        writer.Line($"/// <summary><c>output = (input - mean) · scale{shift}</c>; output may be input.</summary>");
        using (writer.Method($"internal static void Apply({Parameters(["output", "input", "mean", "scale", .. Shifts ? (string[])["shift"] : []])})"))
        {
            Blocks(writer, [], t =>
            {
                writer.Line($"{t.Type} center = {t.Load("mean", "i")};").Line($"{t.Type} factor = {t.Load("scale", "i")};");
                if (Shifts)
                {
                    writer.Line($"{t.Type} addend = {t.Load("shift", "i")};");
                }

                writer.Line("nuint at = start + i;");
                using (writer.Block("for (int row = 0; row < count; row++)"))
                {
                    string difference = $"({t.Load("input", "at")} - center)";
                    writer.Line(t.Store(Shifts ? t.MultiplyAdd(difference, "factor", "addend") : $"({difference} * factor)", "output", "at"));
                    writer.Line("at += width;");
                }
            });
        }

        writer.Line();
    }

    private void Sums(SourceWriter writer)
    {
        writer.Line("/// <summary>The sums of each channel of dOutput, and of <c>dOutput · (input - mean)</c>. A block has sums of its own. What their additions lose is scratch, two numbers a channel.</summary>");
        using (writer.Method($"internal static void Sums({Parameters("sums", "products", "lost", "input", "mean", "dOutput")})"))
        {
            writer.Line("MemoryMarshal.CreateSpan(ref sums, channels).Clear();").Line("MemoryMarshal.CreateSpan(ref products, channels).Clear();");
            writer.Line("MemoryMarshal.CreateSpan(ref lost, 2 * channels).Clear();").Line($"ref {Keyword} sumsLost = ref lost;").Line($"ref {Keyword} productsLost = ref Unsafe.Add(ref lost, channels);");
            Blocks(writer, [], t =>
            {
                writer.Line($"{t.Type} center = {t.Load("mean", "i")};");
                foreach (string name in (string[])["sum0", "sum1", "product0", "product1"])
                {
                    writer.Line($"{t.Type} {name} = {t.Constant(0)};");
                }

                writer.Line("nuint at = start + i;");
                RowPairs(writer, (at, lane) =>
                {
                    writer.Line($"{t.Type} dy{lane} = {t.Load("dOutput", at)};").Line($"sum{lane} += dy{lane};");
                    writer.Line($"product{lane} = {t.MultiplyAdd($"{t.Load("input", at)} - center", "dy" + lane, "product" + lane)};");
                });
                writer.Line($"CompensatedSum.Add(ref sums, ref sumsLost, i, sum0 + sum1);");
                writer.Line($"CompensatedSum.Add(ref products, ref productsLost, i, product0 + product1);");
            });
        }

        writer.Line();
    }

    private void Gradient(SourceWriter writer, string method, bool accumulates)
    {
        writer.Line($"/// <summary><c>dInput {(accumulates ? "+=" : "=")} dOutput · scale + (input - mean) · slope + offset</c>; dInput may be dOutput.</summary>");
        using (writer.Method($"internal static void {method}({Parameters("dInput", "scale", "slope", "offset", "input", "mean", "dOutput")})"))
        {
            Blocks(writer, [], t =>
            {
                foreach ((string local, string from) in ((string, string)[])[("factor", "scale"), ("steepness", "slope"), ("addend", "offset"), ("center", "mean")])
                {
                    writer.Line($"{t.Type} {local} = {t.Load(from, "i")};");
                }

                writer.Line("nuint at = start + i;");
                using (writer.Block("for (int row = 0; row < count; row++)"))
                {
                    writer.Line($"{t.Type} rest = {t.MultiplyAdd($"{t.Load("input", "at")} - center", "steepness", "addend")};");
                    string value = t.MultiplyAdd(t.Load("dOutput", "at"), "factor", "rest");
                    writer.Line(t.Store(accumulates ? $"({t.Load("dInput", "at")} + {value})" : value, "dInput", "at"));
                    writer.Line("at += width;");
                }
            });
        }

        writer.Line();
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
            internal static void ApplyReference({{Parameters(["output", "input", "mean", "scale", .. Shifts ? (string[])["shift"] : []])}})
            { unchecked {
                for (int i = 0; i < rows * channels; i++)
                {
                    Unsafe.Add(ref output, i) = (Unsafe.Add(ref input, i) - Unsafe.Add(ref mean, i % channels)) * Unsafe.Add(ref scale, i % channels){{shift}};
                }
            } }

            /// <summary>The same as <see cref="Sums"/>, one element at a time.</summary>
            internal static void SumsReference({{Parameters("sums", "products", "lost", "input", "mean", "dOutput")}})
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
            internal static void GradientReference({{Parameters("dInput", "scale", "slope", "offset", "input", "mean", "dOutput")}})
            { unchecked {
                for (int i = 0; i < rows * channels; i++)
                {
                    Unsafe.Add(ref dInput, i) = {{gradient}};
                }
            } }

            /// <summary>The same as <see cref="AccumulateGradient"/>, one element at a time.</summary>
            internal static void AccumulateGradientReference({{Parameters("dInput", "scale", "slope", "offset", "input", "mean", "dOutput")}})
            { unchecked {
                for (int i = 0; i < rows * channels; i++)
                {
                    Unsafe.Add(ref dInput, i) += {{gradient}};
                }
            } }
            """);
    }
}
