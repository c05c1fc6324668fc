namespace DeepNet;

/// <summary>
/// Normalises the last dimension of each sample and position: <c>y = (x - mean) / sqrt(variance + epsilon) · gamma + beta</c>
/// (Ba, Kiros and Hinton 2016, arXiv:1607.06450).
/// </summary>
/// <remarks>
/// Input shape: any, with at least 2 features. Output shape: the same. Parameters: <c>gamma [features]</c>, which starts at one, and <c>beta [features]</c>, which
/// starts at zero. Mean and (biased) variance are those of one row of features, in training and in inference alike.
/// Rows whose squares are too large for the element type, such as 1e30 in single precision, are normalised as all others are.
/// </remarks>
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>What is added to the variance, so that constant inputs do not divide by zero: finite and more than 0. Default 1e-5.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether the result is scaled by <c>gamma</c> and moved by <c>beta</c>, which are learned. Default true.</summary>
    public bool Affine { get; set; } = true;
}
