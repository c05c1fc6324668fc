namespace DeepNet;

/// <summary>
/// Muon: <c>m = momentum · m + (1 - momentum) g; w -= learningRate · √max(1, columns / rows) · orthogonal(momentum · m + (1 - momentum) g)</c> for the matrices
/// of hidden layers, AdamW for everything else (Jordan et al. 2024, kellerjordan.github.io/posts/muon).
/// </summary>
/// <remarks>
/// <c>orthogonal</c> replaces the singular values of a matrix by numbers near 1, by five Newton-Schulz iterations
/// <c>X = 3.4445 X - 4.7750 (XXᵀ) X + 2.0315 (XXᵀ)² X</c> from <c>X / ‖X‖</c>, in the network's precision.
/// A weight of more than two sizes, as of a convolution, counts as a matrix of its last size. AdamW, as the author recommends, updates biases, gains,
/// embeddings and the layers that make the outputs. State: two numbers per parameter. Default learning rate 0.02.
/// </remarks>
public sealed class MuonAttribute() : OptimizerAttribute(0.02f)
{
    /// <summary>The decay of the momentum, 0 &lt;= momentum &lt; 1. Default 0.95.</summary>
    public float Momentum { get; set; } = 0.95f;

    /// <summary>Whether the gradient is looked up ahead of the momentum step; else <c>orthogonal(m)</c>. Default true.</summary>
    public bool Nesterov { get; set; } = true;

    /// <summary>The share of each parameter that a step removes, times its learning rate, at least 0. Default 0.</summary>
    public float WeightDecay { get; set; }

    /// <summary>The learning rate of AdamW, more than 0. It stays in proportion when the network's <c>LearningRate</c> is changed. Default 0.0003.</summary>
    public float AdamLearningRate { get; set; } = 3e-4f;

    /// <summary>AdamW's decay of the mean of gradients, 0 &lt;= beta1 &lt; 1. Default 0.9.</summary>
    public float Beta1 { get; set; } = 0.9f;

    /// <summary>AdamW's decay of the mean of squared gradients, 0 &lt;= beta2 &lt; 1. Default 0.95.</summary>
    public float Beta2 { get; set; } = 0.95f;

    /// <summary>Added to AdamW's denominator against division by zero, more than 0. Default 1e-10.</summary>
    public float Epsilon { get; set; } = 1e-10f;
}
