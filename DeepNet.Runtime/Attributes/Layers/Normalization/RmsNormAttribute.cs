namespace DeepNet;

/// <summary>
/// Divides the last dimension of each sample and position by its root mean square: <c>y = x / sqrt(mean(x²) + epsilon) · gamma</c>
/// (Zhang and Sennrich 2019, arXiv:1910.07467).
/// </summary>
/// <remarks>
/// Input shape: any, with at least 2 features. Output shape: the same. Parameter: <c>gamma [features]</c>, which starts at one.
/// Rows whose squares are too large for the element type, such as 1e30 in single precision, are normalised as all others are.
/// </remarks>
public sealed class RmsNormAttribute : LayerAttribute
{
    /// <summary>What is added to the mean square, so that constant inputs do not divide by zero: finite and more than 0. Default 1e-5.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether the result is scaled by <c>gamma</c>, which is learned. Default true.</summary>
    public bool Affine { get; set; } = true;
}
