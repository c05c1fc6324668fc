namespace DeepNet;

/// <summary>
/// Softmax and negative log likelihood in one: <c>-Σ target_i · log softmax(logits)_i</c>, the mean over the batch. Takes logits.
/// <c>Predict</c> gives <c>softmax(logits)</c>.
/// </summary>
/// <remarks>Logits: <c>[classes]</c>, at least 2. Targets: one <see cref="int"/> label a sample, or <c>[classes]</c> probabilities with <see cref="DenseTargets"/>.</remarks>
public sealed class CrossEntropyLossAttribute : LossAttribute
{
    /// <summary>
    /// Mixes the target with the uniform distribution: <c>(1 - s) · target + s / classes</c>, 0 &lt;= s &lt; 1 (Szegedy et al. 2016,
    /// arXiv:1512.00567). Default 0.
    /// </summary>
    public float LabelSmoothing { get; set; }

    /// <summary>If true, targets are probabilities (one a class), as in distillation or mixup; else integer labels. Default false.</summary>
    public bool DenseTargets { get; set; }
}
