namespace DeepNet;

/// <summary>Stochastic gradient descent, as PyTorch defines it: <c>g += weightDecay · w; v = momentum · v + g; w -= learningRate · v</c>.</summary>
/// <remarks>With <see cref="Nesterov"/> the step is <c>w -= learningRate · (g + momentum · v)</c> (Sutskever et al. 2013). State: one number per parameter if momentum is used, else none.</remarks>
public sealed class SgdAttribute() : OptimizerAttribute(0.01f)
{
    /// <summary>The share of the last step that is kept, 0 &lt;= momentum &lt; 1. Default 0.</summary>
    public float Momentum { get; set; }

    /// <summary>What the momentum takes less of each gradient but the first: <c>v = momentum · v + (1 - dampening) · g</c>, 0 &lt;= dampening &lt; 1. Needs <see cref="Momentum"/> without <see cref="Nesterov"/>. Default 0.</summary>
    public float Dampening { get; set; }

    /// <summary>Whether the gradient is looked up ahead of the momentum step. Needs <see cref="Momentum"/>. Default false.</summary>
    public bool Nesterov { get; set; }

    /// <summary>The factor of the L2 penalty, added to the gradient, at least 0. Default 0.</summary>
    public float WeightDecay { get; set; }
}
