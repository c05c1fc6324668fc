namespace DeepNet;

/// <summary>
/// Softmax and focal loss in one (Lin et al. 2017, arXiv:1708.02002): <c>(1 - p)^gamma · -log(p)</c> with the label's probability
/// <c>p = softmax(logits)_label</c>, the mean over the batch. Takes logits. <c>Predict</c> gives <c>softmax(logits)</c>.
/// </summary>
/// <remarks>
/// Logits: <c>[classes]</c>, at least 2; with more dimensions, the classes are the last one. Targets: one <see cref="int"/> label per row. For yes-or-no outputs see
/// <see cref="BinaryFocalLossAttribute"/>.
/// </remarks>
public sealed class FocalLossAttribute : LossAttribute
{
    /// <summary>How strongly predictions that are already right are weakened, 0 or more; 0 gives the cross entropy. Default 2.</summary>
    public float Gamma { get; set; } = 2f;

    /// <summary>Factors of the labels' losses, one per class, finite and at least 0. The mean is still taken over the number of rows. Default: none.</summary>
    public float[]? Alpha { get; set; }
}
