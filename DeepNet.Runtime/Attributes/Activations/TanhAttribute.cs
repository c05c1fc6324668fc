namespace DeepNet;

/// <summary>Hyperbolic tangent.</summary>
/// <remarks>Input shape: any. Output shape: the same.</remarks>
public sealed class TanhAttribute : LayerAttribute;
