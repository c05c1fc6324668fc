namespace DeepNet;

/// <summary>Piecewise swish: <c>x · min(max(x + 3, 0), 6) / 6</c> (Howard et al. 2019, arXiv:1905.02244).</summary>
/// <remarks>Input shape: any. Output shape: the same.</remarks>
public sealed class HardSwishAttribute : LayerAttribute;
