namespace DeepNet.Training;

/// <summary>A figure that tells how good predictions are, gathered batch by batch.</summary>
/// <typeparam name="TElement">The element type of the predictions.</typeparam>
/// <typeparam name="TTarget">The element type of the targets.</typeparam>
public interface IMetric<TElement, TTarget>
{
    /// <summary>The metric's name for tables and charts, as in <c>accuracy</c>.</summary>
    string Name { get; }

    /// <summary>Whether a higher value is better. Early stopping uses it.</summary>
    bool HigherIsBetter { get; }

    /// <summary>The value over everything added since the last <see cref="Reset"/>; NaN if nothing was.</summary>
    double Value { get; }

    /// <summary>Forgets everything added.</summary>
    void Reset();

    /// <summary>
    /// Adds a batch. If the network ignores a label, <see cref="Trainer"/> leaves out the rows that have it: then there are as many labels as rows that count,
    /// with the row's classes as predictions, and no batch is empty.
    /// </summary>
    /// <param name="predictions"><c>[n, OutputSize]</c>, as <c>Predict</c> gives them.</param>
    /// <param name="targets"><c>[n, TargetSize]</c>.</param>
    void Add(ReadOnlySpan<TElement> predictions, ReadOnlySpan<TTarget> targets);
}
