namespace DeepNet;

/// <summary>
/// Normalises every channel over the batch and all positions: <c>y = (x - mean) / sqrt(variance + epsilon) · gamma + beta</c>
/// (Ioffe and Szegedy 2015, arXiv:1502.03167).
/// </summary>
/// <remarks>
/// <para>Input shape: any, channels last. Output shape: the same. Parameters: <c>gamma [channels]</c>, which starts at one, and <c>beta [channels]</c>, which starts at
/// zero. Buffers, saved with them: <c>runningMean [channels]</c>, from zero, and <c>runningVariance [channels]</c>, from one.</para>
/// <para>While training, mean and (biased) variance are those of the batch, and each pass of <c>TrainStep</c> or <c>Backward</c> moves the running statistics as PyTorch does:
/// <c>running = (1 - momentum) · running + momentum · batch</c>, with the unbiased variance of the batch, its sum of squares divided by one less than the number of values.
/// A batch with one value per channel has no such variance: it moves the running mean only, and its output is <c>beta</c>. In <c>Forward</c>, <c>Predict</c> and
/// <c>Evaluate</c> the running statistics take the place of those of the batch.</para>
/// <para>With <see cref="LayerAttribute.Freeze"/> the running statistics are used in training too and stay as they are, as in Keras.</para>
/// </remarks>
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>
    /// The share of a batch's statistics in the running ones, from 0 to 1, in PyTorch's sense: Keras' momentum of 0.9 is 0.1 here. Default 0.1.
    /// </summary>
    public float Momentum { get; set; } = 0.1f;

    /// <summary>What is added to the variance, so that constant inputs do not divide by zero: finite and more than 0. Default 1e-5.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether the result is scaled by <c>gamma</c> and moved by <c>beta</c>, which are learned. Default true.</summary>
    public bool Affine { get; set; } = true;
}
