namespace DeepNet;

/// <summary>
/// Lamb, for large batches: <c>d = m̂ / (√v̂ + ε) + weightDecay · w; w -= learningRate · ‖w‖ / ‖d‖ · d</c> with the means of <see cref="AdamAttribute"/> and
/// the norms of each parameter tensor; a ratio with a norm of 0 is 1 (You et al. 2020, arXiv:1904.00962).
/// </summary>
/// <remarks>State: two numbers per parameter. Default learning rate 0.001.</remarks>
public sealed class LambAttribute() : OptimizerAttribute(1e-3f)
{
    /// <summary>The decay of the mean of gradients, 0 &lt;= beta1 &lt; 1. Default 0.9.</summary>
    public float Beta1 { get; set; } = 0.9f;

    /// <summary>The decay of the mean of squared gradients, 0 &lt;= beta2 &lt; 1. Default 0.999.</summary>
    public float Beta2 { get; set; } = 0.999f;

    /// <summary>Added to the denominator against division by zero, more than 0. Default 1e-6.</summary>
    public float Epsilon { get; set; } = 1e-6f;

    /// <summary>The share of the weight in the direction, at least 0. Default 0.</summary>
    public float WeightDecay { get; set; }
}
