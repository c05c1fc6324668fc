namespace DeepNet;

/// <summary>
/// Multi-head attention: every step looks at all steps of a sequence and takes a mean of their values, weighted by how well its query fits their keys.
/// For each head <c>softmax(Q · Kᵀ / √headSize) · V</c> with <c>Q = x · queryWeight + queryBias</c>, <c>K = m · keyWeight</c> and
/// <c>V = m · valueWeight + valueBias</c>; the output is the heads side by side, times <c>outputWeight</c> plus <c>outputBias</c>. <c>x</c> is the input;
/// <c>m</c> is the input too, or <see cref="Memory"/>.
/// </summary>
/// <remarks>
/// <para>Vaswani et al. 2017, arXiv:1706.03762, section 3.2. Input shape: <c>[steps, features]</c>. Output shape: the same.</para>
/// <para>
/// Parameters, with <c>width = heads · headSize</c>: <c>queryWeight [features, width]</c>, <c>keyWeight</c> and <c>valueWeight [memory features, width]</c>,
/// <c>outputWeight [width, features]</c>, row-major, and <c>queryBias</c>, <c>valueBias [width]</c>, <c>outputBias [features]</c>. Only
/// <see cref="Rotary"/> has a <c>keyBias [width]</c>: without rotation, a bias of the keys would add the same number to all scores of a query, which softmax cancels. Weights are drawn
/// by <see cref="Initializer.GlorotUniform"/>, biases start at zero. Columns <c>h · headSize</c> to <c>(h + 1) · headSize - 1</c> belong to head <c>h</c>. From
/// <c>torch.nn.MultiheadAttention</c>: query, key and value weight are the transposed thirds of <c>in_proj_weight [3 · width, features]</c>, in this order (or
/// <c>q_proj_weight</c>, <c>k_proj_weight</c>, <c>v_proj_weight</c>, transposed), the biases are the first and the last third of <c>in_proj_bias</c>, and
/// <c>outputWeight</c> is <c>out_proj.weight</c>, transposed.
/// </para>
/// <para>
/// No matrix of steps × steps is ever stored: weights are computed for a few queries at a time, and backward computes them again from one number per
/// query and head, the logarithm of the softmax's sum (Dao et al. 2022, arXiv:2205.14135).
/// </para>
/// </remarks>
/// <param name="heads">The number of heads, at least 1.</param>
public sealed class MultiHeadAttentionAttribute(int heads) : LayerAttribute
{
    /// <summary>The number of heads.</summary>
    public int Heads { get; } = heads;

    /// <summary>Whether step <c>i</c> sees only the steps up to <c>i</c>, as a model that predicts the next step needs. Not with <see cref="Memory"/>. Default false.</summary>
    public bool Causal { get; set; }

    /// <summary>
    /// The name of an integer input <c>[steps]</c> (the steps of the keys) with 0 where a step is padding and any other number, such as 1, where it is real.
    /// Keys at padding get no weight. If a query sees no key at all, its weights are all 0, so that its output is <c>outputBias</c>; PyTorch
    /// gives NaN there. Default: every step is real.
    /// </summary>
    public string? Mask { get; set; }

    /// <summary>
    /// The name of the input or layer <c>[memory steps, memory features]</c> that keys and values are made from: cross attention. Default: the layer's own
    /// input, which is self-attention.
    /// </summary>
    public string? Memory { get; set; }

    /// <summary>
    /// Whether queries and keys are rotated by their positions, so that their products depend on the distance of the steps only. In each head the elements
    /// <c>i</c> and <c>i + headSize / 2</c> are a pair, rotated by the angle <c>position · 10000^(-2i / headSize)</c>. Su et al. 2021, arXiv:2104.09864, who pair
    /// neighbours instead; the halves are the convention of GPT-NeoX and Llama, and differ by a permutation of the columns of <c>queryWeight</c> and
    /// <c>keyWeight</c>. <see cref="HeadSize"/> has to be even. Default false.
    /// </summary>
    public bool Rotary { get; set; }

    /// <summary>Whether the projections add biases. Default true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>The elements of queries, keys and values in each head. Default 0: features / heads, which has to be a whole number.</summary>
    public int HeadSize { get; set; }

    /// <summary>
    /// The share of the attention weights that are set to zero while training, at least 0 and less than 1; those that stay are scaled by <c>1 / (1 - rate)</c>.
    /// Weight <c>(sample, head, query, key)</c> has the mask's element <c>((sample · heads + head) · steps + query) · keys + key</c>. Default 0.
    /// </summary>
    public float Dropout { get; set; }
}
