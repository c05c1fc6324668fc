using System;
using System.Collections.Generic;

namespace DeepNet.Generators.Emit.Cpu;

/// <summary>An argument of a tile method: a reference that moves with the tile's first row and column.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="RowStride">Elements between rows of the product.</param>
/// <param name="ColumnStride">Elements between columns: 1 or 0.</param>
internal sealed record TileOperand(string Name, int RowStride, int ColumnStride);

/// <summary>
/// A matrix product <c>C[M, N] = A[M, K] · B[K, N]</c> with everything constant but one of M and K. Elements of A are broadcast, rows of B are
/// loaded as vectors, and a tile of C stays in registers until it is finished.
/// </summary>
internal sealed record Product
{
    public required ElementType Element { get; init; }

    /// <summary>The rows M: a number, or <c>n</c>.</summary>
    public required string Rows { get; init; }

    /// <summary>The columns N.</summary>
    public required int Columns { get; init; }

    /// <summary>The depth K that is summed over: a number, or <c>n</c>.</summary>
    public required string Depth { get; init; }

    /// <summary>Whether <see cref="Depth"/> is a number.</summary>
    public bool HasConstantDepth => Depth != "n";

    /// <summary>The broadcast operand, and the elements between its rows and between its steps in depth.</summary>
    public required TileOperand A { get; init; }

    public required int AStep { get; init; }

    /// <summary>The operand that is loaded as vectors, and the elements between its steps in depth.</summary>
    public required TileOperand B { get; init; }

    public required int BStep { get; init; }

    /// <summary>Every reference of the tile method, in the order of its parameters, with A and B among them.</summary>
    public required IReadOnlyList<TileOperand> Operands { get; init; }

    /// <summary>Parameters that are handed through, as <c>(type, name)</c>: <c>n</c> or an optimizer's coefficients.</summary>
    public required IReadOnlyList<(string Type, string Name)> Extras { get; init; }

    /// <summary>The first value of an accumulator, given the offset of its first lane from the tile's first column and its row.</summary>
    public required Func<Target, TileCell, string> Initial { get; init; }

    /// <summary>Writes what happens to a finished accumulator.</summary>
    public required Action<SourceWriter, Target, TileCell> Finish { get; init; }
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
    public string Offset(int rowStride) => (Row * rowStride + Column).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
