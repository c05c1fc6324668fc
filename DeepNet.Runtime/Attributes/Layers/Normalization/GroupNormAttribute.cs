namespace DeepNet;

/// <summary>
/// Normalises each sample over all positions and a group of neighbouring channels: <c>y = (x - mean) / sqrt(variance + epsilon) · gamma + beta</c>
/// (Wu and He 2018, arXiv:1803.08494).
/// </summary>
/// <remarks>
/// Input shape: any, channels last, with at least 2 values in a group. Output shape: the same. Parameters: <c>gamma [channels]</c>, which starts at one, and
/// <c>beta [channels]</c>, which starts at zero. Mean and (biased) variance are those of one sample, in training and in inference alike.
/// </remarks>
/// <param name="groups">The number of groups, a divisor of the channels. One group normalises a sample as a whole.</param>
public sealed class GroupNormAttribute(int groups) : LayerAttribute
{
    /// <summary>The number of groups.</summary>
    public int Groups { get; } = groups;

    /// <summary>What is added to the variance, so that constant inputs do not divide by zero: finite and more than 0. Default 1e-5.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether the result is scaled by <c>gamma</c> and moved by <c>beta</c>, which are learned. Default true.</summary>
    public bool Affine { get; set; } = true;
}
