using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution.Direct;

/// <summary>
/// The gradients of a convolution's weights and bias without patches: those of some elements of the kernel stay in registers over all outputs of some samples,
/// <c>dWeight[tap] += image[pixel + tap] · dOutput[pixel]</c>.
/// </summary>
/// <param name="Element">The element type.</param>
/// <param name="Sizes">The convolution, of one group.</param>
/// <param name="HasBias">Whether the bias's gradient is added up too.</param>
internal sealed record DirectWeightGradientKernel(ElementType Element, ConvolutionSizes Sizes, bool HasBias) : KernelSpec(Element)
{
    public override string ClassName => "DirectWeightGradient_" + Sizes.Name + (HasBias ? "" : "_NoBias") + Element.Suffix();

    public override string Summary => FormattableString.Invariant(
        $"dWeight[{Sizes.KernelHeight}, {Sizes.KernelWidth}, {Sizes.Channels}, {Sizes.Filters}] += the patches of input[n, {Sizes.Height}, {Sizes.Width}, {Sizes.Channels}] times dOutput[n, {Sizes.OutputHeight}, {Sizes.OutputWidth}, {Sizes.Filters}]");

    public override IEnumerable<KernelSpec> Dependencies => HasBias ? [Bias] : [];

    /// <summary>The elements of scratch memory.</summary>
    public int ScratchSize => Image.IsCopy ? Samples * Image.Size : 0;

    private PaddedImage Image => new(Sizes);

    /// <summary>The most outputs that a tile sums in one go: longer sums lose digits.</summary>
    private const int MostOutputs = 1024;

    /// <summary>Whether a row of outputs is longer than that, as that of a sequence is: then a tile goes over a part of one row, else over whole rows.</summary>
    private bool HasLongRows => Sizes.OutputWidth > MostOutputs;

    /// <summary>What a tile's last parameter counts.</summary>
    private string Extent => HasLongRows ? "columns" : "rows";

    private int Samples => Math.Min(Image.Samples(Element), Math.Max(1, MostOutputs / Sizes.Pixels));

    private BiasGradientKernel Bias => new(Element, Sizes.Filters, null);

    /// <summary>The elements of a patch that lie one after the other in the image and in the weights.</summary>
    private int Run => Sizes.Dilation == 1 ? Sizes.KernelWidth * Sizes.Channels : Sizes.Channels;

    private string Parts => Sizes.Dilation == 1 ? "KernelHeight" : "KernelHeight * KernelWidth";

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        string[] names = ["dWeight", .. HasBias ? ["dBias"] : new string[0], .. Image.IsCopy ? ["scratch"] : new string[0], "input", "dOutput"];
        string parameters = string.Join(", ", names.Select(p => $"ref {keyword} {p}")) + ", int n";
        Sizes.EmitConstants(writer);
        Image.EmitConstants(writer);
        writer.Line("/// <summary>The samples that a tile processes before the next tile.</summary>");
        writer.Line(FormattableString.Invariant($"private const int Samples = {Samples};")).Line();
        writer.Line($"/// <summary>Adds the gradients of <c>n</c> samples.{(Image.IsCopy ? " <c>scratch</c> is memory for images with zeros around them." : "")}</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"internal static void Accumulate({parameters})"))
        {
            if (Image.IsCopy)
            {
                writer.Line(FormattableString.Invariant($"MemoryMarshal.CreateSpan(ref scratch, int.Min(Samples, n) * {Image.Size}).Clear();"));
            }

            using (writer.Block("for (int first = 0; first < n; first += Samples)"))
            {
                EmitBlock(writer, names);
            }
        }

        foreach (Target form in DirectTiles.Forms(Element, Sizes))
        {
            EmitWalk(writer, new Division(this, form));
        }

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

    private void EmitBlock(SourceWriter writer, string[] names)
    {
        string image = Image.IsCopy ? "scratch" : "input";
        writer.Line("int samples = int.Min(Samples, n - first);");
        if (Image.IsCopy)
        {
            using (writer.Block("for (int sample = 0; sample < samples; sample++)"))
            {
                writer.Line($"ref {Element.Keyword()} from = ref Unsafe.Add(ref input, sample * Height * Width * Channels);");
                writer.Line(FormattableString.Invariant($"ref {Element.Keyword()} padded = ref Unsafe.Add(ref scratch, sample * {Image.Size});"));
                Image.EmitCopy(writer, "from", "padded");
            }

            writer.Line();
        }

        DirectTiles.EmitDispatch(writer, Element, Sizes, form => EmitBands(writer, new Division(this, form), image));
        using (writer.Block("else"))
        {
            EmitShared(writer, image);
        }

        writer.Line().Line("input = ref Unsafe.Add(ref input, samples * Height * Width * Channels);");
        writer.Line("dOutput = ref Unsafe.Add(ref dOutput, samples * OutputHeight * OutputWidth * Filters);");
    }

    private void EmitBands(SourceWriter writer, Division division, string image)
    {
        int band = Math.Min(Image.Band(Element), Math.Max(1, MostOutputs / Sizes.OutputWidth));
        bool isWhole = band >= Sizes.OutputHeight && !HasLongRows;
        using (isWhole ? (SourceWriter.Scope?)null : writer.Block(FormattableString.Invariant($"for (int y = 0; y < OutputHeight; y += {band})")))
        {
            using SourceWriter.Scope? parts = HasLongRows ? writer.Block(FormattableString.Invariant($"for (int x = 0; x < OutputWidth; x += {MostOutputs})")) : null;
            string column = HasLongRows ? " + x * Stride * Channels" : "";
            string output = HasLongRows ? "(y * OutputWidth + x)" : "y * OutputWidth";
            string most = HasLongRows ? FormattableString.Invariant($"int.Min({MostOutputs}, OutputWidth - x)") : FormattableString.Invariant($"int.Min({band}, OutputHeight - y)");
            writer.Call("Walk" + division.Form.Class, [
                "ref dWeight", .. division.BiasIsRow ? ["ref dBias"] : new string[0],
                isWhole ? "ref " + image : $"ref Unsafe.Add(ref {image}, y * Stride * Line{column})",
                isWhole ? "ref dOutput" : $"ref Unsafe.Add(ref dOutput, {output} * Filters)",
                "samples", isWhole ? "OutputHeight" : most]);
        }

        if (HasBias && !division.BiasIsRow)
        {
            writer.Line($"{Bias.ClassName}.Accumulate(ref dBias, ref dOutput, samples * OutputHeight * OutputWidth);");
        }
    }

    /// <summary>Writes the Vector128 form: for each row of outputs and each row of the kernel a product of the shared tiles.</summary>
    private void EmitShared(SourceWriter writer, string image)
    {
        string keyword = Element.Keyword();
        string part = Sizes.Dilation == 1 ? "part * Line" : "part / KernelWidth * Dilation * Line + part % KernelWidth * Dilation * Channels";
        using (writer.Block("for (int line = 0; line < samples * OutputHeight; line++)"))
        {
            writer.Line($"ref {keyword} row = ref Unsafe.Add(ref {image}, line / OutputHeight * {Text(Image.Size)} + line % OutputHeight * Stride * Line);");
            writer.Line($"ref {keyword} gradient = ref Unsafe.Add(ref dOutput, line * OutputWidth * Filters);");
            using (writer.Block($"for (int part = 0; part < {Parts}; part++)"))
            {
                writer.Line($"ref {keyword} sums = ref Unsafe.Add(ref dWeight, part * {Text(Run)} * Filters);");
                writer.Call("InPlaceProduct.Run", [
                    "ref sums", "Filters", "ref sums", "Filters", $"ref Unsafe.Add(ref row, {part})", "1", "Stride * Channels", "ref gradient", "Filters",
                    Text(Run), "Filters", "OutputWidth"]);
            }
        }

        writer.Line();
        if (HasBias)
        {
            writer.Line($"{Bias.ClassName}.Accumulate(ref dBias, ref dOutput, samples * OutputHeight * OutputWidth);");
        }
    }

    private void EmitWalk(SourceWriter writer, Division division)
    {
        string keyword = Element.Keyword();
        List<DirectWeightTile> tiles = [];
        writer.Line().Line("/// <summary>Walks the tiles of the weights over some rows of outputs of some samples.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"private static void Walk{division.Form.Class}(ref {keyword} dWeight, {(division.BiasIsRow ? $"ref {keyword} dBias, " : "")}ref {keyword} image, ref {keyword} dOutput, int samples, int {Extent})"))
        {
            int width = division.Vectors * division.Form.Lanes;
            int tail = Sizes.Filters % division.Form.Lanes;
            int groups = tail == 0 ? division.TotalVectors / division.Vectors : (division.TotalVectors - 1) / division.Vectors;
            int rest = division.TotalVectors - groups * division.Vectors;
            if (groups > 0)
            {
                using (groups > 1 ? writer.Block(FormattableString.Invariant($"for (int column = 0; column < {groups * width}; column += {width})")) : (SourceWriter.Scope?)null)
                {
                    EmitGroup(writer, division, tiles, division.Vectors, 0, groups > 1 ? "column" : "0");
                }
            }

            if (rest > 0)
            {
                EmitGroup(writer, division, tiles, rest, tail, Text(groups * width));
            }
        }

        foreach (DirectWeightTile tile in tiles)
        {
            writer.Line();
            tile.Emit(writer, division.Form, Image.Size, Extent);
        }
    }

    private void EmitGroup(SourceWriter writer, Division division, List<DirectWeightTile> tiles, int vectors, int tailLanes, string column)
    {
        int most = division.MostRows;
        string Plus(string offset) => column == "0" ? offset : offset == "0" ? column : $"{offset} + {column}";
        string gradient = column == "0" ? "ref dOutput" : $"ref Unsafe.Add(ref dOutput, {column})";
        if (!division.HasLongRuns)
        {
            int total = Sizes.PatchSize + (HasBias ? 1 : 0);
            int pieces = (total + most - 1) / most;
            int first = 0;
            for (int piece = 0; piece < pieces; piece++)
            {
                int count = (total - first + pieces - piece - 1) / (pieces - piece);
                bool hasBias = first + count > Sizes.PatchSize;
                int start = first;
                DirectWeightTile tile = Find(tiles, new DirectWeightTile([.. Enumerable.Range(first, hasBias ? count - 1 : count).Select(t => Offset(t) - Offset(start))], hasBias, vectors, tailLanes));
                writer.Call(tile.Name(tiles, division.Form), [
                    $"ref Unsafe.Add(ref dWeight, {Plus(first == 0 ? "0" : Text(first) + " * Filters")})", .. hasBias ? [$"ref Unsafe.Add(ref dBias, {column})"] : new string[0],
                    $"ref Unsafe.Add(ref image, {Text(first < Sizes.PatchSize ? Offset(first) : 0)})", gradient, "samples", Extent]);
                first += count;
            }

            return;
        }

        int runPieces = (Run + most - 1) / most;
        int large = (Run + runPieces - 1) / runPieces;
        int largePieces = Run - runPieces * (large - 1);
        string part = Sizes.Dilation == 1 ? "part * Line" : "part / KernelWidth * Dilation * Line + part % KernelWidth * Dilation * Channels";
        using (writer.Block($"for (int part = 0; part < {Parts}; part++)"))
        {
            foreach ((int from, int pieces, int count) in new[] { (0, largePieces, large), (largePieces * large, runPieces - largePieces, large - 1) })
            {
                if (pieces > 0)
                {
                    DirectWeightTile tile = Find(tiles, new DirectWeightTile([.. Enumerable.Range(0, count)], false, vectors, tailLanes));
                    using (writer.Block(FormattableString.Invariant($"for (int at = {from}; at < {from + pieces * count}; at += {count})")))
                    {
                        writer.Call(tile.Name(tiles, division.Form), [
                            $"ref Unsafe.Add(ref dWeight, {Plus($"(part * {Text(Run)} + at) * Filters")})", $"ref Unsafe.Add(ref image, {part} + at)", gradient, "samples", Extent]);
                    }

                    writer.Line();
                }
            }
        }

        writer.Line();
    }

    /// <summary>Where the image's element that an element of the kernel sees lies behind that of the kernel's first.</summary>
    private int Offset(int tap)
    {
        int place = tap / Sizes.Channels;
        return place / Sizes.KernelWidth * Sizes.Dilation * Image.Width * Sizes.Channels + place % Sizes.KernelWidth * Sizes.Dilation * Sizes.Channels + tap % Sizes.Channels;
    }

    private static DirectWeightTile Find(List<DirectWeightTile> tiles, DirectWeightTile tile)
    {
        if (tiles.FirstOrDefault(t => t.IsSame(tile)) is { } found)
        {
            return found;
        }

        tiles.Add(tile);
        return tile;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>How the weights are divided into tiles of vectors of one form.</summary>
    private sealed record Division(DirectWeightGradientKernel Kernel, Target Form)
    {
        /// <summary>The most rows of a tile by its vectors, for 16 registers: sums, the vectors of <c>dOutput</c>, and one for an element of the image.</summary>
        private static readonly int[] MostRowsByVectors = [0, 13, 6, 4];

        public int TotalVectors => (Kernel.Sizes.Filters + Form.Lanes - 1) / Form.Lanes;

        /// <summary>The vectors of a tile.</summary>
        public int Vectors => TotalVectors is 1 or 3 ? TotalVectors : 2;

        public int MostRows => MostRowsByVectors[Vectors];

        /// <summary>Whether tiles stay within a run, and so are alike.</summary>
        public bool HasLongRuns => Kernel.Run >= 2 * MostRows;

        /// <summary>Whether the bias is a row of a tile, as if the image were one there.</summary>
        public bool BiasIsRow => Kernel.HasBias && !HasLongRuns;
    }
}
