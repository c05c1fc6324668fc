using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution;

/// <summary>
/// The gradients of a convolution's weights and bias, <c>dWeight += patchesᵀ · dOutput</c>: the patches are gathered again, a block at a time, so that they
/// need not be kept from the forward pass.
/// </summary>
/// <param name="Element">The element type.</param>
/// <param name="Sizes">The convolution.</param>
/// <param name="HasBias">Whether the bias's gradient is added up too, while the block is in the cache.</param>
/// <param name="Copies">
/// Whether the block of <c>dOutput</c> is copied first: the product's loads run past its end, which the caller's memory does not allow. A transposed
/// convolution as the first layer has its input there.
/// </param>
internal sealed record ConvolutionWeightGradientKernel(ElementType Element, ConvolutionSizes Sizes, bool HasBias, bool Copies = false) : KernelSpec(Element)
{
    public override string ClassName => "ConvolutionWeightGradient_" + Sizes.Name + (HasBias ? "" : "_NoBias") + (Copies ? "_Copy" : "") + Element.Suffix();

    public override string Summary => FormattableString.Invariant(
        $"dWeight[{Sizes.WeightShape}] += patches of input[n, {Sizes.InputShape}]ᵀ · dOutput[n, {Sizes.OutputShape}]");

    public override IEnumerable<KernelSpec> Dependencies =>
        new KernelSpec?[] { Product, HasBias ? Bias : null, Sizes.IsPointwise ? null : Patches, Sizes.Groups == 1 ? null : Unpacking }.OfType<KernelSpec>();

    private PatchKernel Patches => new(Element, Sizes.OfImage);

    private BiasGradientKernel Bias => new(Element, Sizes.Filters, null);

    /// <summary>Adds the gradients of a group to where they belong.</summary>
    private CopyRowsKernel Unpacking => new(Element, Sizes.GroupFilters, Sizes.GroupFilters, Sizes.Filters);

    private DenseWeightGradientKernel Product => new(Element, Sizes.PatchSize, Sizes.GroupFilters, null)
    {
        InputStride = Sizes.IsPointwise ? Sizes.Channels : Sizes.PatchSize,
        OutputStride = Sizes.Filters,
    };

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        bool groups = Sizes.Groups > 1;
        IEnumerable<string> names = ["dWeight", .. HasBias ? ["dBias"] : Array.Empty<string>(), .. Sizes.IsPointwise ? [] : new[] { "patches" }, .. groups ? ["packed"] : Array.Empty<string>(), .. Copies ? ["copy"] : Array.Empty<string>(), "input", "dOutput"];
        string parameters = string.Join(", ", names.Select(p => $"ref {keyword} {p}")) + ", int n";
        Sizes.EmitConstants(writer);
        writer.Line(FormattableString.Invariant($"private const int PatchSize = {Sizes.PatchSize};"));
        writer.Line("/// <summary>The output pixels of a block.</summary>");
        writer.Line(FormattableString.Invariant($"private const int Block = {Sizes.Block(Element)};")).Line();
        writer.Line($"/// <summary>Adds the gradients of <c>n</c> samples.{ConvolutionForwardKernel.ScratchText(Sizes, "packed")}{(Copies ? " So is <c>copy</c>, for rows that loads may run past." : "")}</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"internal static void Accumulate({parameters})"))
        {
            if (groups)
            {
                writer.Line("MemoryMarshal.CreateSpan(ref packed, PatchSize * Filters).Clear();");
            }

            using (writer.Block("for (int sample = 0; sample < n; sample++)"))
            {
                using (writer.Block($"for (int first = 0; first < {Sizes.PixelCount}; first += Block)"))
                {
                    writer.Line($"int count = int.Min(Block, {Sizes.PixelCount} - first);");
                    writer.Line($"ref {keyword} dOut = ref Unsafe.Add(ref dOutput, first * Filters);");
                    if (Copies)
                    {
                        writer.Line("MemoryMarshal.CreateReadOnlySpan(ref dOut, count * Filters).CopyTo(MemoryMarshal.CreateSpan(ref copy, count * Filters));");
                        writer.Line("dOut = ref copy;");
                    }

                    EmitGroups(writer, groups);
                    if (HasBias)
                    {
                        writer.Line($"{Bias.ClassName}.Accumulate(ref dBias, ref dOut, count);");
                    }
                }

                writer.Line();
                writer.Line($"input = ref Unsafe.Add(ref input, {Sizes.InputCount});").Line($"dOutput = ref Unsafe.Add(ref dOutput, {Sizes.PixelCount} * Filters);");
            }

            if (groups)
            {
                writer.Line();
                using (writer.Block("for (int group = 0; group < Filters / GroupFilters; group++)"))
                {
                    writer.Line($"ref {keyword} from = ref Unsafe.Add(ref packed, group * GroupFilters * PatchSize);");
                    writer.Line($"{Unpacking.ClassName}.Accumulate(ref Unsafe.Add(ref dWeight, group * GroupFilters), ref from, PatchSize);");
                }
            }
        }

        EmitReference(writer, parameters);
    }

    private void EmitGroups(SourceWriter writer, bool groups)
    {
        using (groups ? writer.Block("for (int group = 0; group < Filters / GroupFilters; group++)") : (SourceWriter.Scope?)null)
        {
            string image = groups ? "ref Unsafe.Add(ref input, group * GroupChannels)" : "ref input";
            string rows = "ref patches";
            if (Sizes.IsPointwise)
            {
                rows = groups ? "ref Unsafe.Add(ref input, first * Channels + group * GroupChannels)" : "ref Unsafe.Add(ref input, first * Channels)";
            }
            else
            {
                writer.Line($"{Patches.ClassName}.Gather(ref patches, {image}, first, count);");
            }

            string target = groups ? "ref Unsafe.Add(ref packed, group * GroupFilters * PatchSize)" : "ref dWeight";
            writer.Call($"{Product.ClassName}.Accumulate", [target, rows, groups ? "ref Unsafe.Add(ref dOut, group * GroupFilters)" : "ref dOut", "count"]);
        }
    }

    private void EmitReference(SourceWriter writer, string parameters)
    {
        if (!writer.HasTwins)
        {
            return;
        }

        writer.Line().Line("/// <summary>The same, one element at a time.</summary>");
        using (writer.Method($"internal static void AccumulateReference({parameters})"))
        {
            ConvolutionLoops.EmitWeightGradient(writer, HasBias, Sizes.IsVolume);
        }
    }
}
