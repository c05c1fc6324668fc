namespace DeepNet;

/// <summary>Mean absolute error: <c>|x - target|</c>, the mean over elements and batch. Its derivative at 0 is taken as 0.</summary>
/// <remarks>Targets: as many as the output has elements.</remarks>
public sealed class MeanAbsoluteErrorLossAttribute : LossAttribute;
