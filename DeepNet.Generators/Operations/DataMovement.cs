using System.Collections.Generic;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Operations;

/// <summary>Elements are moved to another place, not changed.</summary>
internal abstract record DataMovement(string Comment) : Operation(Comment);

/// <summary>A range of one axis of a sample.</summary>
/// <param name="Outer">The elements of the axes before it.</param>
/// <param name="Size">The elements of the axis.</param>
/// <param name="Inner">The elements of the axes behind it.</param>
/// <param name="First">The first element of the range.</param>
/// <param name="Count">The elements of the range.</param>
internal sealed record AxisRange(int Outer, int Size, int Inner, int First, int Count);

/// <summary><c>output = [inputs[0], inputs[1], ...]</c> along the last axis.</summary>
/// <param name="Rows">The rows of a sample: the elements of the axes before the last.</param>
internal sealed record Concatenation(string Comment, int Rows) : DataMovement(Comment)
{
    public required Tensor Output { get; init; }

    public required IReadOnlyList<Tensor> Inputs { get; init; }
}

/// <summary><c>output = input[range]</c>, or added to it.</summary>
internal sealed record RangeGather(string Comment, AxisRange Range) : DataMovement(Comment)
{
    public required Tensor Output { get; init; }

    /// <summary>Whether to add to the output instead.</summary>
    public bool Accumulate { get; init; }

    public required Tensor Input { get; init; }
}

/// <summary><c>output[range] = input</c> and 0 elsewhere, or added to the range.</summary>
internal sealed record RangeScatter(string Comment, AxisRange Range) : DataMovement(Comment)
{
    public required Tensor Output { get; init; }

    /// <summary>Whether to add to the output instead.</summary>
    public bool Accumulate { get; init; }

    public required Tensor Input { get; init; }
}

/// <summary>The axes of a sample in another order: axis <c>i</c> of the output is axis <c>axes[i]</c> of the input.</summary>
/// <param name="Sizes">The sizes of the input.</param>
/// <param name="Axes">The input's axis for each axis of the output.</param>
internal sealed record Permutation(string Comment, EquatableArray<int> Sizes, EquatableArray<int> Axes) : DataMovement(Comment)
{
    public required Tensor Output { get; init; }

    /// <summary>Whether to add to the output instead.</summary>
    public bool Accumulate { get; init; }

    public required Tensor Input { get; init; }
}

/// <summary><c>output[row] = table[indices[row]]</c>.</summary>
/// <param name="Rows">The rows of a sample.</param>
/// <param name="Width">The elements of a row.</param>
internal sealed record RowGather(string Comment, int Rows, int Width) : DataMovement(Comment)
{
    public required Tensor Output { get; init; }

    public required Tensor Indices { get; init; }

    public required Tensor Table { get; init; }
}

/// <summary><c>dTable[indices[row]] += dOutput[row]</c>, where an index may occur several times.</summary>
/// <param name="Rows">The rows of a sample.</param>
/// <param name="Width">The elements of a row.</param>
internal sealed record RowScatter(string Comment, int Rows, int Width) : DataMovement(Comment)
{
    /// <summary>The table, whose gradient is added to.</summary>
    public required ParameterPlan Table { get; init; }

    public required Tensor Indices { get; init; }

    public required Tensor DOutput { get; init; }

    public override bool IsNeeded => !Table.IsFrozen;
}
