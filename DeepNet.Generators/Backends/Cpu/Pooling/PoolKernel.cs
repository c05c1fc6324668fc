using System;
using System.Collections.Generic;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Backends.Cpu.Normalization;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Pooling;

/// <summary>Maximum or mean of each channel over windows. Channels are vectors; a vector stays in a register while it goes through a window.</summary>
/// <remarks>
/// Backward of the maximum finds the place again by comparing the window with the output, instead of keeping an index of it: input and output are mostly there for other
/// layers, forward stays the same in training, and the comparisons are made with values that lie beside the gradients that have to be written in any case.
/// </remarks>
internal sealed partial record PoolKernel(ElementType Element, PoolSizes Sizes, bool Average) : KernelSpec(Element)
{
    /// <summary>Whether loads may run past the last channel: they lie in the network's own memory.</summary>
    public bool ReadsPast { get; init; }

    /// <summary>The activation before, whose derivative at <c>saved</c> the inputs' gradients are multiplied with, or null.</summary>
    public ElementwiseKernel? Derivative { get; init; }

    /// <summary>Samples are independent; there is little to compute, and much to read and write.</summary>
    public override BatchSplit? Split(int size) => new BatchSplit(8L * size);

    /// <summary>The elements of a line of a window whose sum is taken at once.</summary>
    private const int MostPart = 128;

    /// <summary>The sums of which a mean may consist without keeping what their additions lose.</summary>
    private const int MostParts = 64;

    public override string ClassName => $"{(Average ? "AveragePool" : "MaxPool")}_{Sizes.Name}{(HasUnevenRest && !ReadsPast ? "_OfInput" : "")}{(Derivative is null ? "" : "_Through" + Derivative.Operation.Name)}{Element.Suffix()}";

    public override string Summary => FormattableString.Invariant($"The {(Average ? "mean" : "maximum")} over windows of {Sizes.Text(a => a.Window)} of {(Sizes.IsVolume ? "volumes" : "images")} of {Sizes.Text(a => a.Size)} with {Sizes.Channels} channels.");

    public override IEnumerable<KernelSpec> Dependencies => Derivative is null ? [] : [Derivative];

    private string Keyword => Element.Keyword();

    private bool HasUnevenRest => ChannelLoops.HasUnevenRest(Element, Sizes.Channels);

    // Of the reference.
    private const string AverageBackward = """
        for (int place = 0; place < Area; place++)
                {
                    if (Place(i, place) is int at and >= 0)
                    {
                        Unsafe.Add(ref dInput, at) += Unsafe.Add(ref dOutput, i) / count;
                    }
                }
        """;

    private string BackwardParameters => $"ref {Keyword} dInput, {(Derivative is null ? "" : $"ref {Keyword} saved, ")}{GradientParameters}";

    private string GradientParameters => $"{(Average ? "" : $"ref {Keyword} output, ref {Keyword} input, ")}ref {Keyword} dOutput, int n";

    public override void Emit(SourceWriter writer)
    {
        Sizes.EmitConstants(writer);
        WindowBody forward = ForwardBody(writer);
        WindowBody backward = BackwardBody(writer, false);
        WindowBody accumulation = BackwardBody(writer, true);
        writer.Line($"/// <summary>The {(Average ? "means" : "maxima")} of <c>n</c> images.</summary>");
        Attribute(writer);
        using (writer.Method($"internal static void Forward(ref {Keyword} output, ref {Keyword} input, int n)"))
        {
            Windows(writer, "Forward", forward);
        }

        EmitWindow(writer, "Forward", forward);
        writer.Line().Line($"/// <summary>The inputs' gradients{(Average ? "" : ": that of an output goes to the first of the largest values of its window")}.</summary>");
        if (Sizes.Tiles)
        {
            Attribute(writer);
        }

        using (writer.Method($"internal static void Backward({BackwardParameters})"))
        {
            if (Sizes.Tiles)
            {
                Windows(writer, "Backward", backward);
            }
            else
            {
                writer.Line(Sizes.Overlaps ? "// Windows overlap." : "// Not every element lies in a window.");
                writer.Line($"MemoryMarshal.CreateSpan(ref dInput, n * {Sizes.Lines} * Line).Clear();").Line($"Accumulate(ref dInput, {(Average ? "" : "ref output, ref input, ")}ref dOutput, n);");
                if (Derivative is not null)
                {
                    writer.Line($"{Derivative.ClassName}.Backward(ref dInput, ref saved, ref dInput, n * {Sizes.Lines} * Line);");
                }
            }
        }

        if (Sizes.Tiles)
        {
            EmitWindow(writer, "Backward", backward);
        }

        writer.Line().Line("/// <summary>As <see cref=\"Backward\"/>, added to the existing values.</summary>");
        Attribute(writer);
        using (writer.Method($"internal static void Accumulate(ref {Keyword} dInput, {GradientParameters})"))
        {
            Windows(writer, "Accumulate", accumulation);
        }

        EmitWindow(writer, "Accumulate", accumulation);

        References(writer);
    }

    private WindowBody ForwardBody(SourceWriter writer) => new(["input"], ["output"], (t, loops) =>
    {
        if (Average)
        {
            // Lines have sums of their own, and long ones several. Where there are many, what their additions lose is kept.
            bool byLine = !Sizes.IsUnrolled;
            bool keepsLoss = byLine && (long)Sizes.Depth.Window * Sizes.Height.Window * ((Sizes.Width.Window + MostPart - 1) / MostPart) > MostParts;
            writer.Line($"{t.Type} value = {t.Constant(0)};");
            if (keepsLoss)
            {
                writer.Line($"{t.Type} lost = {t.Constant(0)};");
            }

            Walk(
                writer,
                at => writer.Line($"{(byLine ? "sum" : "value")} = {t.Add(byLine ? "sum" : "value", t.Load("input", at))};"),
                () => writer.Line($"{t.Type} sum = {t.Constant(0)};"),
                () => writer.Line(keepsLoss
                    ? $"{t.Type} after = {t.Add("value", "sum")};\n{t.Type} added = {t.Subtract("after", "value")};\nlost = {t.Add("lost", t.Add(t.Subtract("value", t.Subtract("after", "added")), t.Subtract("sum", "added")))};\nvalue = after;"
                    : $"value = {t.Add("value", "sum")};"));
            if (keepsLoss)
            {
                writer.Line("// What an infinite sum loses is no number.");
                writer.Line(t.Isa == Isa.Lanes ? "value = L.Add(value, L.And(L.Equal(lost, lost), lost));" : t.IsVector ? $"value += {t.Class}.Equals(lost, lost) & lost;" : $"value += {Keyword}.IsNaN(lost) ? {Element.Literal(0)} : lost;");
            }

            writer.Line(loops.Store(t, t.Multiply("value", t.Broadcast("share")), "output", "i"));
            return;
        }

        string max = (t.Isa == Isa.Lanes ? "L" : t.IsVector ? t.Class : Keyword) + ".Max";
        writer.Line($"{t.Type} value = {t.Load("input", "window + i")};");
        Walk(writer, at =>
        {
            if (at != "at" || !Sizes.IsUnrolled)
            {
                writer.Line($"value = {max}(value, {t.Load("input", at)});");
            }
        });
        writer.Line(loops.Store(t, "value", "output", "i"));
    });

    private WindowBody BackwardBody(SourceWriter writer, bool accumulates)
    {
        // Accumulating knows no activation: it is only written for windows that do not tile, which are gone over twice.
        string[] saved = Derivative is null || accumulates ? [] : ["saved"];
        void Put(Target t, ChannelLoops loops, string value, string at)
        {
            string result = accumulates ? t.Add(t.Load("dInput", at), value)
                : Derivative is null ? value
                : $"{Derivative.ClassName}.InputGradient{(t.Isa == Isa.Lanes ? "<TVector, L>" : "")}({t.Load("saved", at)}, {value})";
            writer.Line(loops.Store(t, result, "dInput", at));
        }

        if (Average)
        {
            return new WindowBody(["dInput", .. saved], ["dOutput"], (t, loops) =>
            {
                writer.Line($"{t.Type} part = {t.Multiply(t.Load("dOutput", "i"), t.Broadcast("share"))};");
                Walk(writer, at => Put(t, loops, "part", at));
            });
        }

        return new WindowBody(["dInput", "input", .. saved], ["output", "dOutput"], (t, loops) =>
        {
            // The gradient is handed over at the first equal value; nothing is left for others.
            string zero = Element.Literal(0);
            bool isMask = t.IsVector || t.Isa == Isa.Lanes;
            writer.Line($"{t.Type} value = {t.Load("output", "i")};").Line($"{t.Type} remaining = {t.Load("dOutput", "i")};").Line($"{(isMask ? t.Type : "bool")} hit;");
            Walk(writer, at =>
            {
                string input = t.Load("input", at);
                writer.Line(t.Isa == Isa.Lanes ? $"hit = L.Equal({input}, value);" : t.IsVector ? $"hit = {t.Class}.Equals({input}, value);" : $"hit = {input} == value;");
                Put(t, loops, t.Isa == Isa.Lanes ? "L.And(hit, remaining)" : t.IsVector ? "(hit & remaining)" : $"(hit ? remaining : {zero})", at);
                writer.Line(isMask ? $"remaining = {(t.Isa == Isa.Lanes ? "L" : t.Class)}.AndNot(remaining, hit);" : $"remaining = hit ? {zero} : remaining;");
            });
        });
    }

    private void References(SourceWriter writer)
    {
        if (!writer.HasTwins)
        {
            return;
        }

        string epilogue = Average ? " / count" : "";
        writer.Line().Line($$"""
            /// <summary>The same as <see cref="Forward"/>, one element at a time.</summary>
            internal static void ForwardReference(ref {{Keyword}} output, ref {{Keyword}} input, int n)
            { unchecked {
                for (int i = 0; i < n * {{Sizes.Windows}} * Channels; i++)
                {
                    {{Keyword}} value = {{(Average ? Element.Literal(0) : Keyword + ".NegativeInfinity")}};
                    int count = 0;
                    for (int place = 0; place < Area; place++)
                    {
                        if (Place(i, place) is int at and >= 0)
                        {
                            value = {{(Average ? "value + Unsafe.Add(ref input, at)" : Keyword + ".Max(value, Unsafe.Add(ref input, at))")}};
                            count++;
                        }
                    }

                    Unsafe.Add(ref output, i) = value{{epilogue}};
                }
            } }

            /// <summary>The same as <see cref="Backward"/>, one element at a time.</summary>
            internal static void BackwardReference({{BackwardParameters}})
            { unchecked {
                MemoryMarshal.CreateSpan(ref dInput, n * {{Sizes.Lines}} * Line).Clear();
                AccumulateReference(ref dInput, {{(Average ? "" : "ref output, ref input, ")}}ref dOutput, n);
                {{(Derivative is null ? "" : $"{Derivative.ClassName}.BackwardReference(ref dInput, ref saved, ref dInput, n * {Sizes.Lines} * Line);")}}
            } }

            /// <summary>The same as <see cref="Accumulate"/>, one element at a time.</summary>
            internal static void AccumulateReference(ref {{Keyword}} dInput, {{GradientParameters}})
            { unchecked {
                for (int i = 0; i < n * {{Sizes.Windows}} * Channels; i++)
                {
                    int {{(Average ? "count = 0" : "first = -1")}};
                    for (int place = 0; place < Area; place++)
                    {
                        if (Place(i, place) is int at and >= 0)
                        {
                            {{(Average ? "count++" : "first = first < 0 || Unsafe.Add(ref input, at) > Unsafe.Add(ref input, first) ? at : first")}};
                        }
                    }

                    {{(Average ? AverageBackward : "Unsafe.Add(ref dInput, first) += Unsafe.Add(ref dOutput, i);")}}
                }
            } }

            /// <summary>Where an element of an output's window lies in the input, or -1 beyond the borders.</summary>
            private static int Place(int output, int place)
            { unchecked {
                int pixel = output / Channels;
                {{(Sizes.IsVolume ? "int z = pixel / OutputWidth / OutputHeight % OutputDepth * StrideDepth - Front + place / (WindowHeight * WindowWidth);\n    " : "")}}int y = pixel / OutputWidth % OutputHeight * StrideHeight - Top + place / WindowWidth{{(Sizes.IsVolume ? " % WindowHeight" : "")}};
                int x = pixel % OutputWidth * StrideWidth - Left + place % WindowWidth;
                int image = pixel / OutputWidth / OutputHeight{{(Sizes.IsVolume ? " / OutputDepth" : "")}};
                return {{(Sizes.IsVolume ? "z >= 0 && z < Depth && " : "")}}y >= 0 && y < Height && x >= 0 && x < Width ? ({{(Sizes.IsVolume ? "(image * Depth + z)" : "image")}} * Height + y) * Line + x * Channels + output % Channels : -1;
            } }
            """);
    }
}
