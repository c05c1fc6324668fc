using System;
using DeepNet.Generators.Backends.Cpu.Convolution.Direct;
using DeepNet.Generators.Backends.Cpu.Convolution.Winograd;
using DeepNet.Generators.Backends.Cpu.Products;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Expressions;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution;

/// <summary>
/// What a pass of a convolution takes, in nanoseconds of one core: the multiply-adds of its tiles, transforms, and copies. The constants are those that
/// <c>benchmarks/convolution/run.sh</c> measured on an EPYC with AVX2; only their proportions matter, and it prints how often the model's choice is the fastest.
/// </summary>
internal static class ConvolutionCost
{
    /// <summary>A slot of a tile: a multiply-add, a load, or a wait for the one before.</summary>
    private const double Slot = 0.17;

    /// <summary>A vector that a transform loads or stores.</summary>
    private const double Transfer = 0.35;

    /// <summary>A call of a transform, with what it takes to get going.</summary>
    private const double TransformCall = 10;

    /// <summary>The call of a tile, or of a copy.</summary>
    private const double Call = 4;

    /// <summary>The slots that the call of a product's tile is worth.</summary>
    private const double TileSlots = 40;

    /// <summary>A byte of a copy within the cache.</summary>
    private const double Byte = 0.012;

    /// <summary>A byte that comes from beyond the second-level cache for every block of tiles.</summary>
    private const double FarByte = 0.1;

    /// <summary>The nanoseconds of a pass over some samples.</summary>
    public static double Nanoseconds(ConvolutionAlgorithm algorithm, ConvolutionPass pass, ElementType element, ConvolutionSizes sizes, int samples)
    {
        (double once, double each) = (algorithm, pass) switch
        {
            (ConvolutionAlgorithm.ImplicitGemm, ConvolutionPass.Forward) => (0, GemmForward(element, sizes)),
            (ConvolutionAlgorithm.ImplicitGemm, ConvolutionPass.InputGradient) => (Rotation(element, sizes), GemmInputGradient(element, sizes)),
            (ConvolutionAlgorithm.ImplicitGemm, _) => (0, GemmWeightGradient(element, sizes)),
            (ConvolutionAlgorithm.Direct, ConvolutionPass.Forward) => (0, DirectForward(element, sizes)),
            (ConvolutionAlgorithm.Direct, ConvolutionPass.InputGradient) => (Rotation(element, sizes), DirectForward(element, ConvolutionRotationKernel.Back(sizes))),
            (ConvolutionAlgorithm.Direct, _) => (0, DirectWeightGradient(element, sizes)),
            (_, ConvolutionPass.Forward) => Winograd(Winograds(algorithm, element, sizes)),
            (_, ConvolutionPass.InputGradient) => WithRotation(element, sizes, Winograd(Winograds(algorithm, element, ConvolutionRotationKernel.Back(sizes)))),
            _ => WinogradWeightGradient(Winograds(algorithm, element, sizes)),
        };
        return once + samples * each;
    }

    private static WinogradSizes Winograds(ConvolutionAlgorithm algorithm, ElementType element, ConvolutionSizes sizes) => new(element, sizes, algorithm == ConvolutionAlgorithm.Winograd2 ? 2 : 4);

    private static (double Once, double Each) WithRotation(ElementType element, ConvolutionSizes sizes, (double Once, double Each) cost) => (cost.Once + Rotation(element, sizes), cost.Each);

    /// <summary>Weights with channels and filters exchanged.</summary>
    private static double Rotation(ElementType element, ConvolutionSizes sizes) => sizes.WeightSize * element.Size() * 5 * Byte;

    private static int Lanes(ElementType element) => new Target(Isa.Vector256, element).Lanes;

    /// <summary>The steps of a loop over channels: vectors of both kinds, and the rest one by one.</summary>
    private static double Steps(ElementType element, int length)
    {
        int lanes = Lanes(element);
        int rest = length % lanes;
        return length / lanes + rest / (lanes / 2) + rest % (lanes / 2);
    }

    /// <summary>The slots of a product of a dense layer's kernel.</summary>
    private static double Product(ElementType element, double rows, double columns, double depth)
    {
        int vectors = (int)Math.Ceiling(columns / Lanes(element));
        double ofSix = vectors / 2 * (12 * depth + TileSlots) + vectors % 2 * (8 * depth + TileSlots);
        double six = Math.Floor(rows / 6);
        double rest = rows - 6 * six;
        return six * ofSix + rest * depth * Math.Max(vectors * 1.2, 4);
    }

    /// <summary>Patches on their way to or from a block.</summary>
    private static double Gather(ElementType element, ConvolutionSizes sizes)
    {
        if (sizes.IsPointwise)
        {
            return 0;
        }

        double runs = (double)sizes.Pixels * sizes.KernelHeight * (sizes.Dilation == 1 && sizes.Groups == 1 ? 1 : sizes.KernelWidth);
        return sizes.Groups * (runs * Call + (double)sizes.Pixels * sizes.PatchSize * element.Size() * Byte);
    }

    private static double GemmForward(ElementType element, ConvolutionSizes sizes) =>
        Gather(element, sizes) + sizes.Groups * Slot * Product(element, sizes.Pixels, sizes.GroupFilters, sizes.PatchSize);

    private static double GemmInputGradient(ElementType element, ConvolutionSizes sizes)
    {
        // What is added back is loaded, added and stored.
        int run = sizes.Dilation == 1 && sizes.Groups == 1 ? sizes.KernelWidth * sizes.GroupChannels : sizes.GroupChannels;
        double runs = sizes.IsPointwise ? 0 : (double)sizes.Groups * sizes.Pixels * sizes.PatchSize / run;
        return runs * (Call / 2 + Transfer * 2 * Steps(element, run)) + sizes.Groups * Slot * Product(element, sizes.Pixels, sizes.PatchSize, sizes.GroupFilters);
    }

    private static double GemmWeightGradient(ElementType element, ConvolutionSizes sizes) =>
        Gather(element, sizes) + sizes.Groups * Slot * Product(element, sizes.PatchSize, sizes.GroupFilters, sizes.Pixels);

    /// <summary>The copy of an image between zeros.</summary>
    private static double Pad(ElementType element, ConvolutionSizes sizes) =>
        new PaddedImage(sizes).IsCopy ? sizes.Height * Call + (double)sizes.InputSize * element.Size() * Byte : 0;

    private static double DirectForward(ElementType element, ConvolutionSizes sizes)
    {
        DirectTiles tiles = DirectTiles.For(new Target(Isa.Vector256, element), sizes.Filters, sizes.OutputWidth);
        double calls = (double)sizes.OutputHeight * (tiles.LargePieces + tiles.SmallPieces) * (tiles.Groups + (tiles.TailVectors > 0 ? 1 : 0));
        double parts = sizes.KernelHeight * (sizes.Dilation == 1 ? 1 : sizes.KernelWidth);
        return Pad(element, sizes) + Slot * sizes.OutputHeight * sizes.PatchSize * tiles.Loads(sizes.OutputWidth) + calls * (Call + parts);
    }

    private static double DirectWeightGradient(ElementType element, ConvolutionSizes sizes)
    {
        int vectors = (sizes.Filters + Lanes(element) - 1) / Lanes(element);
        (int width, int rows) = vectors == 1 ? (1, 13) : vectors == 3 ? (3, 4) : (2, 6);
        double Tile(int v) => Math.Max(rows + v, Math.Max(rows * v, 8)) / (double)rows;
        double perRow = vectors / width * Tile(width) + (vectors % width == 0 ? 0 : Tile(vectors % width));
        double tiles = Math.Ceiling(sizes.PatchSize / (double)rows) * Math.Ceiling(vectors / (double)width);
        return Pad(element, sizes) + Slot * sizes.Pixels * sizes.PatchSize * perRow + tiles * (sizes.OutputHeight * 1.5 + Call);
    }

    /// <summary>A call of a transform from some values to others over a number of steps.</summary>
    private static double Transform(double steps, int from, int to) => TransformCall + steps * (from + to) * Transfer;

    private static double InputTile(WinogradSizes w)
    {
        int t = w.Inputs;
        double border = w.LeavesInput ? 0.5 * t * (Call + t * w.Sizes.Channels * w.Element.Size() * Byte) : 0;
        return border + Transform(Steps(w.Element, t * w.Sizes.Channels), t, t) + t * Transform(Steps(w.Element, w.Sizes.Channels), t, t);
    }

    /// <summary>What comes with every block: products' matrices that do not stay in the cache from one block to the next.</summary>
    private static double Far(WinogradSizes w)
    {
        double bytes = (double)w.Products * w.Sizes.Channels * w.Sizes.Filters * w.Element.Size();
        return w.HasManyWeights ? bytes * FarByte / w.Block : 0;
    }

    private static (double Once, double Each) Winograd(WinogradSizes w)
    {
        int t = w.Inputs;
        int m = w.Outputs;
        double steps = Steps(w.Element, w.Sizes.Filters);
        double once = w.Sizes.Channels * (3 + t) * Transform(steps, 3, t);
        double output = t * Transform(steps, t, m) + Transform(Steps(w.Element, m * w.Sizes.Filters), t, m) + m * m * (TransformCall + 3 * steps * Transfer);
        double product = w.Products * Slot * Product(w.Element, w.Block, w.Sizes.Filters, w.Sizes.Channels) / w.Block;
        return (once, w.Tiles * (InputTile(w) + product + output + Far(w)));
    }

    private static (double Once, double Each) WinogradWeightGradient(WinogradSizes w)
    {
        int t = w.Inputs;
        int m = w.Outputs;
        double steps = Steps(w.Element, w.Sizes.Filters);
        double once = w.Sizes.Channels * ((t * Transform(steps, t, 3)) + Transform(Steps(w.Element, 3 * w.Sizes.Filters), t, 3) + 9 * (TransformCall / 2 + 3 * steps * Transfer))
            + (double)w.Products * w.Sizes.Channels * steps * Transfer;
        double gradient = Transform(Steps(w.Element, m * w.Sizes.Filters), m, t) + t * Transform(steps, m, t);
        double product = w.Products * Slot * Product(w.Element, w.Sizes.Channels, w.Sizes.Filters, w.Block) / w.Block + w.Products * w.Sizes.Channels * steps * 2 * Transfer / w.Block;
        return (once, w.Tiles * (InputTile(w) + product + gradient + Far(w)));
    }
}
