using System.ComponentModel;

namespace DeepNet.CompilerServices;

/// <summary>Where one named tensor lies in a network's block. Made by generated code only.</summary>
/// <param name="Name">The name in a file, such as <c>Dense1.weight</c>.</param>
/// <param name="Shape">The extents, row-major.</param>
/// <param name="Offset">The first element, counted from the start of the block that is handed over.</param>
/// <param name="Least">
/// The least value of a tensor of finite numbers, whose file is refused if it holds others: 0 for variances and averages of squares, <see cref="double.MinValue"/> for what
/// training keeps beside them. NaN for parameters, which are kept and loaded as they are, also after a training that diverged.
/// </param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct TensorEntry(string Name, int[] Shape, int Offset, double Least = double.NaN)
{
    /// <summary>The elements: the product of <see cref="Shape"/>.</summary>
    public int Length
    {
        get
        {
            int product = 1;
            foreach (int extent in Shape)
            {
                product *= extent;
            }

            return product;
        }
    }

    /// <summary>The entries of something that an optimizer keeps for each parameter, in a copy of their region elsewhere in the block.</summary>
    /// <param name="parameters">The parameters, whose offsets count from the start of their region.</param>
    /// <param name="name">What is kept, such as <c>m</c>; the names in the file are <c>optimizer.m.Dense1.weight</c> and so on.</param>
    /// <param name="offset">Where the copy begins.</param>
    /// <param name="least">The least value of it.</param>
    /// <returns>One entry for each parameter, in their order.</returns>
    public static TensorEntry[] StateOf(ReadOnlySpan<TensorEntry> parameters, string name, int offset, double least = double.MinValue)
    {
        var entries = new TensorEntry[parameters.Length];
        for (int i = 0; i < entries.Length; i++)
        {
            entries[i] = parameters[i] with { Name = $"optimizer.{name}.{parameters[i].Name}", Offset = offset + parameters[i].Offset, Least = least };
        }

        return entries;
    }
}
