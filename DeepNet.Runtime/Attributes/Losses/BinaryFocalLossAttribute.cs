namespace DeepNet;

/// <summary>
/// Sigmoid and focal loss in one (Lin et al. 2017, arXiv:1708.02002): <c>(1 - p)^gamma · -log(p)</c> with <c>p = sigmoid(x)</c> for target 1 and
/// <c>1 - sigmoid(x)</c> for target 0, the mean over elements and batch. Takes logits. <c>Predict</c> gives <c>sigmoid(logits)</c>.
/// </summary>
/// <remarks>Targets: as many as the output has elements, 0 or 1. For one of several classes see <see cref="FocalLossAttribute"/>.</remarks>
public sealed class BinaryFocalLossAttribute : LossAttribute
{
    /// <summary>How strongly predictions that are already right are weakened, 0 or more; 0 gives the binary cross entropy. Default 2.</summary>
    public float Gamma { get; set; } = 2f;

    /// <summary>The factor of positives; <c>1 - Alpha</c> is that of negatives. More than 0 and less than 1; the paper uses 0.25. Default: no factor.</summary>
    public float Alpha { get; set; }
}
