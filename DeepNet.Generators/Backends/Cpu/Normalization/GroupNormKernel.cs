using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Normalization;

/// <summary>
/// Normalisation of each sample over its positions and groups of channels; with as many groups as channels it is instance normalisation. The passes over the positions
/// are those of <see cref="ChannelRowsKernel"/>; a group's statistics are merged from those of its channels.
/// </summary>
/// <param name="Element">The element type.</param>
/// <param name="Positions">The rows of a sample.</param>
/// <param name="Channels">The elements of a row.</param>
/// <param name="Groups">The groups of neighbouring channels.</param>
/// <param name="Affine">Whether there are gamma and beta.</param>
internal sealed record GroupNormKernel(ElementType Element, int Positions, int Channels, int Groups, bool Affine) : KernelSpec(Element)
{
    public override string ClassName => FormattableString.Invariant($"GroupNorm_{Positions}x{Channels}_{Groups}{(Affine ? "_Affine" : "")}") + Element.Suffix();

    public override string Summary => FormattableString.Invariant($"Normalises samples of {Positions} positions and {Channels} channels in {Groups} groups.");

    public override IEnumerable<KernelSpec> Dependencies => [Rows];

    private ChannelRowsKernel Rows => new(Element, Affine);

    // A line of the references.
    private const string Channel = "int channel = group % Channels + i % Width;\n            ";

    private int Width => Channels / Groups;

    private string Keyword => Element.Keyword();

    public override void Emit(SourceWriter writer)
    {
        writer.Line(FormattableString.Invariant($"private const int Channels = {Channels};"));
        writer.Line(FormattableString.Invariant($"private const int Positions = {Positions};"));
        writer.Line(FormattableString.Invariant($"private const int Width = {Width}; // channels of a group"));
        if (Width > 1)
        {
            writer.Line($"private const {Keyword} Weight = Positions; // of a channel in a sum over a group");
        }

        writer.Line($"private const {Keyword} Share = {Element.Literal(1.0 / ((double)Positions * Width))}; // of one value in a group").Line();
        Forward(writer);
        Backward(writer, "Backward", "Gradient");
        Backward(writer, "Accumulate", "AccumulateGradient");
        if (Affine)
        {
            Backward(writer, "ParameterGradients", null);
        }

        References(writer);
    }

    private string Parameters(IEnumerable<string> names, string counts) => string.Join(", ", names.Select(n => $"ref {Keyword} {n}").Append(counts));

    private static void Advance(SourceWriter writer, string count, params string[] names)
    {
        foreach (string name in names)
        {
            writer.Line($"{name} = ref Unsafe.Add(ref {name}, {count});");
        }
    }

    private IEnumerable<string> ForwardNames => ((string[])["output", "mean", "inverse", "scale", "lost", "input"]).Concat(Affine ? ["gamma", "beta"] : []);

    private void Forward(SourceWriter writer)
    {
        writer.Line("/// <summary>Normalises <c>n</c> samples; mean and inverse deviation of each channel are kept.</summary>");
        using (writer.Method($"internal static void Forward({Parameters(ForwardNames, $"int n, {Keyword} epsilon")})"))
        using (writer.Block("for (int sample = 0; sample < n; sample++)"))
        {
            writer.Line("// The sums of squares are stored where the inverse deviations will be, and what they lose where the scale will be; the means lose to scratch.");
            writer.Line($"{Rows.ClassName}.Moments(ref mean, ref inverse, ref lost, ref scale, ref input, Positions, Channels);");
            if (Width == 1)
            {
                new ChannelLoops(writer, Element, Channels).Each(t =>
                {
                    string sqrt = t.IsVector ? t.Class + ".Sqrt" : Keyword + ".Sqrt";
                    writer.Line($"{t.Type} deviation = {t.Constant(1)} / {sqrt}({t.Load("inverse", "i")} * {t.Broadcast("Share")} + {t.Broadcast("epsilon")});");
                    writer.Line(t.Store("deviation", "inverse", "i"));
                    writer.Line(t.Store(Affine ? $"(deviation * {t.Load("gamma", "i")})" : "deviation", "scale", "i"));
                });
            }
            else
            {
                GroupStatistics(writer);
            }

            writer.Line($"{Rows.ClassName}.Apply(ref output, ref input, ref mean, ref scale, {(Affine ? "ref beta, " : "")}Positions, Channels);");
            Advance(writer, "Channels", "mean", "inverse");
            Advance(writer, "Positions * Channels", "input", "output");
        }

        writer.Line();
    }

    /// <summary>The statistics of groups from those of channels: the squares around the group's mean are those around the channels' and what the channels' means add.</summary>
    private void GroupStatistics(SourceWriter writer)
    {
        using (writer.Block("for (nuint group = 0; group < Channels; group += Width)"))
        {
            RowLoops loops = new(writer, Element, Width);
            writer.Line($"ref {Keyword} means = ref Unsafe.Add(ref mean, group);").Line($"ref {Keyword} squares = ref Unsafe.Add(ref inverse, group);");
            writer.Line($"ref {Keyword} scales = ref Unsafe.Add(ref scale, group);");
            if (Affine)
            {
                writer.Line($"ref {Keyword} gammas = ref Unsafe.Add(ref gamma, group);");
            }

            writer.Line($"{Keyword} pivot = means;");
            loops.Sum("sum", t => $"{t.Load("means", "i")} - {t.Broadcast("pivot")}");
            writer.Line($"{Keyword} center = pivot + sum / Width;");
            loops.Sum("total", t =>
            {
                writer.Line($"{t.Type} delta = {t.Load("means", "i")} - {t.Broadcast("center")};");
                return t.MultiplyAdd($"delta * {t.Broadcast("Weight")}", "delta", t.Load("squares", "i"));
            });
            writer.Line($"{Keyword} deviation = {Element.Literal(1)} / {Keyword}.Sqrt(total * Share + epsilon);");
            loops.Each(t =>
            {
                writer.Line(t.Store(t.Broadcast("center"), "means", "i")).Line(t.Store(t.Broadcast("deviation"), "squares", "i"));
                writer.Line(t.Store(Affine ? $"({t.Load("gammas", "i")} * {t.Broadcast("deviation")})" : t.Broadcast("deviation"), "scales", "i"));
            });
        }
    }

    // Behind the products is what the sums lose: the products' memory is three times as long as the sums'.
    private IEnumerable<string> BackwardNames(bool input) => (input ? (string[])["dInput"] : [])
        .Concat(Affine ? ["dGamma", "dBeta"] : [])
        .Concat(input ? ["dySums", "dyProducts", "scale", "input", "mean", "inverse", "dOutput"] : ["dySums", "dyProducts", "input", "mean", "inverse", "dOutput"])
        .Concat(Affine && input ? ["gamma"] : []);

    /// <summary>Gradients of parameters and, unless <paramref name="gradient"/> is null, of the input.</summary>
    private void Backward(SourceWriter writer, string method, string? gradient)
    {
        string summary = gradient is null
            ? "Adds to the gradients of gamma and beta."
            : $"The input's gradient{(Affine ? ", and adds to those of gamma and beta" : "")}: <c>dInput {(gradient == "Gradient" ? "=" : "+=")} inverse · (g - mean(g) - x̂ · mean(g · x̂))</c> with <c>g = dOutput{(Affine ? " · gamma" : "")}</c>.";
        writer.Line($"/// <summary>{summary}</summary>");
        using (writer.Method($"internal static void {method}({Parameters(BackwardNames(gradient is not null), "int n")})"))
        using (writer.Block("for (int sample = 0; sample < n; sample++)"))
        {
            writer.Line($"{Rows.ClassName}.Sums(ref dySums, ref dyProducts, ref Unsafe.Add(ref dyProducts, Channels), ref input, ref mean, ref dOutput, Positions, Channels);");
            if (Width == 1 || gradient is null)
            {
                new ChannelLoops(writer, Element, Channels).Each(t => ChannelCoefficients(writer, t, gradient is not null));
            }
            else
            {
                GroupCoefficients(writer);
            }

            if (gradient is not null)
            {
                writer.Line($"{Rows.ClassName}.{gradient}(ref dInput, ref scale, ref dyProducts, ref dySums, ref input, ref mean, ref dOutput, Positions, Channels);");
                Advance(writer, "Positions * Channels", "dInput");
            }

            Advance(writer, "Channels", "mean", "inverse");
            Advance(writer, "Positions * Channels", "input", "dOutput");
        }

        writer.Line();
    }

    private void ChannelCoefficients(SourceWriter writer, Target t, bool input)
    {
        writer.Line($"{t.Type} deviation = {t.Load("inverse", "i")};").Line($"{t.Type} sum = {t.Load("dySums", "i")};").Line($"{t.Type} product = {t.Load("dyProducts", "i")} * deviation;");
        if (Affine)
        {
            writer.Line(t.Store($"({t.Load("dGamma", "i")} + product)", "dGamma", "i")).Line(t.Store($"({t.Load("dBeta", "i")} + sum)", "dBeta", "i"));
        }

        if (input)
        {
            writer.Line($"{t.Type} factor = deviation{(Affine ? $" * {t.Load("gamma", "i")}" : "")};");
            writer.Line(t.Store("factor", "scale", "i"));
            writer.Line(t.Store($"(product * deviation * factor * {t.Broadcast("-Share")})", "dyProducts", "i"));
            writer.Line(t.Store($"(sum * factor * {t.Broadcast("-Share")})", "dySums", "i"));
        }
    }

    private void GroupCoefficients(SourceWriter writer)
    {
        using (writer.Block("for (nuint group = 0; group < Channels; group += Width)"))
        {
            RowLoops loops = new(writer, Element, Width);
            writer.Line($"{Keyword} deviation = Unsafe.Add(ref inverse, group);");
            foreach ((string local, string from) in ((string, string)[])[("groupSums", "dySums"), ("groupProducts", "dyProducts"), ("scales", "scale"), .. Affine ? ((string, string)[])[("gammas", "gamma"), ("dGammas", "dGamma"), ("dBetas", "dBeta")] : []])
            {
                writer.Line($"ref {Keyword} {local} = ref Unsafe.Add(ref {from}, group);");
            }

            string Times(Target t) => Affine ? " * " + t.Load("gammas", "i") : "";
            loops.Sum("sum", t => t.Load("groupSums", "i") + Times(t));
            loops.Sum("product", t => t.Load("groupProducts", "i") + Times(t));
            writer.Line($"{Keyword} offset = -deviation * sum * Share;").Line($"{Keyword} slope = -deviation * deviation * deviation * product * Share;");
            loops.Each(t =>
            {
                if (Affine)
                {
                    writer.Line(t.Store($"({t.Load("dGammas", "i")} + {t.Load("groupProducts", "i")} * {t.Broadcast("deviation")})", "dGammas", "i"));
                    writer.Line(t.Store($"({t.Load("dBetas", "i")} + {t.Load("groupSums", "i")})", "dBetas", "i"));
                }

                writer.Line(t.Store(Affine ? $"({t.Load("gammas", "i")} * {t.Broadcast("deviation")})" : t.Broadcast("deviation"), "scales", "i"));
                writer.Line(t.Store(t.Broadcast("slope"), "groupProducts", "i")).Line(t.Store(t.Broadcast("offset"), "groupSums", "i"));
            });
        }
    }

    private void References(SourceWriter writer)
    {
        if (!writer.HasTwins)
        {
            return;
        }

        string affine = Affine ? " * Unsafe.Add(ref gamma, channel) + Unsafe.Add(ref beta, channel)" : "";
        string channel = Affine ? Channel : "";
        writer.Line($$"""
            /// <summary>The same as <see cref="Forward"/>, one group at a time; scratch is left alone.</summary>
            internal static void ForwardReference({{Parameters(ForwardNames, $"int n, {Keyword} epsilon")}})
            { unchecked {
                for (int group = 0; group < n * Channels; group += Width)
                {
                    int at = group / Channels * Positions * Channels + group % Channels;
                    {{Keyword}} center = 0;
                    {{Keyword}} squares = 0;
                    for (int i = 0; i < Positions * Width; i++)
                    {
                        center += Unsafe.Add(ref input, at + i / Width * Channels + i % Width) * Share;
                    }

                    for (int i = 0; i < Positions * Width; i++)
                    {
                        {{Keyword}} difference = Unsafe.Add(ref input, at + i / Width * Channels + i % Width) - center;
                        squares += difference * difference;
                    }

                    {{Keyword}} deviation = 1 / {{Keyword}}.Sqrt(squares * Share + epsilon);
                    for (int i = 0; i < Width; i++)
                    {
                        Unsafe.Add(ref mean, group + i) = center;
                        Unsafe.Add(ref inverse, group + i) = deviation;
                    }

                    for (int i = 0; i < Positions * Width; i++)
                    {
                        {{channel}}int element = at + i / Width * Channels + i % Width;
                        Unsafe.Add(ref output, element) = (Unsafe.Add(ref input, element) - center) * deviation{{affine}};
                    }
                }
            } }
            """);
        writer.Line();
        BackwardReference(writer, "Backward", "=");
        writer.Line();
        BackwardReference(writer, "Accumulate", "+=");
    }

    private void BackwardReference(SourceWriter writer, string method, string assign)
    {
        string gradients = Affine
            ? """

                        Unsafe.Add(ref dGamma, channel) += dy * normalized;
                        Unsafe.Add(ref dBeta, channel) += dy;
            """
            : "";
        string gamma = Affine ? " * Unsafe.Add(ref gamma, channel)" : "";
        string channel = Affine ? Channel : "";
        writer.Line($$"""
            /// <summary>The same as <see cref="{{method}}"/>, one group at a time, with the formula as it is written; the sums are left alone.</summary>
            internal static void {{method}}Reference({{Parameters(BackwardNames(true), "int n")}})
            { unchecked {
                for (int group = 0; group < n * Channels; group += Width)
                {
                    int at = group / Channels * Positions * Channels + group % Channels;
                    {{Keyword}} deviation = Unsafe.Add(ref inverse, group);
                    {{Keyword}} sum = 0;
                    {{Keyword}} product = 0;
                    for (int i = 0; i < Positions * Width; i++)
                    {
                        {{channel}}int element = at + i / Width * Channels + i % Width;
                        {{Keyword}} dy = Unsafe.Add(ref dOutput, element);
                        {{Keyword}} normalized = (Unsafe.Add(ref input, element) - Unsafe.Add(ref mean, group + i % Width)) * deviation;
                        sum += dy{{gamma}};
                        product += dy{{gamma}} * normalized;{{gradients}}
                    }

                    for (int i = 0; i < Positions * Width; i++)
                    {
                        {{channel}}int element = at + i / Width * Channels + i % Width;
                        {{Keyword}} normalized = (Unsafe.Add(ref input, element) - Unsafe.Add(ref mean, group + i % Width)) * deviation;
                        Unsafe.Add(ref dInput, element) {{assign}} deviation * (Unsafe.Add(ref dOutput, element){{gamma}} - sum * Share - normalized * product * Share);
                    }
                }
            } }
            """);
    }
}
