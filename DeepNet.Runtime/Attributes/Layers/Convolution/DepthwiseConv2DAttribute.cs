namespace DeepNet;

/// <summary>
/// A convolution of each channel on its own: <c>output[y, x, c · multiplier + m] = bias[c · multiplier + m] + Σ input[y · stride + i · dilation - padding,
/// x · stride + j · dilation - padding, c] · weight[i, j, c, m]</c> (Chollet 2017, arXiv:1610.02357).
/// </summary>
/// <remarks>
/// Input shape: <c>[height, width, channels]</c>. Output shape: <c>[outputHeight, outputWidth, channels · multiplier]</c>, with the height and width of
/// <see cref="Conv2DAttribute"/>. Parameters: <c>weight [kernel, kernel, channels, multiplier]</c>, which is PyTorch's <c>weight</c> of as many groups as
/// channels after <c>reshape(channels, multiplier, kernel, kernel).permute(2, 3, 0, 1)</c> and Keras's as it is, and <c>bias [channels · multiplier]</c>.
/// Initialisation: fanIn is <c>kernel · kernel</c>, fanOut <c>kernel · kernel · multiplier</c>. Followed by a Conv2D with a kernel of 1 it makes a separable
/// convolution.
/// </remarks>
/// <param name="kernel">The kernel's height and width, at least 1.</param>
public sealed class DepthwiseConv2DAttribute(int kernel) : LayerAttribute
{
    /// <summary>The kernel's height and width.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>The output channels per input channel. Default 1.</summary>
    public int Multiplier { get; set; } = 1;

    /// <summary>The pixels from one output to the next, in both directions. Default 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary><see cref="global::DeepNet.Padding.Valid"/>, <see cref="global::DeepNet.Padding.Same"/>, or the zeros on each side. Default Valid.</summary>
    public int Padding { get; set; }

    /// <summary>The pixels from one element of the kernel to the next, in both directions. Default 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Whether a bias is added. Default true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weights are drawn. Default: chosen from the activation that follows.</summary>
    public Initializer Initializer { get; set; }
}
