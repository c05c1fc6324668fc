namespace DeepNet;

/// <summary>
/// RAdam, Adam with a rectified variance: as long as <c>ρₜ = ρ - 2t β2ᵗ / (1 - β2ᵗ)</c> with <c>ρ = 2 / (1 - β2) - 1</c> is at most 5,
/// <c>w -= learningRate · m̂</c>, then <c>w -= learningRate · r · √(1 - β2ᵗ) · m̂ / (√v + ε)</c> with <c>r² = (ρₜ - 4)(ρₜ - 2) ρ / ((ρ - 4)(ρ - 2) ρₜ)</c>,
/// as PyTorch defines it (Liu et al. 2020, arXiv:1908.03265).
/// </summary>
/// <remarks>State: two numbers per parameter. Default learning rate 0.001.</remarks>
public sealed class RAdamAttribute() : OptimizerAttribute(1e-3f)
{
    /// <summary>The decay of the mean of gradients, 0 &lt;= beta1 &lt; 1. Default 0.9.</summary>
    public float Beta1 { get; set; } = 0.9f;

    /// <summary>The decay of the mean of squared gradients, 0 &lt;= beta2 &lt; 1. Default 0.999.</summary>
    public float Beta2 { get; set; } = 0.999f;

    /// <summary>Added to the denominator against division by zero, more than 0. Default 1e-8.</summary>
    public float Epsilon { get; set; } = 1e-8f;

    /// <summary>The factor of the L2 penalty, added to the gradient, at least 0. Default 0.</summary>
    public float WeightDecay { get; set; }
}
