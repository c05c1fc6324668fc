namespace DeepNet;

/// <summary>
/// <c>log(cosh(x - target))</c>, the mean over elements and batch: like half the square for small errors and like the absolute value for large ones,
/// and smooth. Computed as <c>|e| + log(1 + exp(-2|e|)) - log 2</c>, which does not overflow.
/// </summary>
/// <remarks>Targets: as many as the output has elements.</remarks>
public sealed class LogCoshLossAttribute : LossAttribute;
