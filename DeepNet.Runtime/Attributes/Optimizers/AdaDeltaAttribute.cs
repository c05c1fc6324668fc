namespace DeepNet;

/// <summary>
/// AdaDelta: <c>v = ρ v + (1 - ρ) g²; Δ = √(u + ε) / √(v + ε) · g; u = ρ u + (1 - ρ) Δ²; w -= learningRate · Δ</c>, as PyTorch defines it
/// (Zeiler 2012, arXiv:1212.5701).
/// </summary>
/// <remarks>State: two numbers per parameter. Default learning rate 1.</remarks>
public sealed class AdaDeltaAttribute() : OptimizerAttribute(1f)
{
    /// <summary>The decay of both means, 0 &lt;= rho &lt; 1. Default 0.9.</summary>
    public float Rho { get; set; } = 0.9f;

    /// <summary>Added under both roots, more than 0. Default 1e-6.</summary>
    public float Epsilon { get; set; } = 1e-6f;

    /// <summary>The factor of the L2 penalty, added to the gradient, at least 0. Default 0.</summary>
    public float WeightDecay { get; set; }
}
