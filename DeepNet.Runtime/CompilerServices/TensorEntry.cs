using System.ComponentModel;

namespace DeepNet.CompilerServices;

/// <summary>Where one named tensor lies in a network's block. Made by generated code only.</summary>
/// <param name="Name">The name in a file, such as <c>Dense1.weight</c>.</param>
/// <param name="Shape">The extents, row-major.</param>
/// <param name="Offset">The first element, counted from the start of the block that is handed over.</param>
/// <param name="Length">The elements: the product of <paramref name="Shape"/>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct TensorEntry(string Name, int[] Shape, int Offset, int Length)
{
    /// <summary>The entries of something that an optimizer keeps for each parameter, in a copy of their region elsewhere in the block.</summary>
    /// <param name="parameters">The parameters, whose offsets count from the start of their region.</param>
    /// <param name="name">What is kept, such as <c>m</c>; the names in the file are <c>optimizer.m.Dense1.weight</c> and so on.</param>
    /// <param name="offset">Where the copy begins.</param>
    /// <returns>One entry for each parameter, in their order.</returns>
    public static TensorEntry[] StateOf(ReadOnlySpan<TensorEntry> parameters, string name, int offset)
    {
        var entries = new TensorEntry[parameters.Length];
        for (int i = 0; i < entries.Length; i++)
        {
            entries[i] = parameters[i] with { Name = $"optimizer.{name}.{parameters[i].Name}", Offset = offset + parameters[i].Offset };
        }

        return entries;
    }
}
