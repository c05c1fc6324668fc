namespace DeepNet;

/// <summary>Scaled exponential linear unit with the self-normalising constants 1.0507 and 1.6733 (Klambauer et al. 2017, arXiv:1706.02515).</summary>
/// <remarks>Input shape: any. Output shape: the same.</remarks>
public sealed class SeluAttribute : LayerAttribute;
