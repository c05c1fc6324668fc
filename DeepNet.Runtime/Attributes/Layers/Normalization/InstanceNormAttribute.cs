namespace DeepNet;

/// <summary>
/// Normalises each channel of each sample over all positions: <c>y = (x - mean) / sqrt(variance + epsilon)</c>, and <c>· gamma + beta</c> if
/// <see cref="Affine"/> is set (Ulyanov, Vedaldi and Lempitsky 2016, arXiv:1607.08022).
/// </summary>
/// <remarks>
/// Input shape: <c>[steps, channels]</c> or <c>[height, width, channels]</c>, with at least 2 positions. Output shape: the same. Parameters with <see cref="Affine"/>:
/// <c>gamma [channels]</c>, which starts at one, and <c>beta [channels]</c>, which starts at zero. Mean and (biased) variance are those of one sample, in training and in inference alike.
/// </remarks>
public sealed class InstanceNormAttribute : LayerAttribute
{
    /// <summary>What is added to the variance, so that constant inputs do not divide by zero: finite and more than 0. Default 1e-5.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether the result is scaled by <c>gamma</c> and moved by <c>beta</c>, which are learned. Default false, as in PyTorch.</summary>
    public bool Affine { get; set; }
}
