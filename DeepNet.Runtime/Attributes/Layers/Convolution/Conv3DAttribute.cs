namespace DeepNet;

/// <summary>
/// A convolution over a volume, such as a scan or the frames of a film:
/// <c>output[z, y, x, f] = bias[f] + Σ input[z · stride + h · dilation - padding, y · stride + i · dilation - padding, x · stride + j · dilation - padding, c] · weight[h, i, j, c, f]</c>
/// (Ji et al. 2013; Tran et al. 2015, arXiv:1412.0767).
/// </summary>
/// <remarks>
/// Input shape: <c>[depth, height, width, channels]</c>. Output shape: <c>[outputDepth, outputHeight, outputWidth, filters]</c> with
/// <c>outputDepth = floor((depth + 2 · padding - dilation · (kernelDepth - 1) - 1) / stride) + 1</c>, height and width alike. Parameters:
/// <c>weight [kernelDepth, kernelHeight, kernelWidth, channels / groups, filters]</c>, which is PyTorch's <c>weight</c> after <c>permute(2, 3, 4, 1, 0)</c> and Keras's
/// as it is, and <c>bias [filters]</c>. Initialisation: fanIn is <c>kernelDepth · kernelHeight · kernelWidth · channels / groups</c>. All passes are implicit GEMM: besides
/// input and output, they need no memory that grows with the batch. A network whose shapes or numbers do not fit gets a diagnostic at the argument.
/// </remarks>
public sealed class Conv3DAttribute : LayerAttribute
{
    /// <summary>A convolution with a cubic kernel.</summary>
    /// <param name="filters">The channels of the output, at least 1.</param>
    /// <param name="kernel">The kernel's depth, height and width, at least 1.</param>
    public Conv3DAttribute(int filters, int kernel)
        : this(filters, kernel, kernel, kernel)
    {
    }

    /// <summary>A convolution with a kernel of any depth, height and width.</summary>
    /// <param name="filters">The channels of the output, at least 1.</param>
    /// <param name="kernelDepth">The kernel's depth, at least 1.</param>
    /// <param name="kernelHeight">The kernel's height, at least 1.</param>
    /// <param name="kernelWidth">The kernel's width, at least 1.</param>
    public Conv3DAttribute(int filters, int kernelDepth, int kernelHeight, int kernelWidth)
    {
        Filters = filters;
        KernelDepth = kernelDepth;
        KernelHeight = kernelHeight;
        KernelWidth = kernelWidth;
    }

    /// <summary>The channels of the output.</summary>
    public int Filters { get; }

    /// <summary>The kernel's depth.</summary>
    public int KernelDepth { get; }

    /// <summary>The kernel's height.</summary>
    public int KernelHeight { get; }

    /// <summary>The kernel's width.</summary>
    public int KernelWidth { get; }

    /// <summary>The places from one output to the next, in all directions. Default 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary><see cref="global::DeepNet.Padding.Valid"/>, <see cref="global::DeepNet.Padding.Same"/>, or the zeros on each side. Default Valid.</summary>
    public int Padding { get; set; }

    /// <summary>The places from one element of the kernel to the next, in all directions (Yu and Koltun 2016, arXiv:1511.07122). Default 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>
    /// The number of groups that channels and filters are divided into; a filter sees only the channels of its group (Krizhevsky et al. 2012). Has to divide both.
    /// Default 1.
    /// </summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether a bias is added. Default true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weights are drawn. Default: chosen from the activation that follows.</summary>
    public Initializer Initializer { get; set; }
}
