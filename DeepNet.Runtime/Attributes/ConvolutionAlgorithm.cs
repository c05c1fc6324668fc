namespace DeepNet;

/// <summary>How a convolution is computed. All algorithms give the same outputs and gradients up to rounding.</summary>
public enum ConvolutionAlgorithm
{
    /// <summary>For the forward pass, the gradient of the input and the gradient of the weights, each time the algorithm that the generator estimates to be the fastest for a batch of 32. The default.</summary>
    Automatic,

    /// <summary>Patches of the image are gathered, a few hundred at a time, and multiplied with the weights. Works for every convolution.</summary>
    ImplicitGemm,

    /// <summary>
    /// Outputs, or gradients of weights, stay in registers while the kernel goes over the image; nothing is gathered. Needs one group and a kernel larger than 1x1. The gradient
    /// of the input also needs a stride of 1; otherwise <see cref="ImplicitGemm"/> computes it.
    /// </summary>
    Direct,

    /// <summary>
    /// Winograd's minimal filtering F(2x2, 3x3): 16 multiplications instead of 36 for four outputs (Lavin and Gray 2015, arXiv:1509.09308). Needs a kernel of 3x3, and a
    /// stride, a dilation and groups of 1.
    /// </summary>
    Winograd2,

    /// <summary>
    /// Winograd's minimal filtering F(4x4, 3x3): 36 multiplications instead of 144 for sixteen outputs (Lavin and Gray 2015, arXiv:1509.09308). Needs what
    /// <see cref="Winograd2"/> needs. In single precision its rounding errors are about twice those of a sum that is taken directly.
    /// </summary>
    Winograd4,
}
