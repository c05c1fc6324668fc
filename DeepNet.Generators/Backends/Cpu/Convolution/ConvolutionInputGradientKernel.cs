using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution;

/// <summary>The gradient of a convolution's input, with the derivative of the activation before applied to each sample while it is in the cache.</summary>
/// <param name="Element">The element type.</param>
/// <param name="Sizes">The convolution.</param>
/// <param name="Accumulates">Whether the gradient is added to the existing values.</param>
/// <param name="Derivative">The activation before, or null.</param>
internal sealed record ConvolutionInputGradientKernel(ElementType Element, ConvolutionSizes Sizes, bool Accumulates, ElementwiseKernel? Derivative) : KernelSpec(Element)
{
    /// <summary>Samples are independent.</summary>
    public override BatchSplit? Split(int size) => new BatchSplit((long)Sizes.Pixels * Sizes.PatchSize * Sizes.Filters);

    public override string ClassName => "ConvolutionInputGradient_" + Sizes.Name
        + (Derivative is null ? "" : "_" + Derivative.Operation.Name)
        + (Accumulates ? "_Accumulate" : "")
        + Element.Suffix();

    public override string Summary => FormattableString.Invariant(
        $"dInput[n, {Sizes.InputShape}] {(Accumulates ? "+=" : "=")} dOutput[n, {Sizes.OutputShape}] through the convolution{(Derivative is null ? "" : $", times the derivative of {Derivative.Operation.Name}")}");

    public override IEnumerable<KernelSpec> Dependencies => Derivative is null ? [Scatter] : [Scatter, Derivative];

    private ConvolutionScatterKernel Scatter => new(Element, Sizes);

    public override void Emit(SourceWriter writer)
    {
        string saved = Derivative is null ? "" : "saved, ";
        string names = $"dInput, {saved}{string.Join(", ", ConvolutionScatterKernel.Scratch(Element, Sizes))}, dOutput, weight";
        string parameters = string.Join(", ", names.Split([", "], StringSplitOptions.None).Select(p => $"ref {Element.Keyword()} {p}")) + ", int n";
        string scratch = string.Join(", ", ConvolutionScatterKernel.Scratch(Element, Sizes).Select(s => "ref " + s));
        Sizes.EmitConstants(writer);
        writer.Line($"private const int Image = {Sizes.InputCount};").Line();
        writer.Line($"/// <summary>Computes the gradients of the inputs of <c>n</c> samples. {ConvolutionScatterKernel.ScratchText(Element, Sizes)}</summary>");
        using (writer.Method($"internal static void Backward({parameters})"))
        {
            writer.Line($"{Scatter.ClassName}.Transpose(ref transposed, ref weight);");
            using (writer.Block("for (int sample = 0; sample < n; sample++)"))
            {
                if (!Accumulates)
                {
                    writer.Line("MemoryMarshal.CreateSpan(ref dInput, Image).Clear();");
                }

                writer.Line($"{Scatter.ClassName}.Add(ref dInput, {scratch}, ref dOutput);");
                if (Derivative is not null)
                {
                    writer.Line($"{Derivative.ClassName}.Backward(ref dInput, ref saved, ref dInput, Image);");
                    writer.Line("saved = ref Unsafe.Add(ref saved, Image);");
                }

                writer.Line("dInput = ref Unsafe.Add(ref dInput, Image);").Line($"dOutput = ref Unsafe.Add(ref dOutput, {Sizes.PixelCount} * Filters);");
            }
        }

        EmitReference(writer, parameters);
    }

    private void EmitReference(SourceWriter writer, string parameters)
    {
        if (!writer.HasTwins)
        {
            return;
        }

        writer.Line().Line("/// <summary>The same, one element at a time.</summary>");
        using (writer.Method($"internal static void BackwardReference({parameters})"))
        {
            if (!Accumulates)
            {
                writer.Line("MemoryMarshal.CreateSpan(ref dInput, n * Image).Clear();");
            }

            ConvolutionLoops.Emit(writer, null, "Unsafe.Add(ref dInput, at) += Unsafe.Add(ref dOutput, to) * Unsafe.Add(ref weight, place);", null, Sizes.IsVolume);
            if (Derivative is not null)
            {
                writer.Line($"{Derivative.ClassName}.BackwardReference(ref dInput, ref saved, ref dInput, n * Image);");
            }
        }
    }
}
