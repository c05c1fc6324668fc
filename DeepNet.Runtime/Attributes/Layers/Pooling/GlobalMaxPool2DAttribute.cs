namespace DeepNet;

/// <summary>The maximum of each channel over all pixels: <c>y = max of x[i, j]</c> over all <c>i, j</c>.</summary>
/// <remarks>
/// Input shape: <c>[height, width, channels]</c>. Output shape: <c>[channels]</c>. Parameters: none. The gradient goes to the first of the largest values, as in PyTorch.
/// </remarks>
public sealed class GlobalMaxPool2DAttribute : LayerAttribute;
