namespace DeepNet;

/// <summary>The gated recurrent unit (Cho et al. 2014, arXiv:1406.1078), with the reset gate applied after the recurrent product, as in cuDNN and PyTorch.</summary>
/// <remarks>
/// With <c>a = x[t] · weight + bias</c> and <c>b = h[t-1] · recurrentWeight + recurrentBias</c> in three gates of <c>units</c> columns each, in the order
/// <c>r, z, n</c>: <c>r = sigmoid(a + b)</c>, <c>z = sigmoid(a + b)</c>, <c>n = tanh(a + r b)</c>, <c>h[t] = (1 - z) n + z h[t-1]</c>. Shapes, parameters and
/// initial weights: <see cref="RecurrentAttribute"/>, and <c>recurrentBias [3 * units]</c>. PyTorch has the same order of gates and its weights transposed:
/// <c>weight = weight_ih.T</c>, <c>recurrentWeight = weight_hh.T</c>, <c>bias = bias_ih</c>, <c>recurrentBias = bias_hh</c>. Keras (with its default
/// <c>reset_after</c>) has the order <c>z, r, n</c>.
/// </remarks>
/// <param name="units">The size of the hidden state, at least 1.</param>
public sealed class GruAttribute(int units) : RecurrentAttribute(units);
