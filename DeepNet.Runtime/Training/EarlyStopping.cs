namespace DeepNet.Training;

/// <summary>
/// Ends training when the validation samples stop getting better (the training samples if there are no validation samples).
/// Prechelt: Early stopping - but when?, 1998.
/// </summary>
public sealed record EarlyStopping
{
    /// <summary>The epochs without a better value after which training ends, at least 1. Default 5.</summary>
    public int Patience { get; init; } = 5;

    /// <summary>How much better a value has to be to count as better. Default 0.</summary>
    public double MinimumDelta { get; init; }

    /// <summary>Whether the metric is watched instead of the loss. Default false.</summary>
    public bool WatchMetric { get; init; }

    /// <summary>
    /// Whether the parameters of the best epoch are put back when training ends, early or not. The optimizer's state stays that of the last epoch.
    /// Default true.
    /// </summary>
    public bool RestoreBestWeights { get; init; } = true;
}
