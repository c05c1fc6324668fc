namespace DeepNet.Training;

/// <summary>What is known after a batch.</summary>
/// <param name="Epoch">The epoch's number in its run, from 1.</param>
/// <param name="Batch">The batch's number in the epoch, from 1.</param>
/// <param name="BatchCount">The batches of an epoch.</param>
/// <param name="SampleCount">The samples of this batch.</param>
/// <param name="Loss">The batch's loss, before its update.</param>
public readonly record struct BatchResult(int Epoch, int Batch, int BatchCount, int SampleCount, double Loss);
