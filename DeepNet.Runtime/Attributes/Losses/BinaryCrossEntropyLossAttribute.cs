namespace DeepNet;

/// <summary>
/// Sigmoid and binary cross entropy in one: <c>max(x, 0) - x · target + log(1 + exp(-|x|))</c>, the mean over elements and batch. Takes logits.
/// <c>Predict</c> gives <c>sigmoid(logits)</c>.
/// </summary>
/// <remarks>Targets: as many as the output has elements, between 0 and 1.</remarks>
public sealed class BinaryCrossEntropyLossAttribute : LossAttribute
{
    /// <summary>
    /// The factor w of the loss of positives, more than 0: <c>-(w · target · log p + (1 - target) · log(1 - p))</c>. Above 1 it raises recall, for
    /// rare classes. Default 1.
    /// </summary>
    public float PosWeight { get; set; } = 1f;
}
