namespace DeepNet;

/// <summary>Logistic function: <c>1 / (1 + exp(-x))</c>.</summary>
/// <remarks>Input shape: any. Output shape: the same.</remarks>
public sealed class SigmoidAttribute : LayerAttribute;
