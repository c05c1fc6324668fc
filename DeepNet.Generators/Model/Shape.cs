using System.Collections.Generic;
using System.Linq;

namespace DeepNet.Generators.Model;

/// <summary>The shape of one sample, without the batch dimension.</summary>
internal sealed record Shape(EquatableArray<int> Sizes)
{
    public static Shape Of(params int[] sizes) => new(sizes.ToEquatableArray());

    public int Rank => Sizes.Count;

    /// <summary>The last size: channels, features or classes.</summary>
    public int Last => Sizes[Sizes.Count - 1];

    public long Elements => Sizes.Aggregate(1L, (product, size) => product * size);

    /// <summary>The element count of a shape that the planner has accepted, which fits an int.</summary>
    public int Size => checked((int)Elements);

    public Shape WithLast(int size) => new(Sizes.Take(Rank - 1).Append(size).ToEquatableArray());

    /// <summary>The shape with one more size at its end.</summary>
    public Shape Append(int size) => new(Sizes.Append(size).ToEquatableArray());

    /// <summary><c>[28, 28, 1]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", Sizes)}]";

    /// <summary><c>[n, 28, 28, 1]</c>, with the batch dimension.</summary>
    public string WithBatch => $"[n, {string.Join(", ", Sizes)}]";

}
