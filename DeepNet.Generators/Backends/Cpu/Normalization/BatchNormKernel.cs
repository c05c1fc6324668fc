using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Normalization;

/// <summary>Normalisation of each channel over all rows of a batch; the passes over the rows are those of <see cref="ChannelRowsKernel"/>.</summary>
/// <param name="Element">The element type.</param>
/// <param name="Affine">Whether there are gamma and beta.</param>
internal sealed record BatchNormKernel(ElementType Element, bool Affine) : KernelSpec(Element)
{
    public override string ClassName => "BatchNorm" + (Affine ? "_Affine" : "") + Element.Suffix();

    public override string Summary => "Normalises channels over all rows of a batch.";

    public override IEnumerable<KernelSpec> Dependencies => [Rows];

    private ChannelRowsKernel Rows => new(Element, Affine);

    private string Keyword => Element.Keyword();

    public override void Emit(SourceWriter writer)
    {
        Training(writer);
        Inference(writer);
        Backward(writer, "Backward", "Gradient");
        Backward(writer, "Accumulate", "AccumulateGradient");
        if (Affine)
        {
            ParameterGradients(writer);
        }

        References(writer);
    }

    private string Parameters(IEnumerable<string> names, string counts) => string.Join(", ", names.Select(n => $"ref {Keyword} {n}").Append(counts));

    // Behind the products is what the sums lose: the products' memory is three times as long as the sums'.
    private IEnumerable<string> BackwardNames =>
        ((string[])["dInput"]).Concat(Affine ? ["dGamma", "dBeta"] : []).Concat(["sums", "products", "scale", "input", "mean", "inverse", "dOutput"]).Concat(Affine ? ["gamma"] : []);

    private IEnumerable<string> WithAffine(params string[] names) => Affine ? names.Concat(["gamma", "beta"]) : names;

    private string Channels => Element.Name() + "BatchNormChannels";

    /// <summary>The argument for a parameter that only a layer with gamma and beta has.</summary>
    private string OfAffine(string name) => Affine ? "ref " + name : $"ref Unsafe.NullRef<{Keyword}>()";

    private void Apply(SourceWriter writer, string mean) =>
        writer.Line($"{Rows.ClassName}.Apply(ref output, ref input, ref {mean}, ref scale, {(Affine ? "ref beta, " : "")}rows, channels);");

    private void Training(SourceWriter writer)
    {
        string counts = $"int rows, int channels, {Keyword} epsilon, {Keyword} momentum";
        writer.Line("/// <summary>Normalises by the statistics of the batch, and moves the running ones. One row has no unbiased variance, so the running one stays.</summary>");
        using (writer.Method($"internal static void Training({Parameters(WithAffine("output", "mean", "inverse", "scale", "runningMean", "runningVariance", "input"), counts)})"))
        {
            writer.Line("// The sums of squares are stored where the inverse deviations will be, and what they lose where the scale will be; the means lose where the output will be.");
            writer.Line($"{Rows.ClassName}.Moments(ref mean, ref inverse, ref output, ref scale, ref input, rows, channels);");
            writer.Line($"{Channels}.Training(ref mean, ref inverse, ref scale, ref runningMean, ref runningVariance, {OfAffine("gamma")}, rows, channels, epsilon, momentum);");
            Apply(writer, "mean");
        }

        writer.Line();
    }

    private void Inference(SourceWriter writer)
    {
        writer.Line("/// <summary>Normalises by the running statistics; output may be input.</summary>");
        using (writer.Method($"internal static void Inference({Parameters(WithAffine("output", "scale", "input", "runningMean", "runningVariance"), $"int rows, int channels, {Keyword} epsilon")})"))
        {
            writer.Line($"{Channels}.Inference(ref scale, ref runningVariance, {OfAffine("gamma")}, channels, epsilon);");
            Apply(writer, "runningMean");
        }

        writer.Line();
    }

    private void Backward(SourceWriter writer, string method, string gradient)
    {
        writer.Line($"/// <summary>The input's gradient{(Affine ? ", and adds to those of gamma and beta" : "")}: <c>dInput {(gradient == "Gradient" ? "=" : "+=")} gamma · inverse · (dOutput - mean(dOutput) - x̂ · mean(dOutput · x̂))</c>.</summary>");
        using (writer.Method($"internal static void {method}({Parameters(BackwardNames, "int rows, int channels")})"))
        {
            writer.Line($"{Rows.ClassName}.Sums(ref sums, ref products, ref Unsafe.Add(ref products, channels), ref input, ref mean, ref dOutput, rows, channels);");
            writer.Line($"{Channels}.Coefficients({OfAffine("dGamma")}, {OfAffine("dBeta")}, ref sums, ref products, ref scale, ref inverse, {OfAffine("gamma")}, rows, channels);");
            writer.Line($"{Rows.ClassName}.{gradient}(ref dInput, ref scale, ref products, ref sums, ref input, ref mean, ref dOutput, rows, channels);");
        }

        writer.Line();
    }

    private void ParameterGradients(SourceWriter writer)
    {
        writer.Line("/// <summary>Adds to the gradients of gamma and beta.</summary>");
        using (writer.Method($"internal static void ParameterGradients({Parameters(["dGamma", "dBeta", "sums", "products", "input", "mean", "inverse", "dOutput"], "int rows, int channels")})"))
        {
            writer.Line($"{Rows.ClassName}.Sums(ref sums, ref products, ref Unsafe.Add(ref products, channels), ref input, ref mean, ref dOutput, rows, channels);");
            writer.Line($"{Channels}.ParameterGradients(ref dGamma, ref dBeta, ref sums, ref products, ref inverse, channels);");
        }

        writer.Line();
    }

    private void References(SourceWriter writer)
    {
        if (!writer.HasTwins)
        {
            return;
        }

        string affine = Affine ? " * Unsafe.Add(ref gamma, i % channels) + Unsafe.Add(ref beta, i % channels)" : "";
        writer.Line($$"""
            /// <summary>The same as <see cref="Training"/>, one element at a time.</summary>
            internal static void TrainingReference({{Parameters(WithAffine("output", "mean", "inverse", "scale", "runningMean", "runningVariance", "input"), $"int rows, int channels, {Keyword} epsilon, {Keyword} momentum")}})
            { unchecked {
                {{Rows.ClassName}}.MomentsReference(ref mean, ref inverse, ref output, ref scale, ref input, rows, channels);
                for (int i = 0; i < channels; i++)
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

                for (int i = 0; i < rows * channels; i++)
                {
                    Unsafe.Add(ref output, i) = (Unsafe.Add(ref input, i) - Unsafe.Add(ref mean, i % channels)) * Unsafe.Add(ref inverse, i % channels){{affine}};
                }
            } }

            /// <summary>The same as <see cref="Inference"/>, one element at a time.</summary>
            internal static void InferenceReference({{Parameters(WithAffine("output", "scale", "input", "runningMean", "runningVariance"), $"int rows, int channels, {Keyword} epsilon")}})
            { unchecked {
                for (int i = 0; i < rows * channels; i++)
                {
                    {{Keyword}} inverse = 1 / {{Keyword}}.Sqrt(Unsafe.Add(ref runningVariance, i % channels) + epsilon);
                    Unsafe.Add(ref scale, i % channels) = inverse{{(Affine ? " * Unsafe.Add(ref gamma, i % channels)" : "")}};
                    Unsafe.Add(ref output, i) = (Unsafe.Add(ref input, i) - Unsafe.Add(ref runningMean, i % channels)) * inverse{{affine}};
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

                        Unsafe.Add(ref dGamma, i) += product;
                        Unsafe.Add(ref dBeta, i) += sum;

                """
            : "";
        writer.Line($$"""
            /// <summary>The same as <see cref="{{method}}"/>, one channel at a time, with the formula as it is written; the sums are left alone.</summary>
            internal static void {{method}}Reference({{Parameters(BackwardNames, "int rows, int channels")}})
            { unchecked {
                for (int i = 0; i < channels; i++)
                {
                    {{Keyword}} sum = 0;
                    {{Keyword}} product = 0;
                    for (int row = 0; row < rows; row++)
                    {
                        {{Keyword}} normalized = (Unsafe.Add(ref input, row * channels + i) - Unsafe.Add(ref mean, i)) * Unsafe.Add(ref inverse, i);
                        sum += Unsafe.Add(ref dOutput, row * channels + i);
                        product += Unsafe.Add(ref dOutput, row * channels + i) * normalized;
                    }
            {{gradients}}
                    for (int row = 0; row < rows; row++)
                    {
                        {{Keyword}} normalized = (Unsafe.Add(ref input, row * channels + i) - Unsafe.Add(ref mean, i)) * Unsafe.Add(ref inverse, i);
                        {{Keyword}} gradient = Unsafe.Add(ref dOutput, row * channels + i) - sum / rows - normalized * product / rows;
                        Unsafe.Add(ref dInput, row * channels + i) {{assign}} {{(Affine ? "Unsafe.Add(ref gamma, i) * " : "")}}Unsafe.Add(ref inverse, i) * gradient;
                    }
                }
            } }
            """);
    }
}
