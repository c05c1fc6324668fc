using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Products;

/// <summary>Decides from the constant sizes of a product whether copying its operands into panels pays.</summary>
internal static class PackingRule
{
    /// <summary>Columns below this leave too much of the panels empty, or are few enough to be walked in place.</summary>
    private const int LeastColumns = 32;

    /// <summary>Rows from which packing B is less work than what it saves: one tile of six, which packs on its way.</summary>
    public const int LeastRows = 6;

    /// <summary>Depth from which packing pays in products over the batch; below, each tile stores almost as much as it computes.</summary>
    public const int LeastDepth = 12;

    /// <summary>The most steps that are summed in one go. Blocks of so many have sums of their own: one sum of 65,536 floats has lost three of its digits.</summary>
    public const int MostDepth = 2048;

    /// <summary>
    /// Whether a single row is multiplied by reading B once from its beginning to its end: no cache but the last holds a matrix of one and a half times
    /// the second-level one, beside what else a step reads.
    /// </summary>
    public static bool Streams(ElementType element, int columns, int depth) => columns >= LeastColumns && Bytes(element, columns, depth) >= element.Caches.L2Bytes / 2 * 3;

    /// <summary>Whether the sums of a row are so many vectors of 512 bits that a product of one row keeps all of them in registers: 16, a multiple, or a half or quarter, of which two or four steps are taken at once.</summary>
    public static bool FillsRegisters(ElementType element, int columns)
    {
        int lanes = new Target(Isa.Vector512, element).Lanes;
        return columns % (16 * lanes) == 0 || columns == 8 * lanes || columns == 4 * lanes;
    }

    /// <summary>The condition on the rows <c>n</c> of a product with a constant B, or null if its panels are never worth it.</summary>
    public static string? OfRows(ElementType element, int columns, int depth) => Pays(element, columns, depth) ? FormattableString.Invariant($"n >= {LeastRows}") : null;

    /// <summary>Whether B, of constant size, is worth packing for enough rows: half of the first-level cache keeps it as it is.</summary>
    public static bool Pays(ElementType element, int columns, int depth) => columns >= LeastColumns && Bytes(element, columns, depth) > element.Caches.L1Bytes / 2;

    /// <summary>The condition on the depth <c>n</c> of a product with constant rows and columns, or null.</summary>
    public static string? OfDepth(int rows, int columns) => columns >= LeastColumns && rows >= 2 * LeastRows ? FormattableString.Invariant($"n >= {LeastDepth}") : null;

    /// <summary>
    /// When the shared tiles of 512 bits are taken, as a C# condition, or null for never: from six rows on, for columns that are more than one vector of 256 bits. They read their operands in place, faster than
    /// packed ones, as long as the second-level cache holds what every tile reads again (benchmarks/products).
    /// </summary>
    /// <param name="product">The product.</param>
    /// <param name="rows">What its rows are called.</param>
    public static string? WideWhen(Product product, string rows)
    {
        ElementType element = product.Element;
        if (product.Columns.Value <= new Target(Isa.Vector256, element).Lanes)
        {
            return null;
        }

        const string isWide = "Vector512.IsHardwareAccelerated";
        if (product.Depth.Value is { } depth)
        {
            bool isPacked = product.PackedWhen is not null && !FitsSecondLevel(element, depth, product.Columns.Value);
            return isPacked ? null : FormattableString.Invariant($"{isWide} && {rows} >= {LeastRows}");
        }

        if (product.RowCounts.All(r => r < LeastRows))
        {
            return null;
        }

        if (product.PackedWhen is not null && !FitsSecondLevel(element, product.RowCounts[0], product.Columns.Value))
        {
            return null;
        }

        return product.RowCounts.All(r => r >= LeastRows) ? isWide : FormattableString.Invariant($"{isWide} && {rows} >= {LeastRows}");
    }

    /// <summary>Whether the second-level cache holds a matrix of constant size that tiles read again: the weights, or their gradients.</summary>
    public static bool FitsSecondLevel(ElementType element, int rows, int columns) => Bytes(element, rows, columns) <= element.Caches.L2Bytes;

    /// <summary>
    /// The arguments that <c>PackedProduct.Run</c> is given for other caches than its own constants are for: half of the first-level cache for a panel
    /// of B, and as many rows of A, of the depth that a panel has with 256-bit vectors, as the second-level one holds.
    /// </summary>
    public static IEnumerable<string> BlockArguments(ElementType element)
    {
        if (element.Caches == CacheSizes.Default)
        {
            return [];
        }

        int panelBytes = element.Caches.L1Bytes / 2;
        int rows = Math.Max(2 * LeastRows, element.Caches.L2Bytes / (panelBytes / 16) / (2 * LeastRows) * (2 * LeastRows));
        return [FormattableString.Invariant($"panelBytes: {panelBytes}"), FormattableString.Invariant($"rowBlock: {rows}")];
    }

    private static long Bytes(ElementType element, int columns, int depth) => (long)columns * depth * element.Size();
}
