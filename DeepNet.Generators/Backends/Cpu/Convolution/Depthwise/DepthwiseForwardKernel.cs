using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution.Depthwise;

/// <summary>
/// The forward pass of a depthwise convolution: vectors of channels, four outputs of a row at a time, which share the loads of the weights. Nothing is
/// gathered.
/// </summary>
/// <param name="Element">The element type.</param>
/// <param name="Sizes">The convolution, with its channels repeated.</param>
/// <param name="Multiplier">How often each channel of the input is repeated.</param>
/// <param name="HasBias">Whether a bias is added.</param>
/// <param name="Activation">The fused activation, or null.</param>
/// <param name="KeepsPreActivation">Whether what goes into the activation is stored too.</param>
internal sealed record DepthwiseForwardKernel(
    ElementType Element, ConvolutionSizes Sizes, int Multiplier, bool HasBias, ElementwiseKernel? Activation, bool KeepsPreActivation) : KernelSpec(Element)
{
    /// <summary>The outputs of a row that are computed together: as many sums hide half of the multiply-add's latency, and a row of 4 or more has them.</summary>
    private const int Together = 4;

    public override string ClassName => "Depthwise_" + Sizes.Name
        + (Multiplier == 1 ? "" : "_Multiplier" + Multiplier.ToString(CultureInfo.InvariantCulture))
        + (HasBias ? "" : "_NoBias")
        + (Activation is null ? "" : "_" + Activation.Mark)
        + (KeepsPreActivation ? "_KeepInput" : "")
        + Element.Suffix();

    public override string Summary => FormattableString.Invariant(
        $"output[n, {Sizes.OutputHeight}, {Sizes.OutputWidth}, {Sizes.Channels}] = {(Activation is null ? "" : Activation.Operation.Name + "(")}each channel of input[n, {Sizes.Height}, {Sizes.Width}, {Sizes.Channels / Multiplier}] with its own {Sizes.KernelHeight}x{Sizes.KernelWidth}{(HasBias ? " + bias" : "")}{(Activation is null ? "" : ")")}");

    public override IEnumerable<KernelSpec> Dependencies => new KernelSpec?[] { Multiplier > 1 ? Repeat : null, Activation }.OfType<KernelSpec>();

    private RepeatChannelsKernel Repeat => new(Element, Sizes.Channels / Multiplier, Multiplier);

    private IEnumerable<string> Outputs => KeepsPreActivation ? ["output", "preActivation"] : ["output"];

    /// <summary>What there is for each channel, or one of for all: bias and the activation's learned operand.</summary>
    private IEnumerable<string> FilterOperands => [.. HasBias ? ["bias"] : Array.Empty<string>(), .. Activation?.LearnedName is { } learned ? [learned] : Array.Empty<string>()];

    private string Image => Multiplier > 1 ? "repeated" : "input";

    public override void Emit(SourceWriter writer)
    {
        DepthwiseLoops loops = new(writer, Sizes, Multiplier);
        bool hasInterior = loops.InteriorEnd - loops.InteriorStart >= Together;
        IEnumerable<string> names = [.. Outputs, .. Multiplier > 1 ? ["repeated"] : Array.Empty<string>(), "input", "weight", .. FilterOperands];
        string parameters = string.Join(", ", names.Select(p => $"ref {Element.Keyword()} {p}")) + ", int n";
        loops.Constants();
        writer.Line($"/// <summary>Computes the outputs of <c>n</c> samples.{(Multiplier > 1 ? " <c>repeated</c> is scratch memory." : "")}</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"internal static void Forward({parameters})"))
        using (writer.Block("for (int sample = 0; sample < n; sample++)"))
        {
            if (Multiplier > 1)
            {
                writer.Line($"{Repeat.ClassName}.Repeat(ref repeated, ref input, Height * Width);");
            }

            using (writer.Block("for (int y = 0; y < OutputHeight; y++)"))
            {
                loops.Rows();
                using (writer.Block("for (int x = 0; x < OutputWidth;)"))
                {
                    loops.Columns();
                    if (hasInterior)
                    {
                        using (writer.Block($"if (x >= InteriorStart && x + {Together} <= InteriorEnd)"))
                        {
                            EmitCall(writer, Together);
                            writer.Line("continue;");
                        }

                        writer.Line();
                    }

                    EmitCall(writer, 1);
                }
            }

            writer.Line().Line("input = ref Unsafe.Add(ref input, Height * Width * (Channels / Multiplier));");
        }

        if (hasInterior)
        {
            EmitPixels(writer, loops, Together);
        }

        EmitPixels(writer, loops, 1);
        EmitReference(writer, loops, parameters);
    }

    private void EmitCall(SourceWriter writer, int pixels)
    {
        IEnumerable<string> references = [.. Outputs.Select(o => "ref " + o), "ref " + Image, "ref weight", .. FilterOperands.Select(o => "ref " + o)];
        IEnumerable<string> columns = pixels == 1 ? ["firstColumn", "endColumn"] : [];
        writer.Call(Method(pixels), [.. references, "top", "left", "firstRow", "endRow", .. columns]);
        foreach (string output in Outputs)
        {
            writer.Line($"{output} = ref Unsafe.Add(ref {output}, {(pixels == 1 ? "" : pixels.ToString(CultureInfo.InvariantCulture) + " * ")}Channels);");
        }

        writer.Line(pixels == 1 ? "x++;" : $"x += {pixels.ToString(CultureInfo.InvariantCulture)};");
    }

    private static string Method(int pixels) => pixels == 1 ? "Pixel" : "Pixels";

    private void EmitPixels(SourceWriter writer, DepthwiseLoops loops, int pixels)
    {
        IEnumerable<string> references = [.. Outputs, "image", "weight", .. FilterOperands];
        string columns = pixels == 1 ? ", int firstColumn, int endColumn" : "";
        writer.Line().Line(pixels == 1
            ? "/// <summary>One output pixel, from the part of the kernel that lies in the image.</summary>"
            : $"/// <summary>{pixels.ToString(CultureInfo.InvariantCulture)} output pixels that see all columns of the kernel.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"private static void {Method(pixels)}({string.Join(", ", references.Select(r => $"ref {Element.Keyword()} {r}"))}, int top, int left, int firstRow, int endRow{columns})"))
        {
            if (pixels > 1)
            {
                writer.Line("const int firstColumn = 0;").Line("const int endColumn = KernelWidth;");
            }

            void Body(Target t)
            {
                for (int p = 0; p < pixels; p++)
                {
                    writer.Line(FormattableString.Invariant($"{t.Type} sum{p} = {(HasBias ? p == 0 ? t.Load("bias", "i") : "sum0" : t.Constant(0))};"));
                }

                loops.Taps(() =>
                {
                    writer.Line($"{t.Type} w = {t.Load("weight", "place")};");
                    for (int p = 0; p < pixels; p++)
                    {
                        string at = p == 0 ? "at" : FormattableString.Invariant($"at + {p} * Stride * Channels");
                        writer.Line(FormattableString.Invariant($"sum{p} = {t.MultiplyAdd(t.Load("image", at), "w", "sum" + p.ToString(CultureInfo.InvariantCulture))};"));
                    }
                });
                writer.Line();
                for (int p = 0; p < pixels; p++)
                {
                    string sum = FormattableString.Invariant($"sum{p}");
                    string to = p == 0 ? "i" : FormattableString.Invariant($"i + {p} * Channels");
                    if (KeepsPreActivation)
                    {
                        writer.Line(t.Store(sum, "preActivation", to));
                    }

                    writer.Line(t.Store(Activation is null ? sum : Activation.ValueOf(t, sum, "i"), "output", to));
                }
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

        writer.Line().Line("/// <summary>The same as <see cref=\"Forward\"/>, one element at a time.</summary>");
        using (writer.Method($"internal static void ForwardReference({parameters})"))
        {
            loops.Reference(
                () => writer.Line($"{Element.Keyword()} sum = {(HasBias ? "Unsafe.Add(ref bias, channel)" : Element.Literal(0))};"),
                "sum += Unsafe.Add(ref input, at) * Unsafe.Add(ref weight, place);",
                () =>
                {
                    if (KeepsPreActivation)
                    {
                        writer.Line("Unsafe.Add(ref preActivation, to) = sum;");
                    }

                    writer.Line($"Unsafe.Add(ref output, to) = {(Activation is null ? "sum" : Activation.ValueOf(new Target(Isa.Reference, Element), "sum", "channel"))};");
                });
        }
    }
}
