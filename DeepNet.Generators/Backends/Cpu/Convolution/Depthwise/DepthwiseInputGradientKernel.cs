using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution.Depthwise;

/// <summary>
/// The gradient of a depthwise convolution's input: vectors of channels, each output adding to what it saw. The derivative of the activation before is
/// applied to each sample while it is in the cache.
/// </summary>
/// <param name="Element">The element type.</param>
/// <param name="Sizes">The convolution, with its channels repeated.</param>
/// <param name="Multiplier">How often each channel of the input is repeated.</param>
/// <param name="Accumulates">Whether the gradient is added to the existing values.</param>
/// <param name="Derivative">The activation before, or null.</param>
internal sealed record DepthwiseInputGradientKernel(ElementType Element, ConvolutionSizes Sizes, int Multiplier, bool Accumulates, ElementwiseKernel? Derivative) : KernelSpec(Element)
{
    public override string ClassName => "DepthwiseInputGradient_" + Sizes.Name
        + (Multiplier == 1 ? "" : "_Multiplier" + Multiplier.ToString(CultureInfo.InvariantCulture))
        + (Derivative is null ? "" : "_" + Derivative.Operation.Name)
        + (Accumulates ? "_Accumulate" : "")
        + Element.Suffix();

    public override string Summary => FormattableString.Invariant(
        $"dInput[n, {Sizes.Height}, {Sizes.Width}, {Sizes.Channels / Multiplier}] {(Accumulates ? "+=" : "=")} dOutput[n, {Sizes.OutputHeight}, {Sizes.OutputWidth}, {Sizes.Channels}] through the depthwise convolution{(Derivative is null ? "" : $", times the derivative of {Derivative.Operation.Name}")}");

    public override IEnumerable<KernelSpec> Dependencies => new KernelSpec?[] { Multiplier > 1 ? Repeat : null, Derivative }.OfType<KernelSpec>();

    private RepeatChannelsKernel Repeat => new(Element, Sizes.Channels / Multiplier, Multiplier);

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        DepthwiseLoops loops = new(writer, Sizes, Multiplier);
        IEnumerable<string> names = ["dInput", .. Derivative is null ? [] : new[] { "saved" }, .. Multiplier > 1 ? ["repeated"] : Array.Empty<string>(), "dOutput", "weight"];
        string parameters = string.Join(", ", names.Select(p => $"ref {keyword} {p}")) + ", int n";
        string image = Multiplier > 1 ? "repeated" : "dInput";
        loops.Constants();
        writer.Line("private const int Image = Height * Width * (Channels / Multiplier);").Line();
        writer.Line($"/// <summary>Computes the gradients of the inputs of <c>n</c> samples.{(Multiplier > 1 ? " <c>repeated</c> is scratch memory." : "")}</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"internal static void Backward({parameters})"))
        using (writer.Block("for (int sample = 0; sample < n; sample++)"))
        {
            if (!Accumulates)
            {
                writer.Line("MemoryMarshal.CreateSpan(ref dInput, Image).Clear();");
            }

            if (Multiplier > 1)
            {
                writer.Line("MemoryMarshal.CreateSpan(ref repeated, Height * Width * Channels).Clear();");
            }

            using (writer.Block("for (int y = 0; y < OutputHeight; y++)"))
            {
                loops.Rows();
                using (writer.Block("for (int x = 0; x < OutputWidth; x++)"))
                {
                    loops.Columns();
                    writer.Line($"Pixel(ref {image}, ref dOutput, ref weight, top, left, firstRow, endRow, firstColumn, endColumn);");
                    writer.Line("dOutput = ref Unsafe.Add(ref dOutput, Channels);");
                }
            }

            writer.Line();
            if (Multiplier > 1)
            {
                writer.Line($"{Repeat.ClassName}.Add(ref dInput, ref repeated, Height * Width);");
            }

            if (Derivative is not null)
            {
                writer.Line($"{Derivative.ClassName}.Backward(ref dInput, ref saved, ref dInput, Image);").Line("saved = ref Unsafe.Add(ref saved, Image);");
            }

            writer.Line("dInput = ref Unsafe.Add(ref dInput, Image);");
        }

        EmitPixel(writer, loops, keyword);
        EmitReference(writer, loops, parameters);
    }

    private void EmitPixel(SourceWriter writer, DepthwiseLoops loops, string keyword)
    {
        writer.Line().Line("/// <summary>Adds one output pixel to the part of the image that it was computed from.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"private static void Pixel(\n    ref {keyword} image, ref {keyword} dOutput, ref {keyword} weight, int top, int left, int firstRow, int endRow, int firstColumn, int endColumn)"))
        {
            void Body(Target t)
            {
                writer.Line($"{t.Type} gradient = {t.Load("dOutput", "i")};");
                loops.Taps(() => writer.Line(t.Store(t.MultiplyAdd("gradient", t.Load("weight", "place"), t.Load("image", "at")), "image", "at")));
            }

            writer.Line("nuint i = 0;");
            ElementLoop.VectorLoops(writer, Element, Sizes.Channels.ToString(CultureInfo.InvariantCulture), Body);
            ElementLoop.TailLoop(writer, new Target(Isa.Scalar, Element), "Channels", Body);
        }
    }

    private void EmitReference(SourceWriter writer, DepthwiseLoops loops, string parameters)
    {
        if (!writer.HasTwins)
        {
            return;
        }

        writer.Line().Line("/// <summary>The same as <see cref=\"Backward\"/>, one element at a time.</summary>");
        using (writer.Method($"internal static void BackwardReference({parameters})"))
        {
            if (!Accumulates)
            {
                writer.Line("MemoryMarshal.CreateSpan(ref dInput, n * Image).Clear();");
            }

            loops.Reference(null, "Unsafe.Add(ref dInput, at) += Unsafe.Add(ref dOutput, to) * Unsafe.Add(ref weight, place);", null);
            if (Derivative is not null)
            {
                writer.Line($"{Derivative.ClassName}.BackwardReference(ref dInput, ref saved, ref dInput, n * Image);");
            }
        }
    }
}
