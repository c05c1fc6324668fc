namespace DeepNet;

/// <summary>
/// Quantile or pinball loss (Koenker and Bassett 1978): <c>q · e</c> for <c>e = target - x &gt; 0</c>, else <c>(q - 1) · e</c>; the mean over elements and
/// batch. The output learns the value below which the share q of the targets lies. Its derivative at 0 is taken as 0.
/// </summary>
/// <remarks>Targets: as many as the output has elements.</remarks>
/// <param name="quantile">The share q, more than 0 and less than 1. Default 0.5, the median.</param>
public sealed class QuantileLossAttribute(float quantile = 0.5f) : LossAttribute
{
    /// <summary>The share q.</summary>
    public float Quantile { get; } = quantile;
}
