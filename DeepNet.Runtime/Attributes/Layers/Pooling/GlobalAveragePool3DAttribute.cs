namespace DeepNet;

/// <summary>The mean of each channel over all places of a volume: <c>y = mean of x[i, j, k]</c> over all <c>i, j, k</c> (Lin, Chen and Yan 2013, arXiv:1312.4400).</summary>
/// <remarks>
/// Input shape: <c>[depth, height, width, channels]</c>. Output shape: <c>[channels]</c>. Parameters: none.
/// </remarks>
public sealed class GlobalAveragePool3DAttribute : LayerAttribute;
