namespace DeepNet.Training;

/// <summary>How a network does on a data set.</summary>
/// <param name="Loss">The mean loss of the samples.</param>
/// <param name="Metric">The metric's value; NaN if no metric was asked for.</param>
public readonly record struct Evaluation(double Loss, double Metric);
