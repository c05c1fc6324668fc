namespace DeepNet;

/// <summary>Long short-term memory (Hochreiter and Schmidhuber 1997), with the forget gate of Gers et al. 2000.</summary>
/// <remarks>
/// With <c>a = x[t] · weight + h[t-1] · recurrentWeight + bias</c> in four gates of <c>units</c> columns each, in the order <c>i, f, g, o</c>:
/// <c>c[t] = sigmoid(f) c[t-1] + sigmoid(i) tanh(g)</c>, <c>h[t] = sigmoid(o) tanh(c[t])</c>. Shapes, parameters and initial weights:
/// <see cref="RecurrentAttribute"/>. Keras and PyTorch have the same order of gates; PyTorch's weights are transposed, and its two biases add up to this one:
/// <c>weight = weight_ih.T</c>, <c>recurrentWeight = weight_hh.T</c>, <c>bias = bias_ih + bias_hh</c>.
/// </remarks>
/// <param name="units">The size of the hidden state, at least 1.</param>
public sealed class LstmAttribute(int units) : RecurrentAttribute(units)
{
    /// <summary>Whether the bias of the forget gate begins as 1, so that a new network remembers (Jozefowicz et al. 2015), as in Keras. Default true.</summary>
    public bool UnitForgetBias { get; set; } = true;
}
