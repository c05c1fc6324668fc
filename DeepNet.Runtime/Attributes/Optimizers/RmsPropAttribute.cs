namespace DeepNet;

/// <summary>
/// RMSProp: <c>v = α v + (1 - α) g²; w -= learningRate · g / (√v + ε)</c>, as PyTorch defines it (Tieleman and Hinton 2012).
/// </summary>
/// <remarks>
/// With <see cref="Centered"/> the divisor is <c>√(v - mean²) + ε</c> with <c>mean = α mean + (1 - α) g</c> (Graves 2013, arXiv:1308.0850). With
/// <see cref="Momentum"/>, <c>velocity = momentum · velocity + g / (√v + ε); w -= learningRate · velocity</c>.
/// State: one number per parameter, and one more for each of the two. Default learning rate 0.01.
/// </remarks>
public sealed class RmsPropAttribute() : OptimizerAttribute(0.01f)
{
    /// <summary>The decay of the mean of squared gradients, 0 &lt;= alpha &lt; 1. Default 0.99.</summary>
    public float Alpha { get; set; } = 0.99f;

    /// <summary>The share of the last step that is kept, 0 &lt;= momentum &lt; 1. Default 0.</summary>
    public float Momentum { get; set; }

    /// <summary>Whether gradients are divided by an estimate of their deviation instead of their mean square. Default false.</summary>
    public bool Centered { get; set; }

    /// <summary>Added to the denominator against division by zero, more than 0. Default 1e-8.</summary>
    public float Epsilon { get; set; } = 1e-8f;

    /// <summary>The factor of the L2 penalty, added to the gradient, at least 0. Default 0.</summary>
    public float WeightDecay { get; set; }
}
