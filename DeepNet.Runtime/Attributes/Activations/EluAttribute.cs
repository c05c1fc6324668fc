namespace DeepNet;

/// <summary>Exponential linear unit: <c>x</c> if <c>x &gt; 0</c>, else <c>alpha · (exp(x) - 1)</c> (Clevert et al. 2016, arXiv:1511.07289).</summary>
/// <remarks>Input shape: any. Output shape: the same.</remarks>
/// <param name="alpha">Minus the limit at minus infinity, more than 0. Default 1.</param>
public sealed class EluAttribute(float alpha = 1f) : LayerAttribute
{
    /// <summary>Minus the limit at minus infinity.</summary>
    public float Alpha { get; } = alpha;
}
