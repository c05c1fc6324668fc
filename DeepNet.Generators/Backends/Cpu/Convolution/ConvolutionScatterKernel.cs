using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution;

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
        $"image[{Sizes.InputShape}] += each pixel of output[{Sizes.OutputShape}] times weight[{Sizes.WeightShape}], at the pixels of its patch");

    public override IEnumerable<KernelSpec> Dependencies => IsDirect(Element, Sizes) ? [Product] : [Product, Patches];

    private PatchKernel Patches => new(Element, Sizes.OfImage);

    private DenseForwardKernel Product => new(Element, Sizes.GroupFilters, Sizes.PatchSize, false, null, false)
    {
        InputStride = Sizes.Filters,
        OutputStride = IsDirect(Element, Sizes) ? Sizes.Channels : Sizes.PatchSize,
        Accumulate = IsDirect(Element, Sizes),
    };

    /// <summary>
    /// Whether the product goes to the image without patches. It loads what it adds to, and past the end of rows that are no whole vectors; the image
    /// can be the caller's output, where nothing may be read behind the end.
    /// </summary>
    public static bool IsDirect(ElementType element, ConvolutionSizes sizes) => sizes.IsPointwise && sizes.GroupChannels % new Target(Isa.Vector256, element).Lanes == 0;

    /// <summary>The scratch memory that a call takes, in the order of its parameters.</summary>
    public static IEnumerable<string> Scratch(ElementType element, ConvolutionSizes sizes) => IsDirect(element, sizes) ? ["transposed"] : ["patches", "transposed"];

    /// <summary>What the documentation of a caller says about it.</summary>
    public static string ScratchText(ElementType element, ConvolutionSizes sizes) =>
        IsDirect(element, sizes) ? "<c>transposed</c> is scratch memory." : "<c>patches</c> and <c>transposed</c> are scratch memory.";

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        bool groups = Sizes.Groups > 1;
        bool isDirect = IsDirect(Element, Sizes);
        Sizes.EmitConstants(writer);
        writer.Line(FormattableString.Invariant($"private const int PatchSize = {Sizes.PatchSize};"));
        if (!isDirect)
        {
            writer.Line("/// <summary>The output pixels of a block.</summary>");
            writer.Line(FormattableString.Invariant($"private const int Block = {Sizes.Block(Element)};"));
        }

        writer.Line().Line("/// <summary>Transposes the weights of each group, for <see cref=\"Add\"/>.</summary>");
        using (writer.Method($"internal static void Transpose(ref {keyword} transposed, ref {keyword} weight)"))
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

        string scratch = string.Join(", ", Scratch(Element, Sizes).Select(s => $"ref {keyword} {s}"));
        writer.Line().Line($"/// <summary>Adds one sample to its image.{(isDirect ? "" : " <c>patches</c> is scratch memory.")}</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"internal static void Add(ref {keyword} image, {scratch}, ref {keyword} output)"))
        {
            if (isDirect)
            {
                EmitGroups(writer, "0", "image", Sizes.PixelCount);
            }
            else
            {
                using (writer.Block($"for (int first = 0; first < {Sizes.PixelCount}; first += Block)"))
                {
                    writer.Line($"int count = int.Min(Block, {Sizes.PixelCount} - first);");
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
            if (rows != "image")
            {
                writer.Line($"{Patches.ClassName}.Scatter({image}, ref patches, first, count);");
            }
        }
    }
}
