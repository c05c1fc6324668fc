namespace DeepNet;

/// <summary>Smooth ReLU: <c>log(1 + exp(x))</c>, computed without overflow.</summary>
/// <remarks>Input shape: any. Output shape: the same.</remarks>
public sealed class SoftplusAttribute : LayerAttribute;
