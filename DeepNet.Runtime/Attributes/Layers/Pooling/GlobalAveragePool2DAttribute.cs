namespace DeepNet;

/// <summary>The mean of each channel over all pixels: <c>y = mean of x[i, j]</c> over all <c>i, j</c> (Lin, Chen and Yan 2013, arXiv:1312.4400).</summary>
/// <remarks>
/// Input shape: <c>[height, width, channels]</c>. Output shape: <c>[channels]</c>. Parameters: none.
/// </remarks>
public sealed class GlobalAveragePool2DAttribute : LayerAttribute;
