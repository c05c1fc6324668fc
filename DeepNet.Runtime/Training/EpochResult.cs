namespace DeepNet.Training;

/// <summary>What is known after an epoch. Figures that were not asked for are NaN.</summary>
/// <param name="Epoch">The epoch's number in its run, from 1.</param>
/// <param name="Loss">The mean loss of the training samples that count, each taken before its batch's update and with dropout on, as Keras reports it.</param>
/// <param name="Metric">The metric on the training samples after the epoch, with dropout off.</param>
/// <param name="ValidationLoss">The mean loss of the validation samples after the epoch.</param>
/// <param name="ValidationMetric">The metric on the validation samples after the epoch.</param>
/// <param name="Seconds">The time of the epoch's training steps with the gathering of their batches, without evaluation and callbacks.</param>
/// <param name="SamplesPerSecond">The training samples per second of that time.</param>
public readonly record struct EpochResult(
    int Epoch,
    double Loss,
    double Metric,
    double ValidationLoss,
    double ValidationMetric,
    double Seconds,
    double SamplesPerSecond);
