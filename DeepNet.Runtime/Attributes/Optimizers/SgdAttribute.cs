namespace DeepNet;

/// <summary>Stochastic gradient descent, as PyTorch defines it: <c>g += weightDecay · w; v = momentum · v + g; w -= learningRate · v</c>.</summary>
/// <remarks>With <see cref="Nesterov"/> the step is <c>w -= learningRate · (g + momentum · v)</c> (Sutskever et al. 2013). State: one number a parameter if momentum is used, else none.</remarks>
public sealed class SgdAttribute() : OptimizerAttribute(0.01f)
{
    /// <summary>The share of the last step that is kept, 0 &lt;= momentum &lt; 1. Default 0.</summary>
    public float Momentum { get; set; }

    /// <summary>Whether the gradient is looked up ahead of the momentum step. Needs <see cref="Momentum"/>. Default false.</summary>
    public bool Nesterov { get; set; }

    /// <summary>The factor of the L2 penalty, added to the gradient, at least 0. Default 0.</summary>
    public float WeightDecay { get; set; }
}
