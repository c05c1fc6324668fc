namespace DeepNet;

/// <summary>Normalised exponential over the last dimension: <c>exp(x_i) / Σ exp(x_j)</c>, computed without overflow.</summary>
/// <remarks>Input shape: any. Output shape: the same. Do not put it before <see cref="CrossEntropyLossAttribute"/>, which takes logits.</remarks>
public sealed class SoftmaxAttribute : LayerAttribute;
