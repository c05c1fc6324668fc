namespace DeepNet;

/// <summary>How a convolution is computed. All ways give the same outputs and gradients up to rounding.</summary>
public enum ConvolutionAlgorithm
{
    /// <summary>For forward, input's and weights' gradient each the way with the least time that the generator estimates for a batch of 32. The default.</summary>
    Automatic,

    /// <summary>Patches of the image are gathered, some hundred at a time, and multiplied with the weights. Can compute every convolution.</summary>
    ImplicitGemm,

    /// <summary>
    /// Outputs, or gradients of weights, stay in registers while the kernel goes over the image; nothing is gathered. Takes one group, and kernels larger than 1x1; the gradient
    /// of the input also a stride of 1, and is computed by <see cref="ImplicitGemm"/> otherwise.
    /// </summary>
    Direct,

    /// <summary>
    /// Winograd's minimal filtering F(2x2, 3x3): 16 multiplications instead of 36 for four outputs (Lavin and Gray 2015, arXiv:1509.09308). Takes kernels of 3x3 with a
    /// stride, a dilation and groups of 1.
    /// </summary>
    Winograd2,

    /// <summary>
    /// Winograd's minimal filtering F(4x4, 3x3): 36 multiplications instead of 144 for sixteen outputs (Lavin and Gray 2015, arXiv:1509.09308). Takes what
    /// <see cref="Winograd2"/> takes. In single precision its rounding errors are about twice those of a sum that is taken directly.
    /// </summary>
    Winograd4,
}
