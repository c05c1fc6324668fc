namespace DeepNet;

/// <summary>
/// Adamax, Adam by the largest instead of the mean square gradient:
/// <c>m = β1 m + (1 - β1) g; u = max(β2 u, |g| + ε); w -= learningRate / (1 - β1ᵗ) · m / u</c>, as PyTorch defines it
/// (Kingma and Ba 2015, arXiv:1412.6980).
/// </summary>
/// <remarks>State: two numbers per parameter. Default learning rate 0.002.</remarks>
public sealed class AdamaxAttribute() : OptimizerAttribute(2e-3f)
{
    /// <summary>The decay of the mean of gradients, 0 &lt;= beta1 &lt; 1. Default 0.9.</summary>
    public float Beta1 { get; set; } = 0.9f;

    /// <summary>The decay of the largest gradient, 0 &lt;= beta2 &lt; 1. Default 0.999.</summary>
    public float Beta2 { get; set; } = 0.999f;

    /// <summary>Added to the gradient's magnitude against division by zero, more than 0. Default 1e-8.</summary>
    public float Epsilon { get; set; } = 1e-8f;

    /// <summary>The factor of the L2 penalty, added to the gradient, at least 0. Default 0.</summary>
    public float WeightDecay { get; set; }
}
