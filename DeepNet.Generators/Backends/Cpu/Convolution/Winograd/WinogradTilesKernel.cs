using System;
using System.Collections.Generic;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution.Winograd;

/// <summary>
/// The tiles of a convolution by Winograd's algorithm: weights and inputs on their way to products, and products on theirs to outputs. The forward pass, gradients that are such a
/// convolution back, and the weights' gradient share them, whatever they do to the sums.
/// </summary>
/// <param name="Element">The element type.</param>
/// <param name="Sizes">The convolution.</param>
/// <param name="Outputs">The outputs of a tile in one direction: 2 or 4.</param>
internal sealed record WinogradTilesKernel(ElementType Element, ConvolutionSizes Sizes, int Outputs) : KernelSpec(Element)
{
    public override string ClassName => FormattableString.Invariant($"Winograd{Outputs}Tiles_{Sizes.Name}") + Element.Suffix();

    public override string Summary => FormattableString.Invariant(
        $"The tiles of F({Outputs}x{Outputs}, 3x3): those of input[n, {Sizes.Height}, {Sizes.Width}, {Sizes.Channels}] with weight[3, 3, {Sizes.Channels}, {Sizes.Filters}]");

    public override IEnumerable<KernelSpec> Dependencies => [Transforms];

    private WinogradSizes Winograd => new(Element, Sizes, Outputs);

    private WinogradTransforms Transforms => new(Element, Outputs);

    public override void Emit(SourceWriter writer)
    {
        writer.Constant("Height", Sizes.Height);
        writer.Constant("Width", Sizes.Width);
        writer.Constant("Channels", Sizes.Channels);
        writer.Constant("Filters", Sizes.Filters);
        writer.Constant("PaddingTop", Sizes.PaddingTop);
        writer.Constant("PaddingLeft", Sizes.PaddingLeft);
        Winograd.EmitTileConstants(writer);
        EmitWeightTransform(writer);
        writer.Line();
        Winograd.EmitInputTransform(writer);
        writer.Line();
        EmitOutputTransform(writer);
    }

    private void EmitWeightTransform(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        writer.Line().Line("/// <summary>Transforms the kernels of each channel: their columns, then their rows.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"internal static void TransformWeights(ref {keyword} transformed, ref {keyword} stage, ref {keyword} weight)"))
        using (writer.Block("for (int channel = 0; channel < Channels; channel++)"))
        {
            using (writer.Block("for (int column = 0; column < 3; column++)"))
            {
                writer.Line($"ref {keyword} from = ref Unsafe.Add(ref weight, (column * Channels + channel) * Filters);");
                writer.Line($"{Transforms.ClassName}.Weight(ref Unsafe.Add(ref stage, column * Filters), 3 * Filters, ref from, 3 * Channels * Filters, Filters);");
            }

            writer.Line();
            using (writer.Block("for (int row = 0; row < TileInputs; row++)"))
            {
                writer.Line($"ref {keyword} to = ref Unsafe.Add(ref transformed, row * TileInputs * WeightStep + channel * Filters);");
                writer.Line($"{Transforms.ClassName}.Weight(ref to, WeightStep, ref Unsafe.Add(ref stage, row * 3 * Filters), Filters, Filters);");
            }
        }
    }

    private void EmitOutputTransform(SourceWriter writer)
    {
        string keyword = Element.Keyword();
        writer.Line("/// <summary>Transforms the products of one tile to its outputs: its rows, then its columns at once.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Method($"internal static void TransformOutputs(ref {keyword} sums, ref {keyword} stage, ref {keyword} products)"))
        {
            using (writer.Block("for (int row = 0; row < TileInputs; row++)"))
            {
                writer.Line($"ref {keyword} from = ref Unsafe.Add(ref products, row * TileInputs * OutputStep);");
                writer.Line($"{Transforms.ClassName}.Output(ref Unsafe.Add(ref stage, row * TileOutputs * Filters), Filters, ref from, OutputStep, Filters);");
            }

            writer.Line().Line($"{Transforms.ClassName}.Output(ref sums, TileOutputs * Filters, ref stage, TileOutputs * Filters, TileOutputs * Filters);");
        }
    }
}
