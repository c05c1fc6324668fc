namespace DeepNet;

/// <summary>Rectified linear unit: <c>max(x, 0)</c>. Its derivative at 0 is taken as 0.</summary>
/// <remarks>Input shape: any. Output shape: the same.</remarks>
public sealed class ReLUAttribute : LayerAttribute;
