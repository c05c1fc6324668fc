namespace DeepNet;

/// <summary>The recurrent layer without gates: <c>h[t] = tanh(x[t] · weight + h[t-1] · recurrentWeight + bias)</c> (Elman 1990).</summary>
/// <remarks>
/// Shapes, parameters and initial weights: <see cref="RecurrentAttribute"/>, with one gate. PyTorch's <c>RNN</c> has these weights transposed, and its two
/// biases add up to this one: <c>weight = weight_ih.T</c>, <c>recurrentWeight = weight_hh.T</c>, <c>bias = bias_ih + bias_hh</c>.
/// </remarks>
/// <param name="units">The size of the hidden state, at least 1.</param>
public sealed class SimpleRnnAttribute(int units) : RecurrentAttribute(units)
{
    /// <summary>The activation that is applied to the sums. Default <see cref="RecurrentActivation.Tanh"/>.</summary>
    public RecurrentActivation Activation { get; set; }
}
