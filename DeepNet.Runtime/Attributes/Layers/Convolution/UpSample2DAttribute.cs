namespace DeepNet;

/// <summary>Makes an image <c>factor</c> times as high and as wide: <c>y[i, j] = x[i / factor, j / factor]</c>, or by interpolation.</summary>
/// <remarks>Input shape: <c>[height, width, channels]</c>. Output shape: <c>[height · factor, width · factor, channels]</c>. Parameters: none.</remarks>
/// <param name="factor">How many pixels stand for one, in each direction, at least 1.</param>
public sealed class UpSample2DAttribute(int factor) : LayerAttribute
{
    /// <summary>How many pixels stand for one, in each direction.</summary>
    public int Factor { get; } = factor;

    /// <summary>How the new pixels are made. Default: <see cref="Interpolation.Nearest"/>.</summary>
    public Interpolation Interpolation { get; set; }
}
