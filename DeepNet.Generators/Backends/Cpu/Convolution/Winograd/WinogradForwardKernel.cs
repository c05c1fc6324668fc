using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Convolution.Direct;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution.Winograd;

/// <summary>
/// A convolution by Winograd's minimal filtering F(m x m, 3 x 3): tiles of the input and the weights are transformed, so that (m + 2)² products of single values
/// take the place of 9 m² multiply-adds an output tile, channel and filter (Lavin and Gray 2015, arXiv:1509.09308).
/// </summary>
/// <param name="Element">The element type.</param>
/// <param name="Sizes">The convolution.</param>
/// <param name="Outputs">The outputs of a tile in one direction: 2 or 4.</param>
/// <param name="Epilogue">What is done to the sums.</param>
internal sealed record WinogradForwardKernel(ElementType Element, ConvolutionSizes Sizes, int Outputs, ConvolutionEpilogue Epilogue) : KernelSpec(Element)
{
    /// <summary>Below this many samples the weights' transform does not pay, and the convolution is direct.</summary>
    public int MinimumSamples { get; init; } = 1;

    /// <summary>Samples are parted where blocks of tiles are, so that products have the same rows; and not where fewer of them would be computed in another way.</summary>
    public override BatchSplit? Split(int size)
    {
        int samples = 1;
        while (samples * Winograd.Tiles % Winograd.Block != 0)
        {
            samples++;
        }

        return MinimumSamples > 1 ? null : new BatchSplit((long)Winograd.Products * Winograd.Tiles * Sizes.Channels * Sizes.Filters, samples);
    }

    public override string ClassName => FormattableString.Invariant($"Winograd{Outputs}Convolution_{Sizes.Name}{Epilogue.Mark}") + Element.Suffix();

    public override string Summary => FormattableString.Invariant(
        $"output[n, {Sizes.OutputHeight}, {Sizes.OutputWidth}, {Sizes.Filters}] {(Epilogue.Accumulates ? "+=" : "=")} convolution of input[n, {Sizes.Height}, {Sizes.Width}, {Sizes.Channels}] with weight[3, 3, {Sizes.Channels}, {Sizes.Filters}] by Winograd's F({Outputs}x{Outputs}, 3x3)");

    public override IEnumerable<KernelSpec> Dependencies => new KernelSpec?[]
    {
        Product, Tiles, MinimumSamples > 1 ? Direct : null,
    }.OfType<KernelSpec>().Concat(Epilogue.Dependencies);

    /// <summary>The elements of scratch memory: transformed weights, a block of transformed inputs, one of products, and two tiles on their way.</summary>
    public int ScratchSize => Math.Max(Place("end"), Direct.ScratchSize);

    private WinogradSizes Winograd => new(Element, Sizes, Outputs);

    private WinogradTilesKernel Tiles => new(Element, Sizes, Outputs);

    private DirectForwardKernel Direct => new(Element, Sizes, Epilogue);

    private DenseForwardKernel Product => new(Element, Sizes.Channels, Sizes.Filters, false, null, false);

    private IEnumerable<string> Parameters => [.. Epilogue.Outputs, "scratch", "input", "weight", .. Epilogue.FilterOperands];

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        string parameters = string.Join(", ", Parameters.Select(p => $"ref {keyword} {p}")) + ", int n";
        Winograd.EmitConstants(writer);
        foreach (string place in new[] { "Inputs", "Sums", "Stage", "Patch" })
        {
            writer.Line(FormattableString.Invariant($"private const int {place}At = {Place(place)};"));
        }

        writer.Line().Line("/// <summary>Computes the outputs of <c>n</c> samples. <c>scratch</c> holds transformed weights, inputs and products.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"internal static void Forward({parameters})"))
        {
            EmitDirect(writer);
            writer.Line($"{Tiles.ClassName}.TransformWeights(ref scratch, ref Unsafe.Add(ref scratch, StageAt), ref weight);");
            using (writer.Block("for (int first = 0; first < n * TileRows * TileColumns; first += Block)"))
            {
                writer.Line("int count = int.Min(Block, n * TileRows * TileColumns - first);");
                writer.Call($"{Tiles.ClassName}.TransformInputs", [
                    "ref Unsafe.Add(ref scratch, InputsAt)", "ref Unsafe.Add(ref scratch, StageAt)", "ref Unsafe.Add(ref scratch, PatchAt)", "ref input", "first", "count"]);
                using (writer.Block("for (int product = 0; product < Products; product++)"))
                {
                    writer.Call($"{Product.ClassName}.Forward", [
                        "ref Unsafe.Add(ref scratch, SumsAt + product * OutputStep)", "ref Unsafe.Add(ref scratch, InputsAt + product * InputStep)",
                        "ref Unsafe.Add(ref scratch, product * WeightStep)", "count"]);
                }

                writer.Line();
                writer.Call("ApplyEpilogueToTiles", [.. Epilogue.Outputs.Select(o => "ref " + o), "ref scratch", .. Epilogue.FilterArguments(), "first", "count"]);
            }
        }

        EmitEpilogue(writer);
        if (!writer.HasTwins)
        {
            return;
        }

        writer.Line().Line("/// <summary>The same, one element at a time.</summary>");
        using (writer.Method($"internal static void ForwardReference({parameters})"))
        {
            Epilogue.EmitReference(writer, Element);
        }
    }

    /// <summary>Where a part of the scratch memory begins; the weights lie at the start.</summary>
    private int Place(string part)
    {
        long inputs = Winograd.Products * Winograd.WeightStep;
        long sums = inputs + Winograd.Products * Winograd.InputStep;
        long stage = sums + Winograd.Products * Winograd.OutputStep;
        long patch = stage + (long)Winograd.Products * Math.Max(Sizes.Channels, 2 * Sizes.Filters);
        long end = patch + (Winograd.LeavesInput ? (long)Winograd.Products * Sizes.Channels : 0);
        return checked((int)(part switch { "Inputs" => inputs, "Sums" => sums, "Stage" => stage, "Patch" => patch, _ => end }));
    }

    private void EmitDirect(SourceWriter writer)
    {
        if (MinimumSamples <= 1)
        {
            return;
        }

        using (writer.Block(FormattableString.Invariant($"if (n < {MinimumSamples})")))
        {
            writer.Line("// The transform of the weights costs more than it saves.");
            IEnumerable<string> arguments = Parameters.Where(p => p != "scratch" || Direct.ScratchSize > 0).Select(p => "ref " + p);
            writer.Call($"{Direct.ClassName}.Forward", [.. arguments, "n"]);
            writer.Line("return;");
        }

        writer.Line();
    }

    private void EmitEpilogue(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        string references = string.Join(", ", Epilogue.Outputs.Concat(["scratch"]).Concat(Epilogue.FilterOperands).Select(r => $"ref {keyword} {r}"));
        writer.Line().Line("/// <summary>Transforms the products of <c>count</c> tiles to outputs and stores those within the image.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"private static void ApplyEpilogueToTiles({references}, int first, int count)"))
        {
            writer.Line($"ref {keyword} stage = ref Unsafe.Add(ref scratch, StageAt);");
            writer.Line($"ref {keyword} sums = ref Unsafe.Add(ref stage, TileInputs * TileOutputs * Filters);");
            using (writer.Block("for (int tile = first; tile < first + count; tile++)"))
            {
                writer.Line($"{Tiles.ClassName}.TransformOutputs(ref sums, ref stage, ref Unsafe.Add(ref scratch, SumsAt + (tile - first) * Filters));");
                writer.Line("int sample = tile / (TileRows * TileColumns);").Line("int place = tile - sample * (TileRows * TileColumns);");
                writer.Line("int top = place / TileColumns * TileOutputs;").Line("int left = place % TileColumns * TileOutputs;");
                writer.Line("int rows = int.Min(TileOutputs, OutputHeight - top);").Line("int columns = int.Min(TileOutputs, OutputWidth - left);");
                using (writer.Block("for (int row = 0; row < rows; row++)"))
                {
                    writer.Line($"ref {keyword} from = ref Unsafe.Add(ref sums, row * TileOutputs * Filters);");
                    writer.Line("int to = ((sample * OutputHeight + top + row) * OutputWidth + left) * Filters;");
                    writer.Line($"Epilogue({string.Join(", ", Epilogue.Outputs.Select(o => $"ref Unsafe.Add(ref {o}, to)").Concat(["ref from"]).Concat(Epilogue.FilterArguments()))}, columns);");
                }
            }
        }

        writer.Line().Line("/// <summary>Stores the sums of <c>pixels</c> neighbouring outputs.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"private static void Epilogue({references.Replace(" scratch", " sums")}, int pixels)"))
        using (writer.Block("for (int pixel = 0; pixel < pixels; pixel++)"))
        {
            RowLoops loops = new(writer, Element, Sizes.Filters);
            loops.Each(t =>
            {
                string sum = t.Load("sums", "i");
                writer.Line($"{t.Type} value = {sum}{(Epilogue.HasBias ? " + " + t.Load("bias", "i") : "")}{(Epilogue.Accumulates ? " + " + t.Load("output", "i") : "")};");
                Epilogue.Emit(writer, t, "value", "i", "i", 0);
            });
            loops.Advance([.. Epilogue.Outputs, "sums"]);
        }
    }
}
