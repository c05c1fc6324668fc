namespace DeepNet;

/// <summary>A trainable vector for each token: <c>output[step] = weight[token[step]]</c> (Bengio et al. 2003).</summary>
/// <remarks>
/// Input shape: any, of integers, such as <c>[steps]</c> of <c>[Input(steps, Integer = true)]</c>. Each is at least 0 and less than
/// <c>vocabulary</c>, which every call checks. Output shape: the input's shape followed by <c>dimension</c>, such as <c>[steps, dimension]</c>.
/// Parameters: <c>weight [vocabulary, dimension]</c>, row-major, drawn from the standard normal distribution as PyTorch does. The gradients of
/// a token that occurs several times are added up. An optimizer changes the whole table, as with PyTorch's dense gradients.
/// </remarks>
/// <param name="vocabulary">The number of tokens, at least 1.</param>
/// <param name="dimension">The size of a vector, at least 1.</param>
public sealed class EmbeddingAttribute(int vocabulary, int dimension) : LayerAttribute
{
    /// <summary>The number of tokens.</summary>
    public int Vocabulary { get; } = vocabulary;

    /// <summary>The size of a vector.</summary>
    public int Dimension { get; } = dimension;
}
