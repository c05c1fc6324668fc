using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Maps;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution;

/// <summary>
/// The forward pass of a convolution: patches of some output pixels are gathered into a block that stays in the cache, and multiplied with the weights
/// by the product of a dense layer, with bias and activation fused in. Without bias it is also the input's gradient of a transposed convolution.
/// </summary>
/// <param name="Element">The element type.</param>
/// <param name="Sizes">The convolution.</param>
/// <param name="Epilogue">What is done to the sums; no derivative, which belongs to gradients.</param>
internal sealed record ConvolutionForwardKernel(ElementType Element, ConvolutionSizes Sizes, ConvolutionEpilogue Epilogue) : KernelSpec(Element)
{
    /// <summary>Samples are independent.</summary>
    public override BatchSplit? Split(int size) => new BatchSplit((long)Sizes.Pixels * Sizes.PatchSize * Sizes.Filters);

    public override bool IsCutFreely => Sizes.Groups == 1;

    public override string ClassName => "Convolution_" + Sizes.Name + Epilogue.Mark + Element.Suffix();

    public override string Summary => FormattableString.Invariant(
        $"output[n, {Sizes.OutputShape}] {(Epilogue.Accumulates ? "+=" : "=")} {(Epilogue.Activation is null ? "" : Epilogue.Activation.Operation.Name + "(")}convolution of input[n, {Sizes.InputShape}] with weight[{Sizes.WeightShape}]{(Epilogue.HasBias ? " + bias" : "")}{(Epilogue.Activation is null ? "" : ")")}");

    public override IEnumerable<KernelSpec> Dependencies => new KernelSpec?[] { Product, Sizes.IsPointwise ? null : Patches, Sizes.Groups == 1 ? null : Packing, Epilogue.Activation }.OfType<KernelSpec>();

    private PatchKernel Patches => new(Element, Sizes.OfImage);

    /// <summary>Brings the weights of a group together.</summary>
    private CopyRowsKernel Packing => new(Element, Sizes.GroupFilters, Sizes.Filters, Sizes.GroupFilters);

    /// <summary>Whether the activation is taken of a whole sample after its products: they store what goes into it with gaps between the rows.</summary>
    private bool ActivatesAfter => Epilogue.KeepsPreActivation && Sizes.Groups > 1;

    private DenseForwardKernel Product =>
        new(Element, Sizes.PatchSize, Sizes.GroupFilters, Epilogue.HasBias, ActivatesAfter ? null : Epilogue.Activation?.OfChannels(Sizes.GroupFilters), Epilogue.KeepsPreActivation && !ActivatesAfter)
        {
            InputStride = Sizes.IsPointwise ? Sizes.Channels : Sizes.PatchSize,
            OutputStride = Sizes.Filters,
            Accumulate = Epilogue.Accumulates,
        };

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        string parameters = string.Join(", ", Parameters().Select(p => $"ref {keyword} {p}")) + ", int n";
        Sizes.EmitConstants(writer);
        if (!Sizes.IsPointwise)
        {
            writer.Line("/// <summary>The output pixels of a block.</summary>");
            writer.Line(FormattableString.Invariant($"private const int Block = {Sizes.Block(Element)};")).Line();
        }

        writer.Line($"/// <summary>Computes the outputs of <c>n</c> samples.{ScratchText(Sizes, "packed")}</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"internal static void Forward({parameters})"))
        {
            EmitPacking(writer);
            using (writer.Block("for (int sample = 0; sample < n; sample++)"))
            {
                EmitSample(writer);
                if (ActivatesAfter)
                {
                    Epilogue.EmitSecondPass(writer, Sizes.PixelCount);
                }

                writer.Line($"input = ref Unsafe.Add(ref input, {Sizes.InputCount});");
                foreach (string output in Outputs())
                {
                    writer.Line($"{output} = ref Unsafe.Add(ref {output}, {Sizes.PixelCount} * Filters);");
                }
            }
        }

        EmitReference(writer, parameters);
    }

    /// <summary>What the documentation of a method says about its scratch memory.</summary>
    public static string ScratchText(ConvolutionSizes sizes, string packed) => (sizes.IsPointwise, sizes.Groups) switch
    {
        (true, 1) => "",
        (false, 1) => " <c>patches</c> is scratch memory.",
        (true, _) => $" <c>{packed}</c> is scratch memory.",
        _ => $" <c>patches</c> and <c>{packed}</c> are scratch memory.",
    };

    private IEnumerable<string> Outputs() => Epilogue.KeepsPreActivation ? ["output", "preActivation"] : ["output"];

    private IEnumerable<string> Parameters()
    {
        foreach (string output in Outputs())
        {
            yield return output;
        }

        if (!Sizes.IsPointwise)
        {
            yield return "patches";
        }

        if (Sizes.Groups > 1)
        {
            yield return "packed";
        }

        yield return "input";
        yield return "weight";
        foreach (string operand in Epilogue.FilterOperands)
        {
            yield return operand;
        }
    }

    private void EmitPacking(SourceWriter writer)
    {
        if (Sizes.Groups == 1)
        {
            return;
        }

        string depth = Sizes.PatchSize.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using (writer.Block("for (int group = 0; group < Filters / GroupFilters; group++)"))
        {
            writer.Line($"{Packing.ClassName}.Copy(ref Unsafe.Add(ref packed, group * GroupFilters * {depth}), ref Unsafe.Add(ref weight, group * GroupFilters), {depth});");
        }

        writer.Line();
    }

    private void EmitSample(SourceWriter writer)
    {
        if (Sizes.IsPointwise)
        {
            EmitGroups(writer, "0", Sizes.PixelCount);
            return;
        }

        using (writer.Block($"for (int first = 0; first < {Sizes.PixelCount}; first += Block)"))
        {
            writer.Line($"int count = int.Min(Block, {Sizes.PixelCount} - first);");
            EmitGroups(writer, "first * Filters", "count");
        }

        writer.Line();
    }

    private void EmitGroups(SourceWriter writer, string at, string count)
    {
        bool groups = Sizes.Groups > 1;
        using (groups ? writer.Block("for (int group = 0; group < Filters / GroupFilters; group++)") : (SourceWriter.Scope?)null)
        {
            string image = groups ? "ref Unsafe.Add(ref input, group * GroupChannels)" : "ref input";
            if (!Sizes.IsPointwise)
            {
                writer.Line($"{Patches.ClassName}.Gather(ref patches, {image}, first, count);");
            }

            string place = (at, groups) switch
            {
                ("0", false) => "",
                ("0", true) => "group * GroupFilters",
                (_, false) => at,
                _ => at + " + group * GroupFilters",
            };
            IEnumerable<string> outputs = (ActivatesAfter ? ["preActivation"] : Outputs()).Select(o => place.Length == 0 ? "ref " + o : $"ref Unsafe.Add(ref {o}, {place})");
            string packed = FormattableString.Invariant($"ref Unsafe.Add(ref packed, group * GroupFilters * {Sizes.PatchSize})");
            List<string> arguments = [.. outputs, Sizes.IsPointwise ? image : "ref patches", groups ? packed : "ref weight"];
            arguments.AddRange((ActivatesAfter ? Epilogue with { Activation = null } : Epilogue).FilterArguments(groups ? "group * GroupFilters" : "0"));
            writer.Call($"{Product.ClassName}.Forward", [.. arguments, count]);
        }
    }

    private void EmitReference(SourceWriter writer, string parameters)
    {
        if (!writer.HasTwins)
        {
            return;
        }

        writer.Line().Line("/// <summary>The same, one element at a time.</summary>");
        using (writer.Method($"internal static void ForwardReference({parameters})"))
        {
            Epilogue.EmitReference(writer, Element, Sizes.IsVolume);
        }
    }
}
