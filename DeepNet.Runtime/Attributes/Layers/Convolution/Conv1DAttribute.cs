namespace DeepNet;

/// <summary>A convolution over the steps of a sequence: <c>output[t, f] = bias[f] + Σ input[t · stride + k · dilation - padding, c] · weight[k, c, f]</c>.</summary>
/// <remarks>
/// Input shape: <c>[steps, channels]</c>. Output shape: <c>[outputSteps, filters]</c> with
/// <c>outputSteps = floor((steps + 2 · padding - dilation · (kernel - 1) - 1) / stride) + 1</c>. Parameters: <c>weight [kernel, channels / groups, filters]</c>,
/// which is PyTorch's <c>weight</c> after <c>permute(2, 1, 0)</c>, and <c>bias [filters]</c>. Initialisation: fanIn is <c>kernel · channels / groups</c>.
/// </remarks>
/// <param name="filters">The channels of the output, at least 1.</param>
/// <param name="kernel">The steps that one output sees, at least 1.</param>
public sealed class Conv1DAttribute(int filters, int kernel) : LayerAttribute
{
    /// <summary>The channels of the output.</summary>
    public int Filters { get; } = filters;

    /// <summary>The steps that one output sees.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>The steps from one output to the next. Default 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary><see cref="global::DeepNet.Padding.Valid"/>, <see cref="global::DeepNet.Padding.Same"/>, or the zeros on each side. Default Valid.</summary>
    public int Padding { get; set; }

    /// <summary>The steps from one element of the kernel to the next. Default 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>
    /// The number of groups that channels and filters are divided into; a filter sees only the channels of its group. Has to divide both. Default 1.
    /// </summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether a bias is added. Default true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weights are drawn. Default: chosen from the activation that follows.</summary>
    public Initializer Initializer { get; set; }
}
