using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution;

/// <summary>
/// The forward pass of a transposed convolution: the way back through the convolution from its output to its input, begun with the bias, with the
/// activation applied to each sample while it is in the cache.
/// </summary>
/// <param name="Element">The element type.</param>
/// <param name="Sizes">The convolution from this layer's output to its input.</param>
/// <param name="HasBias">Whether a bias is added.</param>
/// <param name="Activation">The fused activation, or null.</param>
/// <param name="KeepsPreActivation">Whether what goes into the activation is stored too.</param>
internal sealed record ConvolutionTransposeKernel(ElementType Element, ConvolutionSizes Sizes, bool HasBias, ElementwiseKernel? Activation, bool KeepsPreActivation) : KernelSpec(Element)
{
    public override string ClassName => "ConvolutionTranspose_" + Sizes.Name
        + (HasBias ? "" : "_NoBias")
        + (Activation is null ? "" : "_" + Activation.Mark)
        + (KeepsPreActivation ? "_KeepInput" : "")
        + Element.Suffix();

    public override string Summary => FormattableString.Invariant(
        $"output[n, {Sizes.InputShape}] = {(Activation is null ? "" : Activation.Operation.Name + "(")}transposed convolution of input[n, {Sizes.OutputShape}] with weight[{Sizes.WeightShape}]{(HasBias ? " + bias" : "")}{(Activation is null ? "" : ")")}");

    public override IEnumerable<KernelSpec> Dependencies => new KernelSpec?[] { Scatter, HasBias ? BiasRows : null, Activation }.OfType<KernelSpec>();

    private ConvolutionScatterKernel Scatter => new(Element, Sizes);

    /// <summary>Writes the bias to each pixel: rows of a source that does not move.</summary>
    private CopyRowsKernel BiasRows => new(Element, Sizes.Channels, 0, Sizes.Channels);

    /// <summary>The C# of the output's pixels.</summary>
    private string Positions => (Sizes.IsVolume ? "Depth * " : "") + "Height * Width";

    private string Sums => KeepsPreActivation ? "preActivation" : "output";

    public override void Emit(SourceWriter writer)
    {
        IEnumerable<string> names = [.. KeepsPreActivation ? ["output", "preActivation"] : new[] { "output" }, .. ConvolutionScatterKernel.Scratch(Element, Sizes), "input", "weight", .. HasBias ? ["bias"] : Array.Empty<string>(), .. Activation?.LearnedName is { } learned ? [learned] : Array.Empty<string>()];
        string parameters = string.Join(", ", names.Select(p => $"ref {Element.Keyword()} {p}")) + ", int n";
        string scratch = string.Join(", ", ConvolutionScatterKernel.Scratch(Element, Sizes).Select(s => "ref " + s));
        Sizes.EmitConstants(writer);
        writer.Line($"private const int Image = {Sizes.InputCount};").Line();
        writer.Line($"/// <summary>Computes the outputs of <c>n</c> samples. {ConvolutionScatterKernel.ScratchText(Element, Sizes)}</summary>");
        using (writer.Method($"internal static void Forward({parameters})"))
        {
            writer.Line($"{Scatter.ClassName}.Transpose(ref transposed, ref weight);");
            using (writer.Block("for (int sample = 0; sample < n; sample++)"))
            {
                EmitStart(writer, Positions, "Image");
                writer.Line($"{Scatter.ClassName}.Add(ref {Sums}, {scratch}, ref input);");
                if (Activation is not null)
                {
                    writer.Line(Activation.ForwardCall("ref output", "ref " + Sums, "Image", Positions));
                }

                writer.Line($"input = ref Unsafe.Add(ref input, {Sizes.PixelCount} * Filters);").Line("output = ref Unsafe.Add(ref output, Image);");
                if (KeepsPreActivation)
                {
                    writer.Line("preActivation = ref Unsafe.Add(ref preActivation, Image);");
                }
            }
        }

        EmitReference(writer, parameters);
    }

    private void EmitStart(SourceWriter writer, string pixels, string length) => writer.Line(HasBias
        ? $"{BiasRows.ClassName}.Copy(ref {Sums}, ref bias, {pixels});"
        : $"MemoryMarshal.CreateSpan(ref {Sums}, {length}).Clear();");

    private void EmitReference(SourceWriter writer, string parameters)
    {
        if (!writer.HasTwins)
        {
            return;
        }

        writer.Line().Line("/// <summary>The same, one element at a time.</summary>");
        using (writer.Method($"internal static void ForwardReference({parameters})"))
        {
            EmitStart(writer, "n * " + Positions, "n * Image");
            ConvolutionLoops.Emit(writer, null, $"Unsafe.Add(ref {Sums}, at) += Unsafe.Add(ref input, to) * Unsafe.Add(ref weight, place);", null, Sizes.IsVolume);
            if (Activation is not null)
            {
                writer.Line(Activation.ForwardCall("ref output", "ref " + Sums, "n * Image", "n * " + Positions, isReference: true));
            }
        }
    }
}
