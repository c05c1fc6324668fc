namespace DeepNet;

/// <summary>
/// NAdam, Adam with Nesterov momentum: <c>w -= learningRate · ((1 - μₜ) / (1 - μ₁…μₜ) · g + μₜ₊₁ / (1 - μ₁…μₜ₊₁) · m) / (√v̂ + ε)</c> with the means of
/// <see cref="AdamAttribute"/> and <c>μₜ = β1 (1 - ½ · 0.96^(t · momentumDecay))</c> (Dozat 2016, ICLR workshop).
/// </summary>
/// <remarks>
/// As PyTorch computes it, but for 1.13, which multiplies the product of the momenta twice by the last one; later versions do not.
/// State: two numbers per parameter. Default learning rate 0.002.
/// </remarks>
public sealed class NAdamAttribute() : OptimizerAttribute(2e-3f)
{
    /// <summary>The decay of the mean of gradients, 0 &lt;= beta1 &lt; 1. Default 0.9.</summary>
    public float Beta1 { get; set; } = 0.9f;

    /// <summary>The decay of the mean of squared gradients, 0 &lt;= beta2 &lt; 1. Default 0.999.</summary>
    public float Beta2 { get; set; } = 0.999f;

    /// <summary>Added to the denominator against division by zero, more than 0. Default 1e-8.</summary>
    public float Epsilon { get; set; } = 1e-8f;

    /// <summary>How fast the momentum approaches beta1, at least 0. Default 0.004.</summary>
    public float MomentumDecay { get; set; } = 4e-3f;

    /// <summary>The factor of the L2 penalty, added to the gradient, at least 0. Default 0.</summary>
    public float WeightDecay { get; set; }
}
