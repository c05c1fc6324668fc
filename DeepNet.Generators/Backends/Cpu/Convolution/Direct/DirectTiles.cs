using System;
using System.Collections.Generic;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Convolution.Direct;

/// <summary>How the outputs of a row are divided into tiles whose sums stay in registers: pixels times vectors of filters.</summary>
internal sealed class DirectTiles
{
    /// <summary>
    /// The most pixels of a tile by its vectors of filters, for the 16 registers of AVX2: pixels times vectors of sums, the vectors of weights, and one
    /// for an element of the image. With the 32 of AVX-512 larger tiles would save few loads and no time.
    /// </summary>
    private static readonly int[] MostPixels = [0, 14, 6, 4, 2];

    /// <summary>Multiply-adds of a sample, below which no network spends its time: 1x1 convolutions beside a residual block.</summary>
    private const long LeastWideWork = 150_000;

    private DirectTiles(int lanes, int filters, int vectors, int outputWidth)
    {
        Lanes = lanes;
        Vectors = vectors;
        int total = (filters + lanes - 1) / lanes;
        TailLanes = filters % lanes;
        Groups = total / vectors;
        TailVectors = total % vectors;

        // A group whose last vector is cut is a tile of its own kind.
        if (TailVectors == 0 && TailLanes != 0)
        {
            Groups--;
            TailVectors = vectors;
        }

        int most = MostPixels[vectors];
        int pieces = (outputWidth + most - 1) / most;
        Pixels = (outputWidth + pieces - 1) / pieces;
        LargePieces = outputWidth - pieces * (Pixels - 1);
        SmallPieces = pieces - LargePieces;
    }

    public int Lanes { get; }

    /// <summary>The vectors of filters of a tile.</summary>
    public int Vectors { get; }

    /// <summary>The whole groups of <see cref="Vectors"/>.</summary>
    public int Groups { get; }

    /// <summary>The vectors behind them.</summary>
    public int TailVectors { get; }

    /// <summary>The lanes of the last vector that are filters, or 0 if all are.</summary>
    public int TailLanes { get; }

    /// <summary>The pixels of a large tile; small ones have one less.</summary>
    public int Pixels { get; }

    /// <summary>The large tiles of a row, which come first.</summary>
    public int LargePieces { get; }

    public int SmallPieces { get; }

    /// <summary>The tiles for a row of outputs: those with the fewest steps, of the wider ones if that is equal.</summary>
    public static DirectTiles For(Target vector, int filters, int outputWidth)
    {
        int lanes = vector.Lanes;
        DirectTiles? best = null;
        foreach (int vectors in new[] { 2, 1, 3, 4 })
        {
            if (vectors <= (filters + lanes - 1) / lanes)
            {
                DirectTiles tiles = new(lanes, filters, vectors, outputWidth);
                best = best is null || tiles.Loads(outputWidth) < best.Loads(outputWidth) ? tiles : best;
            }
        }

        return best!;
    }

    /// <summary>
    /// The vectors that direct convolutions have tiles of, widest first: 512 bits only where the filters fill whole vectors, and the convolution is worth another third of text.
    /// </summary>
    public static IEnumerable<Target> Forms(ElementType element, ConvolutionSizes sizes)
    {
        Target wide = new(Isa.Vector512, element);
        Target usual = new(Isa.Vector256, element);
        return sizes.Filters % wide.Lanes == 0 && (long)sizes.Pixels * sizes.PatchSize * sizes.Filters >= LeastWideWork ? [wide, usual] : [usual];
    }

    /// <summary>Writes <c>if (Vector512.IsHardwareAccelerated) ... else if</c> for these forms; an <c>else</c> can follow.</summary>
    public static void EmitDispatch(SourceWriter writer, ElementType element, ConvolutionSizes sizes, Action<Target> body)
    {
        string otherwise = "";
        foreach (Target form in Forms(element, sizes))
        {
            using (writer.Block($"{otherwise}if ({form.IsSupported})"))
            {
                body(form);
            }

            otherwise = "else ";
        }
    }

    /// <summary>How names of tiles tell the form; the usual one has no mark.</summary>
    public static string Mark(Target form) => form.Isa == Isa.Vector256 ? "" : form.Class;

    /// <summary>The filters of a group.</summary>
    public static int Columns(int vectors, int tailLanes, int lanes) => vectors * lanes - (tailLanes == 0 ? 0 : lanes - tailLanes);

    /// <summary>
    /// What an element of depth takes for a row of outputs: loads, which are the bottleneck beside multiply-adds, and those of tiles with so few sums that they
    /// wait for each other.
    /// </summary>
    public double Loads(int outputWidth)
    {
        double Tile(int pixels, int vectors) => pixels == 0 ? 0 : Math.Max(pixels + vectors, Math.Max(pixels * vectors, 8));
        double Row(int vectors) => vectors == 0 ? 0 : LargePieces * Tile(Pixels, vectors) + SmallPieces * Tile(Pixels - 1, vectors);
        return outputWidth == 0 ? 0 : Groups * Row(Vectors) + Row(TailVectors);
    }
}
