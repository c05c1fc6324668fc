namespace DeepNet.Serialization;

/// <summary>One tensor's line in the header.</summary>
/// <param name="Name">The name.</param>
/// <param name="DataType">The element type, such as <c>F32</c>.</param>
/// <param name="Shape">The extents.</param>
/// <param name="Begin">The first byte, counted from the start of the data.</param>
/// <param name="End">The byte after the last one.</param>
internal readonly record struct SafetensorsEntry(string Name, string DataType, int[] Shape, long Begin, long End)
{
    /// <summary>The shape as it stands in messages, such as <c>[784, 128]</c>.</summary>
    internal static string ShapeText(IEnumerable<int> shape) => $"[{Excerpt.Of(string.Join(", ", shape))}]";

    /// <summary>The product of the extents; false if it, or the bytes it takes, does not fit a long.</summary>
    internal static bool TryCountBytes(ReadOnlySpan<int> shape, int elementSize, out long bytes)
    {
        bytes = elementSize;
        foreach (int extent in shape)
        {
            if (extent != 0 && bytes > long.MaxValue / extent)
            {
                return false;
            }

            bytes *= extent;
        }

        return true;
    }
}
