namespace DeepNet;

/// <summary>
/// A convolution over an image: <c>output[y, x, f] = bias[f] + Σ input[y · stride + i · dilation - padding, x · stride + j · dilation - padding, c] · weight[i, j, c, f]</c>
/// (LeCun et al. 1989).
/// </summary>
/// <remarks>
/// Input shape: <c>[height, width, channels]</c>. Output shape: <c>[outputHeight, outputWidth, filters]</c> with
/// <c>outputHeight = floor((height + 2 · padding - dilation · (kernelHeight - 1) - 1) / stride) + 1</c>, and the width alike. Parameters:
/// <c>weight [kernelHeight, kernelWidth, channels / groups, filters]</c>, which is PyTorch's <c>weight</c> after <c>permute(2, 3, 1, 0)</c> and Keras's
/// as it is, and <c>bias [filters]</c>. Initialisation: fanIn is <c>kernelHeight · kernelWidth · channels / groups</c>. Besides input and output, no algorithm needs memory that
/// grows with the batch.
/// </remarks>
public sealed class Conv2DAttribute : LayerAttribute
{
    /// <summary>A convolution with a square kernel.</summary>
    /// <param name="filters">The channels of the output, at least 1.</param>
    /// <param name="kernel">The kernel's height and width, at least 1.</param>
    public Conv2DAttribute(int filters, int kernel)
        : this(filters, kernel, kernel)
    {
    }

    /// <summary>A convolution with a kernel of any height and width.</summary>
    /// <param name="filters">The channels of the output, at least 1.</param>
    /// <param name="kernelHeight">The kernel's height, at least 1.</param>
    /// <param name="kernelWidth">The kernel's width, at least 1.</param>
    public Conv2DAttribute(int filters, int kernelHeight, int kernelWidth)
    {
        Filters = filters;
        KernelHeight = kernelHeight;
        KernelWidth = kernelWidth;
    }

    /// <summary>The channels of the output.</summary>
    public int Filters { get; }

    /// <summary>The kernel's height.</summary>
    public int KernelHeight { get; }

    /// <summary>The kernel's width.</summary>
    public int KernelWidth { get; }

    /// <summary>The pixels from one output to the next, in both directions. Default 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary><see cref="global::DeepNet.Padding.Valid"/>, <see cref="global::DeepNet.Padding.Same"/>, or the zeros on each side. Default Valid.</summary>
    public int Padding { get; set; }

    /// <summary>The pixels from one element of the kernel to the next, in both directions (Yu and Koltun 2016, arXiv:1511.07122). Default 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>
    /// The number of groups that channels and filters are divided into; a filter sees only the channels of its group (Krizhevsky et al. 2012). Has to divide both.
    /// Default 1. For as many groups as channels, <see cref="DepthwiseConv2DAttribute"/> is faster.
    /// </summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether a bias is added. Default true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>
    /// The algorithm. Default <see cref="ConvolutionAlgorithm.Automatic"/>. The others are for measurements and tests; one that cannot compute a gradient is not used for it.
    /// </summary>
    public ConvolutionAlgorithm Algorithm { get; set; }

    /// <summary>How the weights are drawn. Default: chosen from the activation that follows.</summary>
    public Initializer Initializer { get; set; }
}
