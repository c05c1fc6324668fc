namespace DeepNet;

/// <summary>Sigmoid linear unit, also called swish: <c>x · sigmoid(x)</c> (Elfwing et al. 2017, arXiv:1702.03118).</summary>
/// <remarks>Input shape: any. Output shape: the same.</remarks>
public sealed class SiluAttribute : LayerAttribute;
