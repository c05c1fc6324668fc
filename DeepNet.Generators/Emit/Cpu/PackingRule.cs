using System;

namespace DeepNet.Generators.Emit.Cpu;

/// <summary>Decides from the constant sizes of a product whether copying its operands into panels pays.</summary>
internal static class PackingRule
{
    /// <summary>Columns below this leave too much of the panels empty, or are few enough to be walked in place.</summary>
    private const int LeastColumns = 32;

    /// <summary>Elements of B up to which it stays in the first-level cache as it is: half of 32 KB of floats.</summary>
    private const int LeastElements = 4096;

    /// <summary>Rows from which packing B is less work than what it saves: one tile of six, which packs on its way.</summary>
    public const int LeastRows = 6;

    /// <summary>Depth from which packing pays in products over the batch; below, each tile stores almost as much as it computes.</summary>
    public const int LeastDepth = 12;

    /// <summary>Elements of a matrix that no cache but the last holds: half a megabyte of floats and what else a step reads.</summary>
    private const int LeastStreamed = 200_000;

    /// <summary>Whether a single row is multiplied by reading B once from its beginning to its end.</summary>
    public static bool Streams(int columns, int depth) => columns >= LeastColumns && (long)columns * depth >= LeastStreamed;

    /// <summary>The condition on the rows <c>n</c> of a product with a constant B, or null if its panels are never worth it.</summary>
    public static string? OfRows(int columns, int depth) => Pays(columns, depth) ? FormattableString.Invariant($"n >= {LeastRows}") : null;

    /// <summary>Whether B, of constant size, is worth packing for enough rows.</summary>
    public static bool Pays(int columns, int depth) => columns >= LeastColumns && (long)columns * depth > LeastElements;

    /// <summary>The condition on the depth <c>n</c> of a product with constant rows and columns, or null.</summary>
    public static string? OfDepth(int rows, int columns) => columns >= LeastColumns && rows >= 2 * LeastRows ? FormattableString.Invariant($"n >= {LeastDepth}") : null;
}
