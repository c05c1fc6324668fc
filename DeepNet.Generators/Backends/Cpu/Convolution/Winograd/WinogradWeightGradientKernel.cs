using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Convolution.Direct;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution.Winograd;

/// <summary>
/// The gradients of the weights of a convolution by Winograd's minimal filtering: tiles of inputs and of the outputs' gradients are transformed, multiplied and
/// added up over all tiles, and the sums transformed once.
/// </summary>
/// <param name="Element">The element type.</param>
/// <param name="Sizes">The convolution.</param>
/// <param name="Outputs">The outputs of a tile in one direction: 2 or 4.</param>
/// <param name="HasBias">Whether the bias's gradient is added up too.</param>
internal sealed record WinogradWeightGradientKernel(ElementType Element, ConvolutionSizes Sizes, int Outputs, bool HasBias) : KernelSpec(Element)
{
    /// <summary>Below this many samples the transform of the sums does not pay, and the gradient is taken directly.</summary>
    public int MinimumSamples { get; init; } = 1;

    public override string ClassName => FormattableString.Invariant($"Winograd{Outputs}WeightGradient_{Sizes.Name}{(HasBias ? "" : "_NoBias")}") + Element.Suffix();

    public override string Summary => FormattableString.Invariant(
        $"dWeight[3, 3, {Sizes.Channels}, {Sizes.Filters}] += the patches of input[n, {Sizes.Height}, {Sizes.Width}, {Sizes.Channels}] times dOutput[n, {Sizes.OutputHeight}, {Sizes.OutputWidth}, {Sizes.Filters}] by Winograd's F(3x3, {Outputs}x{Outputs})");

    public override IEnumerable<KernelSpec> Dependencies => new KernelSpec?[]
    {
        Product, Tiles, HasBias ? Bias : null, MinimumSamples > 1 ? Direct : null,
    }.OfType<KernelSpec>();

    /// <summary>The elements of scratch memory: sums of products, a block of transformed inputs, one of transformed gradients, and two tiles on their way.</summary>
    public int ScratchSize => Math.Max(Place("end"), Direct.ScratchSize);

    private WinogradSizes Winograd => new(Element, Sizes, Outputs);

    private WinogradTransforms Transforms => new(Element, Outputs);

    private WinogradTilesKernel Tiles => new(Element, Sizes, Outputs);

    private DirectWeightGradientKernel Direct => new(Element, Sizes, HasBias);

    private BiasGradientKernel Bias => new(Element, Sizes.Filters, null);

    private DenseWeightGradientKernel Product => new(Element, Sizes.Channels, Sizes.Filters, null);

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        string[] names = ["dWeight", .. HasBias ? ["dBias"] : new string[0], "scratch", "input", "dOutput"];
        string parameters = string.Join(", ", names.Select(p => $"ref {keyword} {p}")) + ", int n";
        Winograd.EmitConstants(writer);
        foreach (string place in new[] { "Inputs", "Gradients", "Stage", "Patch" })
        {
            writer.Line(FormattableString.Invariant($"private const int {place}At = {Place(place)};"));
        }

        writer.Line().Line("/// <summary>Adds the gradients of <c>n</c> samples. <c>scratch</c> holds transformed inputs and gradients, and sums of their products.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"internal static void Accumulate({parameters})"))
        {
            EmitDirect(writer, names);
            writer.Line("MemoryMarshal.CreateSpan(ref scratch, Products * WeightStep).Clear();");
            using (writer.Block("for (int first = 0; first < n * TileRows * TileColumns; first += Block)"))
            {
                writer.Line("int count = int.Min(Block, n * TileRows * TileColumns - first);");
                foreach ((string method, string to, string source) in new[] { (Tiles.ClassName + ".TransformInputs", "InputsAt", "input"), ("TransformGradients", "GradientsAt", "dOutput") })
                {
                    writer.Call(method, [
                        $"ref Unsafe.Add(ref scratch, {to})", "ref Unsafe.Add(ref scratch, StageAt)", "ref Unsafe.Add(ref scratch, PatchAt)", "ref " + source, "first", "count"]);
                }

                using (writer.Block("for (int product = 0; product < Products; product++)"))
                {
                    writer.Call($"{Product.ClassName}.Accumulate", [
                        "ref Unsafe.Add(ref scratch, product * WeightStep)", "ref Unsafe.Add(ref scratch, InputsAt + product * InputStep)",
                        "ref Unsafe.Add(ref scratch, GradientsAt + product * OutputStep)", "count"]);
                }
            }

            writer.Line().Line("TransformSums(ref dWeight, ref scratch);");
            if (HasBias)
            {
                writer.Line($"{Bias.ClassName}.Accumulate(ref dBias, ref dOutput, n * OutputHeight * OutputWidth);");
            }
        }

        writer.Line();
        Winograd.EmitOutputGradientTransform(writer);
        EmitSumTransform(writer);
        if (!writer.HasTwins)
        {
            return;
        }

        writer.Line().Line("/// <summary>The same, one element at a time.</summary>");
        using (writer.Method($"internal static void AccumulateReference({parameters})"))
        {
            ConvolutionLoops.EmitWeightGradient(writer, HasBias);
        }
    }

    /// <summary>Where a part of the scratch memory begins; the sums lie at the start.</summary>
    private int Place(string part)
    {
        long inputs = Winograd.Products * Winograd.WeightStep;
        long gradients = inputs + Winograd.Products * Winograd.InputStep;
        long stage = gradients + Winograd.Products * Winograd.OutputStep;
        long patch = stage + (long)Winograd.Products * Math.Max(Sizes.Channels, 2 * Sizes.Filters);
        long end = patch + (long)Winograd.Products * Math.Max(Sizes.Channels, Sizes.Filters);
        return checked((int)(part switch { "Inputs" => inputs, "Gradients" => gradients, "Stage" => stage, "Patch" => patch, _ => end }));
    }

    private void EmitDirect(SourceWriter writer, string[] names)
    {
        if (MinimumSamples <= 1)
        {
            return;
        }

        using (writer.Block(FormattableString.Invariant($"if (n < {MinimumSamples})")))
        {
            writer.Line("// The transform of the sums costs more than it saves.");
            writer.Call($"{Direct.ClassName}.Accumulate", [.. names.Where(p => p != "scratch" || Direct.ScratchSize > 0).Select(p => "ref " + p), "n"]);
            writer.Line("return;");
        }

        writer.Line();
    }

    private void EmitSumTransform(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        writer.Line().Line("/// <summary>Transforms the sums of each channel, their rows and then their columns at once, and adds them to <c>dWeight</c>.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"private static void TransformSums(ref {keyword} dWeight, ref {keyword} scratch)"))
        {
            writer.Line($"ref {keyword} stage = ref Unsafe.Add(ref scratch, StageAt);");
            writer.Line($"ref {keyword} gradients = ref Unsafe.Add(ref stage, TileInputs * 3 * Filters);");
            using (writer.Block("for (int channel = 0; channel < Channels; channel++)"))
            {
                using (writer.Block("for (int row = 0; row < TileInputs; row++)"))
                {
                    writer.Line($"ref {keyword} from = ref Unsafe.Add(ref scratch, row * TileInputs * WeightStep + channel * Filters);");
                    writer.Line($"{Transforms.ClassName}.WeightGradient(ref Unsafe.Add(ref stage, row * 3 * Filters), Filters, ref from, WeightStep, Filters);");
                }

                writer.Line().Line($"{Transforms.ClassName}.WeightGradient(ref gradients, 3 * Filters, ref stage, 3 * Filters, 3 * Filters);");
                using (writer.Block("for (int place = 0; place < 9; place++)"))
                {
                    writer.Line($"ref {keyword} from = ref Unsafe.Add(ref gradients, place * Filters);");
                    writer.Line($"ref {keyword} to = ref Unsafe.Add(ref dWeight, (place * Channels + channel) * Filters);");
                    new RowLoops(writer, Element, Sizes.Filters).Each(t => writer.Line(t.Store($"({t.Load("to", "i")} + {t.Load("from", "i")})", "to", "i")));
                }
            }
        }
    }
}
