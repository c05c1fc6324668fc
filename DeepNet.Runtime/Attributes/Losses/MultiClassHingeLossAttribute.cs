namespace DeepNet;

/// <summary>
/// Hinge loss of one class against each other (Weston and Watkins 1999; PyTorch's <c>multi_margin_loss</c>):
/// <c>Σ max(margin - x[label] + x[i], 0) / classes</c> over all i but the label; the mean over the batch.
/// </summary>
/// <remarks>
/// Scores: <c>[classes]</c>, at least 2; with more dimensions, the classes are the last one. Targets: one <see cref="int"/> label per row. The derivative of a term at its
/// kink is taken as 0.
/// </remarks>
public sealed class MultiClassHingeLossAttribute : LossAttribute
{
    /// <summary>By how much the label's score has to be above the others, more than 0 and at most 1e18. Default 1.</summary>
    public float Margin { get; set; } = 1f;

    /// <summary>Whether the squares of the terms are taken. Default false.</summary>
    public bool Squared { get; set; }
}
