namespace DeepNet;

/// <summary>
/// Lion: <c>w *= 1 - learningRate · weightDecay; w -= learningRate · sign(β1 m + (1 - β1) g); m = β2 m + (1 - β2) g</c>
/// (Chen et al. 2023, arXiv:2302.06675).
/// </summary>
/// <remarks>Every weight moves by the learning rate, so it is chosen 3 to 10 times smaller than for AdamW. State: one number per parameter. Default learning rate 0.0001.</remarks>
public sealed class LionAttribute() : OptimizerAttribute(1e-4f)
{
    /// <summary>The share of the momentum in a step's direction, 0 &lt;= beta1 &lt; 1. Default 0.9.</summary>
    public float Beta1 { get; set; } = 0.9f;

    /// <summary>The decay of the momentum, 0 &lt;= beta2 &lt; 1. Default 0.99.</summary>
    public float Beta2 { get; set; } = 0.99f;

    /// <summary>The share of each parameter that a step removes, times the learning rate, apart from the gradient; at least 0. Default 0.</summary>
    public float WeightDecay { get; set; }
}
