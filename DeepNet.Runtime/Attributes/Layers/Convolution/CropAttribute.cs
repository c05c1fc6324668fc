namespace DeepNet;

/// <summary>Takes pixels away from the sides of an image.</summary>
/// <remarks>Input shape: <c>[height, width, channels]</c>. Output shape: <c>[height - top - bottom, width - left - right, channels]</c>. Parameters: none.</remarks>
/// <param name="top">The pixels to take away above, at least 0.</param>
/// <param name="bottom">The pixels to take away below, at least 0.</param>
/// <param name="left">The pixels to take away on the left, at least 0.</param>
/// <param name="right">The pixels to take away on the right, at least 0.</param>
public sealed class CropAttribute(int top, int bottom, int left, int right) : LayerAttribute
{
    /// <summary>The pixels to take away above.</summary>
    public int Top { get; } = top;

    /// <summary>The pixels to take away below.</summary>
    public int Bottom { get; } = bottom;

    /// <summary>The pixels to take away on the left.</summary>
    public int Left { get; } = left;

    /// <summary>The pixels to take away on the right.</summary>
    public int Right { get; } = right;
}
