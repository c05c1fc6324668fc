namespace DeepNet;

/// <summary>Gaussian error linear unit: <c>x · Φ(x)</c> with <c>Φ(x) = (1 + erf(x / √2)) / 2</c> (Hendrycks and Gimpel 2016, arXiv:1606.08415).</summary>
/// <remarks>Input shape: any. Output shape: the same.</remarks>
public sealed class GeluAttribute : LayerAttribute
{
    /// <summary>If true, <c>x / 2 · (1 + tanh(√(2/π) · (x + 0.044715 x³)))</c> is used, as GPT-2 does. Default false, the exact form.</summary>
    public bool Approximate { get; set; }
}
