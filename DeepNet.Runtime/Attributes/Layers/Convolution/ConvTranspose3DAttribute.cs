namespace DeepNet;

/// <summary>
/// A transposed convolution, which enlarges a volume: every input place adds its multiple of the kernel to the output,
/// <c>output[z · stride + h - padding, y · stride + i - padding, x · stride + j - padding, f] += input[z, y, x, c] · weight[h, i, j, f, c]</c>, and the bias is added (Dumoulin and Visin 2016,
/// arXiv:1603.07285).
/// </summary>
/// <remarks>
/// Input shape: <c>[depth, height, width, channels]</c>. Output shape: <c>[outputDepth, outputHeight, outputWidth, filters]</c> with
/// <c>outputDepth = (depth - 1) · stride - 2 · padding + kernel + outputPadding</c>, height and width alike; with Padding.Same it is <c>depth · stride</c>.
/// Parameters: <c>weight [kernel, kernel, kernel, filters, channels]</c>, which is PyTorch's <c>weight</c> after <c>permute(2, 3, 4, 1, 0)</c> and Keras's as it is, and
/// <c>bias [filters]</c>. Initialisation: fanIn, the inputs that an output sums over, is <c>kernel³ · channels / stride³</c>, at least 1; fanOut is
/// <c>kernel³ · filters</c>.
/// </remarks>
/// <param name="filters">The channels of the output, at least 1.</param>
/// <param name="kernel">The kernel's depth, height and width, at least 1.</param>
public sealed class ConvTranspose3DAttribute(int filters, int kernel) : LayerAttribute
{
    /// <summary>The channels of the output.</summary>
    public int Filters { get; } = filters;

    /// <summary>The kernel's depth, height and width.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>The places of the output from one input to the next, in all directions. Default 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>
    /// <see cref="global::DeepNet.Padding.Valid"/>, <see cref="global::DeepNet.Padding.Same"/>, or the number of places that are cut off each side. Default Valid.
    /// </summary>
    public int Padding { get; set; }

    /// <summary>
    /// Places that are added at the end of each axis, less than the stride: a convolution maps several sizes to one, and this chooses among them.
    /// Default 0.
    /// </summary>
    public int OutputPadding { get; set; }

    /// <summary>Whether a bias is added. Default true.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weights are drawn. Default: chosen from the activation that follows.</summary>
    public Initializer Initializer { get; set; }
}
