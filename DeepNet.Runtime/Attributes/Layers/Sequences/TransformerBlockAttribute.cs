namespace DeepNet;

/// <summary>
/// One block of a transformer: attention and a feed-forward network at each step, each added to its input.
/// <c>a = x + attention(norm(x))</c>, <c>y = a + dense2(activation(dense1(norm(a))))</c>; with <see cref="PreNorm"/> off
/// <c>a = norm(x + attention(x))</c>, <c>y = norm(a + dense2(activation(dense1(a))))</c>.
/// </summary>
/// <remarks>
/// <para>
/// Vaswani et al. 2017, arXiv:1706.03762; normalisation before each part: Xiong et al. 2020, arXiv:2002.04745. Input shape: <c>[steps, features]</c>. Output shape: the
/// same. The block stands for MultiHeadAttention, Dense with <c>PerStep</c>, LayerNorm or RmsNorm, Dropout and Add. Their names are the name of the block followed by
/// <c>Attention</c>, <c>AttentionNorm</c>, <c>Expand</c>, <c>Contract</c>, <c>FeedForwardNorm</c>, as in <c>TransformerBlock1Attention</c>.
/// </para>
/// <para>
/// The same as <c>torch.nn.TransformerEncoderLayer</c> with <c>norm_first</c> = <see cref="PreNorm"/>, apart from its dropout of attention weights and inside the
/// feed-forward network, which the paper does not have.
/// </para>
/// </remarks>
/// <param name="heads">The number of attention heads, which has to divide the features.</param>
/// <param name="feedForward">The units of the feed-forward network's first layer; four times the features is usual.</param>
public sealed class TransformerBlockAttribute(int heads, int feedForward) : LayerAttribute
{
    /// <summary>The number of attention heads.</summary>
    public int Heads { get; } = heads;

    /// <summary>The units of the feed-forward network's first layer.</summary>
    public int FeedForward { get; } = feedForward;

    /// <summary>Whether each part normalises its input; otherwise the sum after it is normalised, as in the first paper. Default true.</summary>
    public bool PreNorm { get; set; } = true;

    /// <summary>Whether step <c>i</c> sees only the steps up to <c>i</c>. Default false.</summary>
    public bool Causal { get; set; }

    /// <summary>The name of an integer input <c>[steps]</c> with 0 where a step is padding; see <see cref="MultiHeadAttentionAttribute.Mask"/>. Default: every step is real.</summary>
    public string? Mask { get; set; }

    /// <summary>Whether queries and keys are rotated by their positions; see <see cref="MultiHeadAttentionAttribute.Rotary"/>. Default false.</summary>
    public bool Rotary { get; set; }

    /// <summary>The rate of the dropout after each of the two parts, at least 0 and less than 1. Default 0: none.</summary>
    public float Dropout { get; set; }

    /// <summary>Whether the feed-forward network's activation is ReLU, as in the first paper, instead of Gelu. Default false.</summary>
    public bool UseReLU { get; set; }

    /// <summary>Whether the block normalises with RmsNorm instead of LayerNorm. Default false.</summary>
    public bool UseRmsNorm { get; set; }
}
