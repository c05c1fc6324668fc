namespace DeepNet;

/// <summary>
/// Kullback-Leibler divergence <c>T² · Σ p · (log p - log q)</c> of the prediction <c>q = softmax(logits / T)</c> from the target distribution p, over the
/// last dimension; the mean over the batch. Takes logits. <c>Predict</c> gives <c>softmax(logits)</c>, without T.
/// </summary>
/// <remarks>
/// Logits: <c>[classes]</c>, at least 2. Targets: as many; probabilities (<c>0 · log 0</c> is 0), or the teacher's logits with <see cref="LogitTargets"/>.
/// </remarks>
public sealed class KLDivergenceLossAttribute : LossAttribute
{
    /// <summary>
    /// The temperature T of distillation (Hinton et al. 2015, arXiv:1503.02531), from 1e-18 to 1e18. The factor T² keeps gradients at the size that they have at T = 1, so
    /// that the loss can be added to one of labels. Targets that are probabilities are used as given; they should be made with the same T. Default 1.
    /// </summary>
    public float Temperature { get; set; } = 1f;

    /// <summary>Whether targets are logits as well: then <c>p = softmax(target / T)</c>. Default false.</summary>
    public bool LogitTargets { get; set; }
}
