namespace DeepNet;

/// <summary>
/// Parametric rectified linear unit: <c>x</c> if <c>x &gt; 0</c>, else <c>slope · x</c>, with a slope that is learned (He et al. 2015, arXiv:1502.01852).
/// </summary>
/// <remarks>
/// Input shape: any. Output shape: the same. Parameters: <c>slope [channels]</c>, one for each channel, which is the last axis, as in the paper, in PyTorch's
/// <c>PReLU(num_parameters=channels)</c> and in Keras's <c>PReLU(shared_axes=...)</c> with all axes but the last; <c>slope [1]</c> with <see cref="Shared"/>, as in PyTorch's
/// <c>PReLU()</c>. A slope is not limited to any range. Penalties of the optimizer's weights hold for slopes as for all parameters; the paper uses none for them.
/// Behind a dense layer or a convolution it is part of the layer's operation.
/// </remarks>
public sealed class PReLUAttribute : LayerAttribute
{
    /// <summary>Whether all elements have one slope in common. Default false: each channel has one of its own.</summary>
    public bool Shared { get; set; }

    /// <summary>What every slope begins with; any finite number. Default 0.25.</summary>
    public float InitialSlope { get; set; } = 0.25f;
}
