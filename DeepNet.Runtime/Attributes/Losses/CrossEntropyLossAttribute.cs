namespace DeepNet;

/// <summary>
/// Softmax and negative log likelihood in one: <c>-Σ target_i · log softmax(logits)_i</c>, the mean over the batch. Takes logits.
/// <c>Predict</c> gives <c>softmax(logits)</c>.
/// </summary>
/// <remarks>
/// Logits: <c>[classes]</c>, at least 2; with more dimensions, the classes are the last one and the mean is over all others. Targets: one <see cref="int"/> label per row,
/// or <c>[classes]</c> probabilities with <see cref="DenseTargets"/>.
/// </remarks>
public sealed class CrossEntropyLossAttribute : LossAttribute
{
    /// <summary>
    /// Mixes the target with the uniform distribution: <c>(1 - s) · target + s / classes</c>, 0 &lt;= s &lt; 1 (Szegedy et al. 2016,
    /// arXiv:1512.00567). Default 0.
    /// </summary>
    public float LabelSmoothing { get; set; }

    /// <summary>If true, targets are probabilities (one per class), as in distillation or mixup; else integer labels. Default false.</summary>
    public bool DenseTargets { get; set; }

    /// <summary>
    /// Factors of the target's entries, one per class, finite and at least 0. With labels the mean is weighted as in PyTorch: the sum of the losses is
    /// divided by the sum of the labels' weights; with <see cref="DenseTargets"/> by the number of rows. The loss of several batches is the mean of their
    /// losses weighted by <c>BatchWeight</c>, which <c>Trainer</c> uses. Default: none.
    /// </summary>
    public float[]? ClassWeights { get; set; }

    /// <summary>
    /// A label whose rows are ignored, such as -1 for padding: they have no loss and no gradient, and the mean is over the other rows. If
    /// there are no others, the loss is 0 (PyTorch gives NaN). Metrics of <c>Trainer</c> ignore these rows too. Default: no label is ignored.
    /// </summary>
    public int IgnoreIndex { get; set; } = int.MinValue;
}
