namespace DeepNet;

/// <summary>Puts zeros around an image.</summary>
/// <remarks>Input shape: <c>[height, width, channels]</c>. Output shape: <c>[top + height + bottom, left + width + right, channels]</c>. Parameters: none.</remarks>
public sealed class ZeroPad2DAttribute : LayerAttribute
{
    /// <summary>Puts as many zeros on each side.</summary>
    /// <param name="padding">The pixels on each side, at least 0.</param>
    public ZeroPad2DAttribute(int padding)
        : this(padding, padding, padding, padding)
    {
        Padding = padding;
    }

    /// <summary>Puts zeros on the four sides.</summary>
    /// <param name="top">The pixels above, at least 0.</param>
    /// <param name="bottom">The pixels below, at least 0.</param>
    /// <param name="left">The pixels on the left, at least 0.</param>
    /// <param name="right">The pixels on the right, at least 0.</param>
    public ZeroPad2DAttribute(int top, int bottom, int left, int right)
    {
        Top = top;
        Bottom = bottom;
        Left = left;
        Right = right;
    }

    /// <summary>The pixels on each side, if they were given by one number.</summary>
    public int Padding { get; }

    /// <summary>The pixels above.</summary>
    public int Top { get; }

    /// <summary>The pixels below.</summary>
    public int Bottom { get; }

    /// <summary>The pixels on the left.</summary>
    public int Left { get; }

    /// <summary>The pixels on the right.</summary>
    public int Right { get; }
}
