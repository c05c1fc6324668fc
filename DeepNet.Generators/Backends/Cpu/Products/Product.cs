using System;
using System.Collections.Generic;
using DeepNet.Generators.Backends.Cpu.Text;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Products;

/// <summary>An operand: a reference that moves with the rows and columns of the product.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="RowStride">Elements between rows of the product: a constant of the kernel, <c>1</c>, or empty if it does not move with rows.</param>
/// <param name="MovesWithColumns">Whether it moves with the tile's first column.</param>
internal sealed record TileOperand(string Name, string RowStride, bool MovesWithColumns);

/// <summary>
/// A matrix product <c>C[M, N] = A[M, K] · B[K, N]</c> with everything constant but one of M and K. Elements of A are broadcast, rows of B are
/// loaded as vectors, and a tile of C stays in registers until it is finished.
/// </summary>
internal sealed record Product
{
    public required ElementType Element { get; init; }

    /// <summary>The rows M: a constant of the kernel, or a parameter.</summary>
    public required string Rows { get; init; }

    /// <summary>The values that <see cref="Rows"/> can have, or empty if any.</summary>
    public required IReadOnlyList<int> RowCounts { get; init; }

    /// <summary>The columns N: a constant of the kernel.</summary>
    public required (string Name, int Value) Columns { get; init; }

    /// <summary>The depth K that is summed over: a constant of the kernel, or, without a value, the batch <c>n</c>.</summary>
    public required (string Name, int? Value) Depth { get; init; }

    /// <summary>Where the sums go before anything else is done to them.</summary>
    public required TileOperand C { get; init; }

    /// <summary>The broadcast operand.</summary>
    public required TileOperand A { get; init; }

    /// <summary>The elements between A's steps in depth: a constant of the kernel, or <c>1</c>.</summary>
    public required string AStep { get; init; }

    /// <summary>The operand that is loaded as vectors.</summary>
    public required TileOperand B { get; init; }

    /// <summary>The elements between B's steps in depth: a constant of the kernel.</summary>
    public required string BStep { get; init; }

    /// <summary>Every reference of the tile method, in the order of its parameters, with A and B among them.</summary>
    public required IReadOnlyList<TileOperand> Operands { get; init; }

    /// <summary>What the sums begin with: a matrix such as C, a row that is the same for all rows of C, or null for zero.</summary>
    public required TileOperand? Start { get; init; }

    /// <summary>Where finished sums go, which is <see cref="C"/> unless that keeps them.</summary>
    public TileOperand Result => Operands[0];

    /// <summary>What <see cref="Finish"/> reads beside the sums: a tensor in rows of <see cref="Columns"/>, a row, or one element; or null.</summary>
    public TileOperand? Companion { get; init; }

    /// <summary>What is done to sums in registers; null if nothing is, or if <see cref="SecondPass"/> does it.</summary>
    public SumFinish? Finish { get; init; }

    /// <summary>When the operands are packed, as a C# condition on <c>n</c>; null for never.</summary>
    public string? PackedWhen { get; init; }

    /// <summary>Writes what becomes of sums in the rows of C in memory; null if nothing does.</summary>
    public Action<SourceWriter>? SecondPass { get; init; }
}

/// <summary>One accumulator of a tile.</summary>
/// <param name="Accumulator">Its local, such as <c>acc0_1</c>.</param>
/// <param name="Row">The row in the tile.</param>
/// <param name="Column">The first column in the tile.</param>
/// <param name="Lanes">How many of its lanes lie in the matrix.</param>
/// <param name="IsPartial">Whether that is fewer than there are.</param>
internal readonly record struct TileCell(string Accumulator, int Row, int Column, int Lanes, bool IsPartial)
{
    /// <summary>The offset of the first lane from a reference with the given row stride.</summary>
    public string Offset(string rowStride) => Place(Row, rowStride, Column);

    /// <summary>The statement that stores a value for this cell, and no lane outside the matrix.</summary>
    public string Store(Target target, string value, string name, string rowStride) => IsPartial
        ? $"PartialVector.Store({value}, ref {new Target(Isa.Scalar, target.Element).Load(name, Offset(rowStride))}, {Lanes.ToString(System.Globalization.CultureInfo.InvariantCulture)});"
        : target.Store(value, name, Offset(rowStride));

    /// <summary><c>count * stride + rest</c>, without what is zero or one.</summary>
    public static string Place(int count, string stride, int rest)
    {
        string number = rest.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string product = Multiple(count, stride);
        return product == "0" ? number : rest == 0 ? product : $"{product} + {number}";
    }

    /// <summary><c>count * stride</c>, without what is zero or one.</summary>
    public static string Multiple(int count, string stride)
    {
        string number = count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return count == 0 || stride.Length == 0 ? "0" : stride == "1" ? number : count == 1 ? stride : $"{number} * {stride}";
    }

    /// <summary>The sum of two offsets.</summary>
    public static string Sum(string a, string b) => a == "0" ? b : b == "0" ? a : $"{a} + {b}";
}
