using System;
using System.Collections.Generic;
using System.Linq;

namespace DeepNet.Generators.Emit.Cpu.Convolution;

/// <summary>
/// The way back through a convolution, one sample at a time: <c>dPatches = dOutput · weightᵀ</c> for a block of output pixels, added to the image. It is
/// the gradient of a convolution's input, and the forward pass of a transposed convolution.
/// </summary>
/// <param name="Element">The element type.</param>
/// <param name="Sizes">The convolution.</param>
internal sealed record ConvolutionScatterKernel(ElementType Element, ConvolutionSizes Sizes) : KernelSpec(Element)
{
    public override string ClassName => "ConvolutionScatter_" + Sizes.Name + Element.Suffix();

    public override string Summary => FormattableString.Invariant(
        $"image[{Sizes.Height}, {Sizes.Width}, {Sizes.Channels}] += what each of output[{Sizes.OutputHeight}, {Sizes.OutputWidth}, {Sizes.Filters}] saw of it, times weight[{Sizes.KernelHeight}, {Sizes.KernelWidth}, {Sizes.GroupChannels}, {Sizes.Filters}]");

    public override IEnumerable<KernelSpec> Dependencies => Sizes.IsPointwise ? [Product] : [Product, Patches];

    private PatchKernel Patches => new(Element, Sizes.OfImage);

    private DenseForwardKernel Product => new(Element, Sizes.GroupFilters, Sizes.PatchSize, false, null, false)
    {
        InputStride = Sizes.Filters,
        OutputStride = Sizes.IsPointwise ? Sizes.Channels : Sizes.PatchSize,
        Accumulate = Sizes.IsPointwise,
    };

    /// <summary>The scratch memory that a call takes, in the order of its parameters.</summary>
    public static IEnumerable<string> Scratch(ConvolutionSizes sizes) => sizes.IsPointwise ? ["transposed"] : ["patches", "transposed"];

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        bool groups = Sizes.Groups > 1;
        Sizes.EmitConstants(writer);
        writer.Line(FormattableString.Invariant($"private const int PatchSize = {Sizes.PatchSize};"));
        if (!Sizes.IsPointwise)
        {
            writer.Line("/// <summary>The output pixels of a block.</summary>");
            writer.Line(FormattableString.Invariant($"private const int Block = {Sizes.Block(Element)};"));
        }

        writer.Line().Line("/// <summary>Transposes the weights of each group, for <see cref=\"Add\"/>.</summary>");
        using (writer.Block($"internal static void Transpose(ref {keyword} transposed, ref {keyword} weight)"))
        {
            if (!groups)
            {
                writer.Line("MatrixTransposition.Run(ref transposed, ref weight, PatchSize, Filters);");
            }
            else
            {
                using (writer.Block("for (int group = 0; group < Filters / GroupFilters; group++)"))
                {
                    writer.Line($"ref {keyword} to = ref Unsafe.Add(ref transposed, group * GroupFilters * PatchSize);");
                    writer.Line("MatrixTransposition.Run(ref to, ref Unsafe.Add(ref weight, group * GroupFilters), PatchSize, GroupFilters, Filters);");
                }
            }
        }

        string scratch = string.Join(", ", Scratch(Sizes).Select(s => $"ref {keyword} {s}"));
        writer.Line().Line($"/// <summary>Adds one sample to its image.{(Sizes.IsPointwise ? "" : " <c>patches</c> is scratch memory.")}</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"internal static void Add(ref {keyword} image, {scratch}, ref {keyword} output)"))
        {
            if (Sizes.IsPointwise)
            {
                EmitGroups(writer, "0", "image", "OutputHeight * OutputWidth");
            }
            else
            {
                using (writer.Block("for (int first = 0; first < OutputHeight * OutputWidth; first += Block)"))
                {
                    writer.Line("int count = int.Min(Block, OutputHeight * OutputWidth - first);");
                    EmitGroups(writer, "first * Filters", "patches", "count");
                }
            }
        }
    }

    private void EmitGroups(SourceWriter writer, string at, string rows, string count)
    {
        bool groups = Sizes.Groups > 1;
        using (groups ? writer.Block("for (int group = 0; group < Filters / GroupFilters; group++)") : (SourceWriter.Scope?)null)
        {
            string output = groups ? $"ref Unsafe.Add(ref output, {at} + group * GroupFilters)" : $"ref Unsafe.Add(ref output, {at})";
            string image = groups ? "ref Unsafe.Add(ref image, group * GroupChannels)" : "ref image";
            string weight = groups ? "ref Unsafe.Add(ref transposed, group * GroupFilters * PatchSize)" : "ref transposed";
            writer.Call($"{Product.ClassName}.Forward", [rows == "image" ? image : "ref " + rows, output, weight, count]);
            if (!Sizes.IsPointwise)
            {
                writer.Line($"{Patches.ClassName}.Scatter({image}, ref patches, first, count);");
            }
        }
    }
}
