namespace DeepNet;

/// <summary>
/// A transposed convolution, which enlarges an image: every input pixel adds its multiple of the kernel to the output,
/// <c>output[y · stride + i - padding, x · stride + j - padding, f] += input[y, x, c] · weight[i, j, f, c]</c>, and the bias is added (Dumoulin and Visin 2016,
/// arXiv:1603.07285).
/// </summary>
/// <remarks>
/// Input shape: <c>[height, width, channels]</c>. Output shape: <c>[outputHeight, outputWidth, filters]</c> with
/// <c>outputHeight = (height - 1) · stride - 2 · padding + kernel + outputPadding</c>, and the width alike; with Padding.Same it is <c>height · stride</c>.
/// Parameters: <c>weight [kernel, kernel, filters, channels]</c>, which is PyTorch's <c>weight</c> after <c>permute(2, 3, 1, 0)</c> and Keras's as it is, and
/// <c>bias [filters]</c>. Initialisation: fanIn, the inputs that an output sums over, is <c>kernel² · channels / stride²</c>, at least 1; fanOut is
/// <c>kernel² · filters</c>.
/// </remarks>
/// <param name="filters">The channels of the output, at least 1.</param>
/// <param name="kernel">The kernel's height and width, at least 1.</param>
public sealed class ConvTranspose2DAttribute(int filters, int kernel) : LayerAttribute
{
    /// <summary>The channels of the output.</summary>
    public int Filters { get; } = filters;

    /// <summary>The kernel's height and width.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>The pixels of the output from one input to the next, in both directions. Default 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>
    /// <see cref="global::DeepNet.Padding.Valid"/>, <see cref="global::DeepNet.Padding.Same"/>, or the number of pixels that are cut off each side. Default Valid.
    /// </summary>
    public int Padding { get; set; }

    /// <summary>
    /// Pixels that are added below and to the right, less than the stride: a convolution maps several sizes to one, and this chooses among them.
    /// Default 0.
    /// </summary>
    public int OutputPadding { get; set; }

    /// <summary>Whether a bias is added. Default true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weights are drawn. Default: chosen from the activation that follows.</summary>
    public Initializer Initializer { get; set; }
}
