namespace DeepNet;

/// <summary>The maximum of each channel over all places of a volume: <c>y = max of x[i, j, k]</c> over all <c>i, j, k</c>.</summary>
/// <remarks>
/// Input shape: <c>[depth, height, width, channels]</c>. Output shape: <c>[channels]</c>. Parameters: none. The gradient goes to the first of the largest values, as in PyTorch.
/// </remarks>
public sealed class GlobalMaxPool3DAttribute : LayerAttribute;
