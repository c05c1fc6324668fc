namespace DeepNet;

/// <summary>The mean of each channel over all steps: <c>y = mean of x[i]</c> over all <c>i</c> (Lin, Chen and Yan 2013, arXiv:1312.4400).</summary>
/// <remarks>
/// Input shape: <c>[steps, channels]</c>. Output shape: <c>[channels]</c>. Parameters: none.
/// </remarks>
public sealed class GlobalAveragePool1DAttribute : LayerAttribute;
