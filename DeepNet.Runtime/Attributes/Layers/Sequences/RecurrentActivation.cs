namespace DeepNet;

/// <summary>The activation of a <see cref="SimpleRnnAttribute"/>.</summary>
public enum RecurrentActivation
{
    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary><c>max(x, 0)</c> (Le et al. 2015, arXiv:1504.00941).</summary>
    ReLU,
}
