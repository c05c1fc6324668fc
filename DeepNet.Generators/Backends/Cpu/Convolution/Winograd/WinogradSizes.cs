using System;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution.Winograd;

/// <summary>How a convolution of 3x3 with stride 1 is divided into tiles for Winograd's algorithm, and how many of them are processed together.</summary>
/// <param name="Element">The element type.</param>
/// <param name="Sizes">The convolution.</param>
/// <param name="Outputs">The outputs of a tile in one direction: 2 or 4.</param>
internal sealed record WinogradSizes(ElementType Element, ConvolutionSizes Sizes, int Outputs)
{
    /// <summary>The fewest tiles of a block: below, weights would be read for too few multiply-adds.</summary>
    private const int MinimumTiles = 18;

    /// <summary>The same where all products' weights are too many for the second-level cache, and come from further away for every block.</summary>
    private const int MinimumTilesOfMany = 48;

    /// <summary>The inputs of a tile in one direction.</summary>
    public int Inputs => Outputs + 2;

    /// <summary>The products that take the place of a convolution: one for each input of a tile.</summary>
    public int Products => Inputs * Inputs;

    public int TileRows => (Sizes.OutputHeight + Outputs - 1) / Outputs;

    public int TileColumns => (Sizes.OutputWidth + Outputs - 1) / Outputs;

    /// <summary>The tiles of a sample.</summary>
    public int Tiles => TileRows * TileColumns;

    /// <summary>Whether the transformed weights are too many for the second-level cache: more than twice of it.</summary>
    public bool HasManyWeights => (long)Products * Sizes.Channels * Sizes.Filters * Element.Size() > 2L * Element.Caches.L2Bytes;

    /// <summary>
    /// The bytes of transformed inputs and outputs between transforms and products: they stay in the second-level cache, and half of it is left to a
    /// product's weights (benchmarks/convolution).
    /// </summary>
    private int BlockBytes => Element.Caches.L2Bytes / 2;

    /// <summary>The tiles that are processed together, of several samples if one has fewer: a multiple of the product's six rows.</summary>
    public int Block => Math.Max(HasManyWeights ? MinimumTilesOfMany : MinimumTiles, (int)Math.Min(6000, BlockBytes / Element.Size() / ((long)Products * (Sizes.Channels + Sizes.Filters))) / 6 * 6);

    /// <summary>
    /// The elements from one product's weights to the next: not a multiple of a page, or what a transform stores would fall into one set of the cache. A training step of the
    /// Keras CNN takes 0.7 of the time for a single sample (benchmarks/peers).
    /// </summary>
    public long WeightStep => (long)Sizes.Channels * Sizes.Filters + 16;

    /// <summary>The same of inputs.</summary>
    public long InputStep => (long)Block * Sizes.Channels + 16;

    /// <summary>The same of products and of gradients of outputs.</summary>
    public long OutputStep => (long)Block * Sizes.Filters + 16;

    /// <summary>Whether the algorithm can compute it.</summary>
    public static bool Fits(ConvolutionSizes sizes) =>
        sizes is { KernelHeight: 3, KernelWidth: 3, Stride: 1, Dilation: 1, Groups: 1 } && (long)sizes.Channels * sizes.Filters < int.MaxValue / 64;

    /// <summary>Whether some tile reaches over the border of the input.</summary>
    public bool LeavesInput => Sizes.PaddingTop > 0 || Sizes.PaddingLeft > 0
        || (TileRows - 1) * Outputs + Inputs > Sizes.Height || (TileColumns - 1) * Outputs + Inputs > Sizes.Width;

    /// <summary>Whether some tile reaches over the border of the output.</summary>
    public bool LeavesOutput => Sizes.OutputHeight % Outputs != 0 || Sizes.OutputWidth % Outputs != 0;

    /// <summary>Writes the sizes as constants behind those of the convolution.</summary>
    public void EmitConstants(SourceWriter writer)
    {
        Sizes.EmitConstants(writer);
        EmitTileConstants(writer);
        writer.Constant("Products", Products);
        writer.Line("/// <summary>The tiles that are processed together.</summary>");
        writer.Constant("Block", Block);
    }

    /// <summary>Writes the sizes of tiles as constants.</summary>
    public void EmitTileConstants(SourceWriter writer)
    {
        writer.Constant("TileInputs", Inputs);
        writer.Constant("TileOutputs", Outputs);
        writer.Constant("TileRows", TileRows);
        writer.Constant("TileColumns", TileColumns);
        writer.Line("/// <summary>The distances from the weights, inputs and outputs of one product to those of the next: not multiples of a page.</summary>");
        writer.Constant("WeightStep", checked((int)WeightStep));
        writer.Constant("InputStep", checked((int)InputStep));
        writer.Constant("OutputStep", checked((int)OutputStep));
    }

    /// <summary>
    /// Writes the method that transforms <c>count</c> tiles of the inputs from the tile <c>first</c> on, which are <c>Block</c> tiles apart from product to
    /// product: the columns of a tile at once, then row by row.
    /// </summary>
    public void EmitInputTransform(SourceWriter writer) => EmitTransform(
        writer, "internal", "TransformInputs", "the inputs", "input", "Input", LeavesInput, "Height * Width * Channels", "Channels", "InputStep", "Width", "TileInputs", "PaddingTop", "PaddingLeft", "Height", "Width");

    /// <summary>Writes the same for the gradients of the outputs.</summary>
    public void EmitOutputGradientTransform(SourceWriter writer) => EmitTransform(
        writer, "private", "TransformGradients", "the outputs' gradients", "dOutput", "OutputGradient", LeavesOutput, "OutputHeight * OutputWidth * Filters", "Filters", "OutputStep", "OutputWidth", "TileOutputs", "0", "0", "OutputHeight", "OutputWidth");

    private void EmitTransform(
        SourceWriter writer, string access, string name, string what, string source, string transform, bool leaves,
        string image, string depth, string step, string width, string size, string top, string left, string height, string end)
    {
        string keyword = Element.Keyword();
        string transforms = new WinogradTransforms(Element, Outputs).ClassName;
        string Minus(string offset) => offset == "0" ? "" : " - " + offset;
        writer.Line($"/// <summary>Transforms <c>count</c> tiles of {what}: the columns of a tile at once, then row by row.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"{access} static void {name}(ref {keyword} transformed, ref {keyword} stage, ref {keyword} patch, ref {keyword} {source}, int first, int count)"))
        using (writer.Block("for (int tile = first; tile < first + count; tile++)"))
        {
            writer.Line("int sample = tile / (TileRows * TileColumns);").Line("int place = tile - sample * (TileRows * TileColumns);");
            writer.Line($"int top = place / TileColumns * TileOutputs{Minus(top)};").Line($"int left = place % TileColumns * TileOutputs{Minus(left)};");
            writer.Line($"ref {keyword} image = ref Unsafe.Add(ref {source}, sample * {image});");
            string from = $"ref {keyword} from = ref Unsafe.Add(ref image, (top * {width} + left) * {depth});";
            if (leaves)
            {
                writer.Line($"ref {keyword} from = ref patch;").Line($"int line = {size} * {depth};");
                using (writer.Block($"if (top >= 0 && left >= 0 && top + {size} <= {height} && left + {size} <= {end})"))
                {
                    writer.Line(from.Substring($"ref {keyword} ".Length)).Line($"line = {width} * {depth};");
                }

                using (writer.Block("else"))
                {
                    EmitBorder(writer, depth, width, size, height, end);
                }

                writer.Line();
            }
            else
            {
                writer.Line(from).Line($"const int line = {width} * {depth};");
            }

            writer.Line($"{transforms}.{transform}(ref stage, {size} * {depth}, ref from, line, {size} * {depth});");
            using (writer.Block("for (int row = 0; row < TileInputs; row++)"))
            {
                writer.Line($"ref {keyword} to = ref Unsafe.Add(ref transformed, row * TileInputs * {step} + (tile - first) * {depth});");
                writer.Line($"{transforms}.{transform}(ref to, {step}, ref Unsafe.Add(ref stage, row * {size} * {depth}), {depth}, {depth});");
            }
        }
    }

    /// <summary>Writes the copy of what lies in the image of a tile over its border, with zeros around it.</summary>
    private void EmitBorder(SourceWriter writer, string depth, string width, string size, string height, string end)
    {
        writer.Line("int firstColumn = int.Max(-left, 0);").Line($"int run = (int.Min({size}, {end} - left) - firstColumn) * {depth};");
        writer.Line($"MemoryMarshal.CreateSpan(ref patch, {size} * {size} * {depth}).Clear();");
        using (writer.Block($"for (int row = int.Max(-top, 0); row < int.Min({size}, {height} - top) && run > 0; row++)"))
        {
            writer.Line($"ref {Element.Keyword()} source = ref Unsafe.Add(ref image, ((top + row) * {width} + left + firstColumn) * {depth});");
            writer.Line($"ref {Element.Keyword()} target = ref Unsafe.Add(ref patch, (row * {size} + firstColumn) * {depth});");
            writer.Line("MemoryMarshal.CreateReadOnlySpan(ref source, run).CopyTo(MemoryMarshal.CreateSpan(ref target, run));");
        }
    }
}
