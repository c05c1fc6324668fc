using System.ComponentModel;

namespace DeepNet.CompilerServices;

/// <summary>Where one named tensor lies in a network's block. Made by generated code only.</summary>
/// <param name="Name">The name in a file, such as <c>Dense1.weight</c>.</param>
/// <param name="Shape">The extents, row-major.</param>
/// <param name="Offset">The first element, counted from the start of the block that is handed over.</param>
/// <param name="Length">The elements: the product of <paramref name="Shape"/>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct TensorEntry(string Name, int[] Shape, int Offset, int Length);
