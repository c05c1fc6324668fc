namespace DeepNet.Training;

/// <summary>How well a network does on a data set.</summary>
/// <param name="Loss">The mean loss of the samples, the same for batches of any size.</param>
/// <param name="Metric">The metric's value; NaN if no metric was asked for.</param>
public readonly record struct Evaluation(double Loss, double Metric);
