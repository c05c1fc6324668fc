namespace DeepNet;

/// <summary>
/// AdaGrad: <c>s += g²; w -= learningRate / (1 + (t - 1) · learningRateDecay) · g / (√s + ε)</c>, as PyTorch defines it
/// (Duchi, Hazan and Singer 2011, JMLR 12).
/// </summary>
/// <remarks>State: one number per parameter. Default learning rate 0.01.</remarks>
public sealed class AdaGradAttribute() : OptimizerAttribute(0.01f)
{
    /// <summary>How fast the learning rate falls with the steps, at least 0. Default 0.</summary>
    public float LearningRateDecay { get; set; }

    /// <summary>What the sum of squared gradients begins with, at least 0. Default 0.</summary>
    public float InitialSum { get; set; }

    /// <summary>Added to the denominator against division by zero, more than 0. Default 1e-10.</summary>
    public float Epsilon { get; set; } = 1e-10f;

    /// <summary>The factor of the L2 penalty, added to the gradient, at least 0. Default 0.</summary>
    public float WeightDecay { get; set; }
}
