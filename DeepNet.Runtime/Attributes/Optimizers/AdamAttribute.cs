namespace DeepNet;

/// <summary>
/// Adam: <c>m = β1 m + (1 - β1) g; v = β2 v + (1 - β2) g²; w -= learningRate · m̂ / (√v̂ + ε)</c> with <c>m̂ = m / (1 - β1ᵗ)</c>,
/// <c>v̂ = v / (1 - β2ᵗ)</c> (Kingma and Ba 2015, arXiv:1412.6980).
/// </summary>
/// <remarks>State: two numbers per parameter, three with <see cref="AmsGrad"/>.</remarks>
public sealed class AdamAttribute() : OptimizerAttribute(1e-3f)
{
    /// <summary>The decay of the mean of gradients, 0 &lt;= beta1 &lt; 1. Default 0.9.</summary>
    public float Beta1 { get; set; } = 0.9f;

    /// <summary>The decay of the mean of squared gradients, 0 &lt;= beta2 &lt; 1. Default 0.999.</summary>
    public float Beta2 { get; set; } = 0.999f;

    /// <summary>Added to the denominator against division by zero, more than 0. Default 1e-8.</summary>
    public float Epsilon { get; set; } = 1e-8f;

    /// <summary>The factor of the L2 penalty, added to the gradient, at least 0. Default 0.</summary>
    public float WeightDecay { get; set; }

    /// <summary>Whether the largest mean of squared gradients so far takes the place of the present one (AMSGrad; Reddi, Kale and Kumar 2018, arXiv:1904.09237). Default false.</summary>
    public bool AmsGrad { get; set; }
}
