using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace DeepNet.Generators.Emit.Cpu;

/// <summary>Normalisation of each channel over all rows of a batch; the passes over the rows are those of <see cref="ChannelRowsKernel"/>.</summary>
/// <param name="Element">The element type.</param>
/// <param name="Channels">The elements of a row.</param>
/// <param name="Affine">Whether there are gamma and beta.</param>
internal sealed record BatchNormKernel(ElementType Element, int Channels, bool Affine) : KernelSpec(Element)
{
    public override string ClassName => FormattableString.Invariant($"BatchNorm_{Channels}{(Affine ? "_Affine" : "")}") + Element.Suffix();

    public override string Summary => FormattableString.Invariant($"Normalises {Channels} channels over all rows of a batch.");

    public override IEnumerable<KernelSpec> Dependencies => [Rows];

    private ChannelRowsKernel Rows => new(Element, Channels, Affine);

    private string Keyword => Element.Keyword();

    public override void Emit(SourceWriter writer)
    {
        writer.Line("private const int Channels = " + Channels.ToString(CultureInfo.InvariantCulture) + ";").Line();
        Training(writer);
        Inference(writer);
        Backward(writer, "Backward", "Gradient");
        Backward(writer, "Accumulate", "AccumulateGradient");
        if (Affine)
        {
            Backward(writer, "ParameterGradients", null);
        }

        References(writer);
    }

    private string Parameters(IEnumerable<string> names, string counts) => string.Join(", ", names.Select(n => $"ref {Keyword} {n}").Append(counts));

    private IEnumerable<string> WithAffine(params string[] names) => Affine ? names.Concat(["gamma", "beta"]) : names;

    private ChannelLoops Loops(SourceWriter writer) => new(writer, Element, Channels);

    private string Sqrt(Target target, string value) => target.IsVector ? $"{target.Class}.Sqrt({value})" : $"{Keyword}.Sqrt({value})";

    private void Apply(SourceWriter writer, string mean) =>
        writer.Line($"{Rows.ClassName}.Apply(ref output, ref input, ref {mean}, ref scale, {(Affine ? "ref beta, " : "")}rows);");

    private void Training(SourceWriter writer)
    {
        string counts = $"int rows, {Keyword} epsilon, {Keyword} momentum";
        writer.Line("/// <summary>Normalises by the statistics of the batch, and moves the running ones. One row has no unbiased variance, so the running one stays.</summary>");
        using (writer.Block($"internal static void Training({Parameters(WithAffine("output", "mean", "inverse", "scale", "runningMean", "runningVariance", "input"), counts)})"))
        {
            writer.Line("// The sums of squares go where the inverse deviations will be.");
            writer.Line($"{Rows.ClassName}.Moments(ref mean, ref inverse, ref input, rows);");
            writer.Line($"{Keyword} share = {Element.Literal(1)} / rows;");
            writer.Line($"{Keyword} kept = rows > 1 ? {Element.Literal(1)} - momentum : {Element.Literal(1)};");
            writer.Line($"{Keyword} unbiased = rows > 1 ? momentum / (rows - 1) : {Element.Literal(0)};");
            Loops(writer).Each(t =>
            {
                writer.Line($"{t.Type} squares = {t.Load("inverse", "i")};");
                writer.Line($"{t.Type} running = {t.Load("runningMean", "i")};");
                writer.Line(t.Store($"(running + ({t.Load("mean", "i")} - running) * {t.Broadcast("momentum")})", "runningMean", "i"));
                writer.Line(t.Store($"({t.Load("runningVariance", "i")} * {t.Broadcast("kept")} + squares * {t.Broadcast("unbiased")})", "runningVariance", "i"));
                writer.Line($"{t.Type} deviation = {t.Constant(1)} / {Sqrt(t, $"squares * {t.Broadcast("share")} + {t.Broadcast("epsilon")}")};");
                writer.Line(t.Store("deviation", "inverse", "i"));
                writer.Line(t.Store(Affine ? $"(deviation * {t.Load("gamma", "i")})" : "deviation", "scale", "i"));
            });
            Apply(writer, "mean");
        }

        writer.Line();
    }

    private void Inference(SourceWriter writer)
    {
        writer.Line("/// <summary>Normalises by the running statistics; output may be input.</summary>");
        using (writer.Block($"internal static void Inference({Parameters(WithAffine("output", "scale", "input", "runningMean", "runningVariance"), $"int rows, {Keyword} epsilon")})"))
        {
            Loops(writer).Each(t =>
            {
                writer.Line($"{t.Type} deviation = {t.Constant(1)} / {Sqrt(t, $"{t.Load("runningVariance", "i")} + {t.Broadcast("epsilon")}")};");
                writer.Line(t.Store(Affine ? $"(deviation * {t.Load("gamma", "i")})" : "deviation", "scale", "i"));
            });
            Apply(writer, "runningMean");
        }

        writer.Line();
    }

    /// <summary>Gradients of parameters and, unless <paramref name="gradient"/> is null, of the input.</summary>
    private void Backward(SourceWriter writer, string method, string? gradient)
    {
        string summary = gradient is null
            ? "Adds to the gradients of gamma and beta."
            : $"The input's gradient{(Affine ? ", and adds to those of gamma and beta" : "")}: <c>dInput {(gradient == "Gradient" ? "=" : "+=")} gamma · inverse · (dOutput - mean(dOutput) - x̂ · mean(dOutput · x̂))</c>.";
        IEnumerable<string> names = (gradient is null ? [] : (string[])["dInput"])
            .Concat(Affine ? ["dGamma", "dBeta"] : [])
            .Concat(gradient is null ? ["sums", "products", "input", "mean", "inverse", "dOutput"] : ["sums", "products", "scale", "input", "mean", "inverse", "dOutput"])
            .Concat(Affine && gradient is not null ? ["gamma"] : []);
        writer.Line($"/// <summary>{summary}</summary>");
        using (writer.Block($"internal static void {method}({Parameters(names, "int rows")})"))
        {
            writer.Line($"{Rows.ClassName}.Sums(ref sums, ref products, ref input, ref mean, ref dOutput, rows);");
            if (gradient is not null)
            {
                writer.Line($"{Keyword} share = {Element.Literal(-1)} / rows;");
            }

            Loops(writer).Each(t =>
            {
                writer.Line($"{t.Type} deviation = {t.Load("inverse", "i")};").Line($"{t.Type} sum = {t.Load("sums", "i")};").Line($"{t.Type} product = {t.Load("products", "i")} * deviation;");
                if (Affine)
                {
                    writer.Line(t.Store($"({t.Load("dGamma", "i")} + product)", "dGamma", "i"));
                    writer.Line(t.Store($"({t.Load("dBeta", "i")} + sum)", "dBeta", "i"));
                }

                if (gradient is not null)
                {
                    writer.Line($"{t.Type} factor = deviation{(Affine ? $" * {t.Load("gamma", "i")}" : "")};");
                    writer.Line(t.Store("factor", "scale", "i"));
                    writer.Line(t.Store($"(product * deviation * factor * {t.Broadcast("share")})", "products", "i"));
                    writer.Line(t.Store($"(sum * factor * {t.Broadcast("share")})", "sums", "i"));
                }
            });
            if (gradient is not null)
            {
                writer.Line($"{Rows.ClassName}.{gradient}(ref dInput, ref scale, ref products, ref sums, ref input, ref mean, ref dOutput, rows);");
            }
        }

        writer.Line();
    }

    private void References(SourceWriter writer)
    {
        string affine = Affine ? " * Unsafe.Add(ref gamma, i % Channels) + Unsafe.Add(ref beta, i % Channels)" : "";
        writer.Line($$"""
            /// <summary>The same as <see cref="Training"/>, one element at a time.</summary>
            internal static void TrainingReference({{Parameters(WithAffine("output", "mean", "inverse", "scale", "runningMean", "runningVariance", "input"), $"int rows, {Keyword} epsilon, {Keyword} momentum")}})
            {
                {{Rows.ClassName}}.MomentsReference(ref mean, ref inverse, ref input, rows);
                for (int i = 0; i < Channels; i++)
                {
                    {{Keyword}} squares = Unsafe.Add(ref inverse, i);
                    Unsafe.Add(ref runningMean, i) = (1 - momentum) * Unsafe.Add(ref runningMean, i) + momentum * Unsafe.Add(ref mean, i);
                    if (rows > 1)
                    {
                        Unsafe.Add(ref runningVariance, i) = (1 - momentum) * Unsafe.Add(ref runningVariance, i) + momentum * squares / (rows - 1);
                    }

                    Unsafe.Add(ref inverse, i) = 1 / {{Keyword}}.Sqrt(squares / rows + epsilon);
                    Unsafe.Add(ref scale, i) = Unsafe.Add(ref inverse, i){{(Affine ? " * Unsafe.Add(ref gamma, i)" : "")}};
                }

                for (int i = 0; i < rows * Channels; i++)
                {
                    Unsafe.Add(ref output, i) = (Unsafe.Add(ref input, i) - Unsafe.Add(ref mean, i % Channels)) * Unsafe.Add(ref inverse, i % Channels){{affine}};
                }
            }

            /// <summary>The same as <see cref="Inference"/>, one element at a time.</summary>
            internal static void InferenceReference({{Parameters(WithAffine("output", "scale", "input", "runningMean", "runningVariance"), $"int rows, {Keyword} epsilon")}})
            {
                for (int i = 0; i < rows * Channels; i++)
                {
                    {{Keyword}} inverse = 1 / {{Keyword}}.Sqrt(Unsafe.Add(ref runningVariance, i % Channels) + epsilon);
                    Unsafe.Add(ref scale, i % Channels) = inverse{{(Affine ? " * Unsafe.Add(ref gamma, i % Channels)" : "")}};
                    Unsafe.Add(ref output, i) = (Unsafe.Add(ref input, i) - Unsafe.Add(ref runningMean, i % Channels)) * inverse{{affine}};
                }
            }
            """);
        writer.Line();
        BackwardReference(writer, "Backward", "=");
        writer.Line();
        BackwardReference(writer, "Accumulate", "+=");
    }

    private void BackwardReference(SourceWriter writer, string method, string assign)
    {
        IEnumerable<string> names = ((string[])["dInput"]).Concat(Affine ? ["dGamma", "dBeta"] : []).Concat(["sums", "products", "scale", "input", "mean", "inverse", "dOutput"]).Concat(Affine ? ["gamma"] : []);
        string gradients = Affine
            ? """

                Unsafe.Add(ref dGamma, i) += product;
                Unsafe.Add(ref dBeta, i) += sum;
            """
            : "";
        writer.Line($$"""
            /// <summary>The same as <see cref="{{method}}"/>, one channel at a time, with the formula as it is written; the sums are left alone.</summary>
            internal static void {{method}}Reference({{Parameters(names, "int rows")}})
            {
                for (int i = 0; i < Channels; i++)
                {
                    {{Keyword}} sum = 0;
                    {{Keyword}} product = 0;
                    for (int row = 0; row < rows; row++)
                    {
                        {{Keyword}} normalized = (Unsafe.Add(ref input, row * Channels + i) - Unsafe.Add(ref mean, i)) * Unsafe.Add(ref inverse, i);
                        sum += Unsafe.Add(ref dOutput, row * Channels + i);
                        product += Unsafe.Add(ref dOutput, row * Channels + i) * normalized;
                    }
            {{gradients}}
                    for (int row = 0; row < rows; row++)
                    {
                        {{Keyword}} normalized = (Unsafe.Add(ref input, row * Channels + i) - Unsafe.Add(ref mean, i)) * Unsafe.Add(ref inverse, i);
                        {{Keyword}} gradient = Unsafe.Add(ref dOutput, row * Channels + i) - sum / rows - normalized * product / rows;
                        Unsafe.Add(ref dInput, row * Channels + i) {{assign}} {{(Affine ? "Unsafe.Add(ref gamma, i) * " : "")}}Unsafe.Add(ref inverse, i) * gradient;
                    }
                }
            }
            """);
    }
}
