namespace DeepNet;

/// <summary>
/// Adam with decoupled weight decay: before the step of <see cref="AdamAttribute"/>, <c>w -= learningRate · weightDecay · w</c>
/// (Loshchilov and Hutter 2019, arXiv:1711.05101).
/// </summary>
/// <remarks>State: two numbers per parameter, three with <see cref="AmsGrad"/>.</remarks>
public sealed class AdamWAttribute() : OptimizerAttribute(1e-3f)
{
    /// <summary>The decay of the mean of gradients, 0 &lt;= beta1 &lt; 1. Default 0.9.</summary>
    public float Beta1 { get; set; } = 0.9f;

    /// <summary>The decay of the mean of squared gradients, 0 &lt;= beta2 &lt; 1. Default 0.999.</summary>
    public float Beta2 { get; set; } = 0.999f;

    /// <summary>Added to the denominator against division by zero, more than 0. Default 1e-8.</summary>
    public float Epsilon { get; set; } = 1e-8f;

    /// <summary>The share of each parameter that a step removes, times the learning rate, at least 0. Default 0.01.</summary>
    public float WeightDecay { get; set; } = 0.01f;

    /// <summary>Whether the largest mean of squared gradients so far takes the place of the present one (AMSGrad; Reddi, Kale and Kumar 2018, arXiv:1904.09237). Default false.</summary>
    public bool AmsGrad { get; set; }
}
