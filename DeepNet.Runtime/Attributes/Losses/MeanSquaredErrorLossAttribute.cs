namespace DeepNet;

/// <summary>Mean squared error: <c>(x - target)²</c>, the mean over elements and batch.</summary>
/// <remarks>Targets: as many as the output has elements.</remarks>
public sealed class MeanSquaredErrorLossAttribute : LossAttribute;
