using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution.Direct;

/// <summary>
/// A convolution without patches: a tile of neighbouring outputs stays in registers while the kernel goes over the image, each of whose elements is multiplied with
/// vectors of filters.
/// </summary>
/// <param name="Element">The element type.</param>
/// <param name="Sizes">The convolution, of one group.</param>
/// <param name="Epilogue">What is done to the sums.</param>
internal sealed record DirectForwardKernel(ElementType Element, ConvolutionSizes Sizes, ConvolutionEpilogue Epilogue) : KernelSpec(Element)
{
    /// <summary>Samples are independent.</summary>
    public override BatchSplit? Split(int size) => new BatchSplit((long)Sizes.Pixels * Sizes.PatchSize * Sizes.Filters);

    public override bool IsCutFreely => true;

    public override string ClassName => "DirectConvolution_" + Sizes.Name + Epilogue.Mark + Element.Suffix();

    public override string Summary => FormattableString.Invariant(
        $"output[n, {Sizes.OutputHeight}, {Sizes.OutputWidth}, {Sizes.Filters}] {(Epilogue.Accumulates ? "+=" : "=")} direct convolution of input[n, {Sizes.Height}, {Sizes.Width}, {Sizes.Channels}] with weight[{Sizes.KernelHeight}, {Sizes.KernelWidth}, {Sizes.Channels}, {Sizes.Filters}]");

    public override IEnumerable<KernelSpec> Dependencies => Epilogue.Dependencies;

    /// <summary>The elements of scratch memory.</summary>
    public int ScratchSize => Image.IsCopy ? Image.Size : 0;

    private PaddedImage Image => new(Sizes);

    public override void Emit(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        string parameters = string.Join(", ", Parameters().Select(p => $"ref {keyword} {p}")) + ", int n";
        Sizes.EmitConstants(writer);
        Image.EmitConstants(writer);
        writer.Line($"/// <summary>Computes the outputs of <c>n</c> samples.{(Image.IsCopy ? " <c>scratch</c> is memory for an image with zeros around it." : "")}</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"internal static void Forward({parameters})"))
        {
            if (Image.IsCopy)
            {
                writer.Line(FormattableString.Invariant($"MemoryMarshal.CreateSpan(ref scratch, {Image.Size}).Clear();"));
            }

            using (writer.Block("for (int sample = 0; sample < n; sample++)"))
            {
                EmitSample(writer);
            }
        }

        foreach (Target form in DirectTiles.Forms(Element, Sizes))
        {
            writer.Line();
            EmitWalk(writer, form);
        }

        EmitReference(writer, parameters);
    }

    private IEnumerable<string> Parameters() => [.. Epilogue.Outputs, .. Image.IsCopy ? ["scratch"] : new string[0], "input", "weight", .. Epilogue.FilterOperands];

    private void EmitSample(SourceWriter writer)
    {
        string image = Image.IsCopy ? "scratch" : "input";
        if (Image.IsCopy)
        {
            Image.EmitCopy(writer, "input", "scratch");
        }

        DirectTiles.EmitDispatch(writer, Element, Sizes, form => EmitBands(writer, form, image));
        using (writer.Block("else"))
        {
            EmitShared(writer, image);
            Epilogue.EmitSecondPass(writer, "OutputHeight * OutputWidth");
        }

        writer.Line().Line("input = ref Unsafe.Add(ref input, Height * Width * Channels);");
        foreach (string output in Epilogue.Outputs)
        {
            writer.Line($"{output} = ref Unsafe.Add(ref {output}, OutputHeight * OutputWidth * Filters);");
        }
    }

    private void EmitBands(SourceWriter writer, Target form, string image)
    {
        int band = Image.Band(Element);
        bool isWhole = band >= Sizes.OutputHeight;
        using (isWhole ? (SourceWriter.Scope?)null : writer.Block(FormattableString.Invariant($"for (int y = 0; y < OutputHeight; y += {band})")))
        {
            IEnumerable<string> outputs = Epilogue.Outputs.Select(o => isWhole ? "ref " + o : $"ref Unsafe.Add(ref {o}, y * OutputWidth * Filters)");
            string from = isWhole ? "ref " + image : $"ref Unsafe.Add(ref {image}, y * Stride * Line)";
            writer.Call("Walk" + form.Class, [
                .. outputs, from, "ref weight", .. Epilogue.FilterArguments(), isWhole ? "OutputHeight" : FormattableString.Invariant($"int.Min({band}, OutputHeight - y)")]);
        }
    }

    /// <summary>Writes the form of all other hardware: for each row of outputs and each row of the kernel a product of the shared tiles.</summary>
    private void EmitShared(SourceWriter writer, string image)
    {
        string keyword = Element.Keyword();
        using (writer.Block("for (int y = 0; y < OutputHeight; y++)"))
        {
            writer.Line($"ref {keyword} sums = ref Unsafe.Add(ref {Epilogue.Sums}, y * OutputWidth * Filters);");
            using (writer.Block($"for (int part = 0; part < {Parts}; part++)"))
            {
                writer.Line($"ref {keyword} at = ref Unsafe.Add(ref {image}, y * Stride * Line + {PartOffset("part")});");
                writer.Line($"ref {keyword} start = ref sums;").Line("int startStride = Filters;");
                if (!Epilogue.Accumulates)
                {
                    using (writer.Block("if (part == 0)"))
                    {
                        writer.Line($"start = ref {(Epilogue.HasBias ? "bias" : $"Unsafe.NullRef<{keyword}>()")};").Line("startStride = 0;");
                    }

                    writer.Line();
                }

                writer.Call("InPlaceProduct.Run", [
                    "ref sums", "Filters", "ref start", "startStride", "ref at", "Stride * Channels", "1",
                    "ref Unsafe.Add(ref weight, part * " + Text(Run) + " * Filters)", "Filters", "OutputWidth", "Filters", Text(Run)]);
            }
        }

        writer.Line();
    }

    /// <summary>The elements of a patch that lie one after the other in the image and in the weights.</summary>
    private int Run => Sizes.Dilation == 1 ? Sizes.KernelWidth * Sizes.Channels : Sizes.Channels;

    /// <summary>The runs of a patch: rows of the kernel, or its elements if there are gaps between them.</summary>
    private string Parts => Sizes.Dilation == 1 ? "KernelHeight" : "KernelHeight * KernelWidth";

    private string PartOffset(string part) => Sizes.Dilation == 1
        ? $"{part} * Line"
        : $"{part} / KernelWidth * Dilation * Line + {part} % KernelWidth * Dilation * Channels";

    private string References(string image) =>
        string.Join(", ", Epilogue.Outputs.Concat([image, "weight"]).Concat(Epilogue.FilterOperands).Select(r => $"ref {Element.Keyword()} {r}"));

    private void EmitWalk(SourceWriter writer, Target form)
    {
        DirectTiles tiles = DirectTiles.For(form, Sizes.Filters, Sizes.OutputWidth);
        List<(int Pixels, int Vectors, int TailLanes)> kinds = [];
        writer.Line("/// <summary>Walks the tiles of a sample: the weights of some filters stay in the cache while they go over the image.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"private static void Walk{form.Class}({References("image")}, int rows)"))
        {
            if (tiles.Groups > 0)
            {
                int width = tiles.Vectors * tiles.Lanes;
                bool isLoop = tiles.Groups > 1;
                using (isLoop ? writer.Block(FormattableString.Invariant($"for (int column = 0; column < {tiles.Groups * width}; column += {width})")) : writer.Block())
                {
                    EmitRows(writer, form, tiles, kinds, tiles.Vectors, 0, isLoop ? "column" : "0");
                }

                writer.Line();
            }

            if (tiles.TailVectors > 0)
            {
                using (writer.Block())
                {
                    EmitRows(writer, form, tiles, kinds, tiles.TailVectors, tiles.TailLanes, Text(tiles.Groups * tiles.Vectors * tiles.Lanes));
                }
            }
        }

        foreach ((int pixels, int vectors, int tailLanes) in kinds)
        {
            writer.Line();
            EmitTile(writer, form, pixels, vectors, tailLanes);
        }
    }

    private void EmitRows(SourceWriter writer, Target form, DirectTiles tiles, List<(int Pixels, int Vectors, int TailLanes)> kinds, int vectors, int tailLanes, string column)
    {
        string keyword = Element.Keyword();
        writer.Line($"ref {keyword} at = ref image;");
        foreach (string output in Epilogue.Outputs)
        {
            writer.Line($"ref {keyword} {output}At = ref Unsafe.Add(ref {output}, {column});");
        }

        using (writer.Block("for (int y = 0; y < rows; y++)"))
        {
            writer.Line($"ref {keyword} tileAt = ref at;");
            foreach ((int pieces, int pixels) in new[] { (tiles.LargePieces, tiles.Pixels), (tiles.SmallPieces, tiles.Pixels - 1) })
            {
                if (pieces == 0)
                {
                    continue;
                }

                kinds.Add((pixels, vectors, tailLanes));
                using (writer.Block(FormattableString.Invariant($"for (int piece = 0; piece < {pieces}; piece++)")))
                {
                    List<string> arguments = [.. Epilogue.Outputs.Select(o => $"ref {o}At"), "ref tileAt", column == "0" ? "ref weight" : $"ref Unsafe.Add(ref weight, {column})"];
                    arguments.AddRange(Epilogue.FilterArguments(column));
                    writer.Call(TileName(form, pixels, vectors, tailLanes), arguments);
                    writer.Line(FormattableString.Invariant($"tileAt = ref Unsafe.Add(ref tileAt, {pixels} * Stride * Channels);"));
                    foreach (string output in Epilogue.Outputs)
                    {
                        writer.Line(FormattableString.Invariant($"{output}At = ref Unsafe.Add(ref {output}At, {pixels} * Filters);"));
                    }
                }

                writer.Line();
            }

            writer.Line("at = ref Unsafe.Add(ref at, Stride * Line);");
        }
    }

    private static string TileName(Target form, int pixels, int vectors, int tailLanes) =>
        FormattableString.Invariant($"Tile{pixels}x{DirectTiles.Columns(vectors, tailLanes, form.Lanes)}{DirectTiles.Mark(form)}");

    private void EmitTile(SourceWriter writer, Target vector, int pixels, int vectors, int tailLanes)
    {
        string keyword = Element.Keyword();
        int lanes = vector.Lanes;
        writer.Line(FormattableString.Invariant($"/// <summary>{pixels} outputs of a row × {DirectTiles.Columns(vectors, tailLanes, lanes)} filters.</summary>"));
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"private static void {TileName(vector, pixels, vectors, tailLanes)}({References("image")})"))
        {
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                if (!Epilogue.Accumulates && !Epilogue.HasBias)
                {
                    writer.Line($"{vector.Type} {string.Join(", ", Enumerable.Range(0, vectors).Select(v => FormattableString.Invariant($"acc{pixel}_{v} = default")))};");
                    continue;
                }

                for (int v = 0; v < vectors; v++)
                {
                    string place = TileCell.Place(pixel, "Filters", v * lanes);
                    string start = Epilogue.Accumulates ? vector.Load("output", place)
                        : pixel == 0 ? vector.Load("bias", Text(v * lanes))
                        : FormattableString.Invariant($"acc0_{v}");
                    writer.Line(FormattableString.Invariant($"{vector.Type} acc{pixel}_{v} = {start};"));
                }
            }

            writer.Line().Line($"ref {keyword} bAt = ref weight;");
            using (writer.Block($"for (int part = 0; part < {Parts}; part++)"))
            {
                writer.Line($"ref {keyword} aAt = ref Unsafe.Add(ref image, {PartOffset("part")});");
                using (writer.Block($"for (int k = 0; k < {Text(Run)}; k++)"))
                {
                    EmitStep(writer, vector, pixels, vectors);
                    writer.Line("aAt = ref Unsafe.Add(ref aAt, 1);").Line("bAt = ref Unsafe.Add(ref bAt, Filters);");
                }
            }

            writer.Line();
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                for (int v = 0; v < vectors; v++)
                {
                    Epilogue.Emit(writer, vector, FormattableString.Invariant($"acc{pixel}_{v}"), pixel, v * lanes, v == vectors - 1 ? tailLanes : 0);
                }
            }
        }
    }

    private static void EmitStep(SourceWriter writer, Target vector, int pixels, int vectors)
    {
        for (int v = 0; v < vectors; v++)
        {
            writer.Line(FormattableString.Invariant($"{vector.Type} b{v} = {vector.Load("bAt", Text(v * vector.Lanes))};"));
        }

        for (int pixel = 0; pixel < pixels; pixel++)
        {
            string scalar = new Target(Isa.Scalar, vector.Element).Load("aAt", pixel == 0 ? "0" : FormattableString.Invariant($"{pixel} * Stride * Channels"));
            writer.Line(FormattableString.Invariant($"{vector.Type} a{pixel} = {vector.Broadcast(scalar)};"));
            for (int v = 0; v < vectors; v++)
            {
                string accumulator = FormattableString.Invariant($"acc{pixel}_{v}");
                writer.Line($"{accumulator} = {vector.MultiplyAdd(FormattableString.Invariant($"a{pixel}"), FormattableString.Invariant($"b{v}"), accumulator)};");
            }
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
            Epilogue.EmitReference(writer, Element);
        }
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
