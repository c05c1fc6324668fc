namespace DeepNet;

/// <summary>Adds a vector for each position, so that layers without a notion of order know where each step is: <c>output[s] = input[s] + weight[s]</c>.</summary>
/// <remarks>
/// <para>
/// Input shape: <c>[steps, features]</c>. Output shape: the same. Parameters: <c>weight [steps, features]</c>, drawn from the normal distribution with variance
/// <c>1 / features</c>; none if <see cref="Sinusoidal"/> is set.
/// </para>
/// <para>
/// The fixed table of Vaswani et al. 2017 (arXiv:1706.03762, section 3.5) has <c>sin(s / 10000^(2i / features))</c> in column <c>2i</c> and the cosine of the same
/// angle in column <c>2i + 1</c>.
/// </para>
/// </remarks>
public sealed class PositionalEmbeddingAttribute : LayerAttribute
{
    /// <summary>Whether the fixed table of sines and cosines is added instead of learned weights. Default false.</summary>
    public bool Sinusoidal { get; set; }
}
