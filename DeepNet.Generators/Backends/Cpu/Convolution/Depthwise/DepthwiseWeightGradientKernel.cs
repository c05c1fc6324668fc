using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution.Depthwise;

/// <summary>
/// The gradients of a depthwise convolution's weights and bias: vectors of channels; along the outputs of a row that see all columns of the kernel, the
/// sums of one row of the kernel stay in registers.
/// </summary>
/// <param name="Element">The element type.</param>
/// <param name="Sizes">The convolution, with its channels repeated.</param>
/// <param name="Multiplier">How often each channel of the input is repeated.</param>
/// <param name="HasBias">Whether the bias's gradient is added up too.</param>
internal sealed record DepthwiseWeightGradientKernel(ElementType Element, ConvolutionSizes Sizes, int Multiplier, bool HasBias) : KernelSpec(Element)
{
    /// <summary>The sums that are kept in registers: half of the 16 of AVX2, so that wide kernels take several passes over the row.</summary>
    private const int MostSums = 8;

    /// <summary>The most outputs of a row that are summed in one go: longer sums lose digits.</summary>
    private const int MostOutputs = 1024;

    public override string ClassName => "DepthwiseWeightGradient_" + Sizes.Name
        + (Multiplier == 1 ? "" : "_Multiplier" + Multiplier.ToString(CultureInfo.InvariantCulture))
        + (HasBias ? "" : "_NoBias")
        + Element.Suffix();

    public override string Summary => FormattableString.Invariant(
        $"dWeight[{Sizes.KernelHeight}, {Sizes.KernelWidth}, {Sizes.Channels}] += input[n, {Sizes.Height}, {Sizes.Width}, {Sizes.Channels / Multiplier}] times dOutput[n, {Sizes.OutputHeight}, {Sizes.OutputWidth}, {Sizes.Channels}], added up over the outputs");

    public override IEnumerable<KernelSpec> Dependencies => new KernelSpec?[] { Multiplier > 1 ? Repeat : null, HasBias ? Bias : null }.OfType<KernelSpec>();

    private RepeatChannelsKernel Repeat => new(Element, Sizes.Channels / Multiplier, Multiplier);

    private BiasGradientKernel Bias => new(Element, Sizes.Channels, null);

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        DepthwiseLoops loops = new(writer, Sizes, Multiplier);
        bool hasInterior = loops.InteriorEnd > loops.InteriorStart;
        IEnumerable<string> names = ["dWeight", .. HasBias ? ["dBias"] : Array.Empty<string>(), .. Multiplier > 1 ? ["repeated"] : Array.Empty<string>(), "input", "dOutput"];
        string parameters = string.Join(", ", names.Select(p => $"ref {keyword} {p}")) + ", int n";
        string image = Multiplier > 1 ? "repeated" : "input";
        loops.Constants();
        writer.Line($"/// <summary>Adds the gradients of <c>n</c> samples.{(Multiplier > 1 ? " <c>repeated</c> is scratch memory." : "")}</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"internal static void Accumulate({parameters})"))
        using (writer.Block("for (int sample = 0; sample < n; sample++)"))
        {
            if (Multiplier > 1)
            {
                writer.Line($"{Repeat.ClassName}.Repeat(ref repeated, ref input, Height * Width);");
            }

            using (writer.Block("for (int y = 0; y < OutputHeight; y++)"))
            {
                loops.Rows();
                if (HasBias)
                {
                    writer.Line($"{Bias.ClassName}.Accumulate(ref dBias, ref dOutput, OutputWidth);");
                }

                if (hasInterior)
                {
                    writer.Line($"Row(ref dWeight, ref {image}, ref dOutput, top, firstRow, endRow);");
                }

                EmitEdges(writer, loops, image);
                writer.Line().Line("dOutput = ref Unsafe.Add(ref dOutput, OutputWidth * Channels);");
            }

            writer.Line().Line("input = ref Unsafe.Add(ref input, Height * Width * (Channels / Multiplier));");
        }

        if (hasInterior)
        {
            EmitRow(writer, keyword, loops.InteriorEnd - loops.InteriorStart > MostOutputs);
        }

        if (loops.InteriorStart > 0 || loops.InteriorEnd < Sizes.OutputWidth)
        {
            EmitPixel(writer, loops, keyword);
        }

        if (!writer.HasTwins)
        {
            return;
        }

        writer.Line().Line("/// <summary>The same as <see cref=\"Accumulate\"/>, one element at a time.</summary>");
        using (writer.Method($"internal static void AccumulateReference({parameters})"))
        {
            loops.Reference(
                HasBias ? () => writer.Line("Unsafe.Add(ref dBias, channel) += Unsafe.Add(ref dOutput, to);") : null,
                "Unsafe.Add(ref dWeight, place) += Unsafe.Add(ref input, at) * Unsafe.Add(ref dOutput, to);",
                null);
        }
    }

    /// <summary>The outputs that see some columns of the kernel only.</summary>
    private void EmitEdges(SourceWriter writer, DepthwiseLoops loops, string image)
    {
        List<string> edges = [];
        if (loops.InteriorStart > 0)
        {
            edges.Add("for (int x = 0; x < InteriorStart; x++)");
        }

        if (loops.InteriorEnd < Sizes.OutputWidth)
        {
            edges.Add("for (int x = InteriorEnd; x < OutputWidth; x++)");
        }

        foreach (string edge in edges)
        {
            using (writer.Block(edge))
            {
                loops.Columns();
                writer.Line($"Pixel(ref dWeight, ref {image}, ref Unsafe.Add(ref dOutput, x * Channels), top, left, firstRow, endRow, firstColumn, endColumn);");
            }
        }
    }

    private void EmitRow(SourceWriter writer, string keyword, bool isLong)
    {
        writer.Line().Line("/// <summary>The outputs of a row that see all columns of the kernel.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"private static void Row(ref {keyword} dWeight, ref {keyword} image, ref {keyword} dOutput, int top, int firstRow, int endRow)"))
        {
            void Body(Target t)
            {
                using (writer.Block("for (int kernelRow = firstRow; kernelRow < endRow; kernelRow++)"))
                {
                    writer.Line("nuint place = (nuint)(kernelRow * KernelWidth * Channels) + i;");
                    for (int first = 0; first < Sizes.KernelWidth; first += MostSums)
                    {
                        string? parts = isLong ? FormattableString.Invariant($"for (int from = InteriorStart; from < InteriorEnd; from += {MostOutputs})") : null;
                        using (parts is not null ? writer.Block(parts) : Sizes.KernelWidth > MostSums ? writer.Block() : (SourceWriter.Scope?)null)
                        {
                            string range = isLong ? FormattableString.Invariant($"int x = from; x < int.Min(from + {MostOutputs}, InteriorEnd)") : "int x = InteriorStart; x < InteriorEnd";
                            EmitSums(writer, t, first, Math.Min(Sizes.KernelWidth, first + MostSums), range);
                        }
                    }
                }
            }

            writer.Line("nuint i = 0;");
            ElementLoop.VectorLoops(writer, Element, Sizes.Channels.ToString(CultureInfo.InvariantCulture), Body);
            ElementLoop.TailLoop(writer, new Target(Isa.Scalar, Element), "Channels", Body);
        }
    }

    private static void EmitSums(SourceWriter writer, Target t, int first, int end, string range)
    {
        string Place(string start, int column, string step) => column == 0 ? start : FormattableString.Invariant($"{start} + {column} * {step}");
        for (int column = first; column < end; column++)
        {
            writer.Line(FormattableString.Invariant($"{t.Type} sum{column} = default;"));
        }

        using (writer.Block($"for ({range}; x++)"))
        {
            writer.Line("nuint at = (nuint)(((top + kernelRow * Dilation) * Width + x * Stride - PaddingLeft) * Channels) + i;");
            writer.Line($"{t.Type} gradient = {t.Load("dOutput", "(nuint)(x * Channels) + i")};");
            for (int column = first; column < end; column++)
            {
                string sum = FormattableString.Invariant($"sum{column}");
                writer.Line($"{sum} = {t.MultiplyAdd("gradient", t.Load("image", Place("at", column, "Dilation * Channels")), sum)};");
            }
        }

        writer.Line();
        for (int column = first; column < end; column++)
        {
            string place = Place("place", column, "Channels");
            writer.Line(t.Store(FormattableString.Invariant($"({t.Load("dWeight", place)} + sum{column})"), "dWeight", place));
        }
    }

    private void EmitPixel(SourceWriter writer, DepthwiseLoops loops, string keyword)
    {
        writer.Line().Line("/// <summary>One output, with the part of the kernel that lies in the image.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"private static void Pixel(\n    ref {keyword} dWeight, ref {keyword} image, ref {keyword} dOutput, int top, int left, int firstRow, int endRow, int firstColumn, int endColumn)"))
        {
            void Body(Target t)
            {
                writer.Line($"{t.Type} gradient = {t.Load("dOutput", "i")};");
                loops.Taps(() => writer.Line(t.Store(t.MultiplyAdd("gradient", t.Load("image", "at"), t.Load("dWeight", "place")), "dWeight", "place")));
            }

            writer.Line("nuint i = 0;");
            ElementLoop.VectorLoops(writer, Element, Sizes.Channels.ToString(CultureInfo.InvariantCulture), Body);
            ElementLoop.TailLoop(writer, new Target(Isa.Scalar, Element), "Channels", Body);
        }
    }
}
