namespace DeepNet.Training;

/// <summary>What happened in a training run, epoch by epoch.</summary>
public sealed class TrainingHistory
{
    internal TrainingHistory(IReadOnlyList<EpochResult> epochs, int bestEpoch, bool stoppedEarly)
    {
        Epochs = epochs;
        BestEpoch = bestEpoch;
        StoppedEarly = stoppedEarly;
    }

    /// <summary>The epochs that ran, in order.</summary>
    public IReadOnlyList<EpochResult> Epochs { get; }

    /// <summary>
    /// The number, from 1, of the epoch with the best watched value: the lowest validation loss (or training loss if nothing was validated),
    /// or what <see cref="EarlyStopping"/> watches. 0 if no epoch had a value that is a number.
    /// </summary>
    public int BestEpoch { get; }

    /// <summary>Whether early stopping ended the run.</summary>
    public bool StoppedEarly { get; }

    /// <summary>The last epoch that ran.</summary>
    public EpochResult Last => Epochs[^1];

    /// <summary>The time of all training steps, without evaluation.</summary>
    public double Seconds
    {
        get
        {
            double sum = 0;
            foreach (EpochResult epoch in Epochs)
            {
                sum += epoch.Seconds;
            }

            return sum;
        }
    }
}
