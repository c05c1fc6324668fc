namespace DeepNet;

/// <summary>The maximum of each channel over cubic windows: <c>y[i, j, k] = max of x[i · stride - padding + 0 .. size - 1, j · stride - padding + 0 .. size - 1, k · stride - padding + 0 .. size - 1]</c>.</summary>
/// <remarks>
/// Input shape: <c>[depth, height, width, channels]</c>. Output shape: <c>[outputDepth, outputHeight, outputWidth, channels]</c> with
/// <c>outputDepth = (depth + 2 · padding - size) / stride + 1</c>, divisions rounded down, height and width alike; with <see cref="DeepNet.Padding.Same"/> each size divided by the stride and rounded up. Parameters: none. A NaN in the window makes the maximum NaN. The gradient goes to the first of the largest values of a window, as in PyTorch.
/// </remarks>
/// <param name="size">The depth, height and width of a window, at least 1.</param>
public sealed class MaxPool3DAttribute(int size) : LayerAttribute
{
    /// <summary>The depth, height and width of a window.</summary>
    public int Size { get; } = size;

    /// <summary>The distance from one window to the next, at least 1; windows may overlap. Default: the size.</summary>
    public int Stride { get; set; } = size;

    /// <summary>
    /// <see cref="DeepNet.Padding.Valid"/>, <see cref="DeepNet.Padding.Same"/>, or how far windows may reach over each border, less than the size. Values beyond the
    /// border are ignored. Default: <see cref="DeepNet.Padding.Valid"/>.
    /// </summary>
    public int Padding { get; set; }
}
