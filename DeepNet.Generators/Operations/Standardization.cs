namespace DeepNet.Generators.Operations;

/// <summary>Which values have a mean and a deviation together, of samples <c>[positions, channels]</c>.</summary>
internal abstract record Statistics(int Positions, int Channels);

/// <summary>The channels of each position.</summary>
internal sealed record RowStatistics(int Positions, int Channels) : Statistics(Positions, Channels);

/// <summary>A sample's positions of each group of neighbouring channels.</summary>
internal sealed record GroupStatistics(int Positions, int Channels, int Groups) : Statistics(Positions, Channels);

/// <summary>Each channel's positions of all samples of a batch.</summary>
internal sealed record BatchStatistics(int Positions, int Channels) : Statistics(Positions, Channels);

/// <summary>What a mean and a variance are over many batches: <c>running = (1 - momentum) · running + momentum · now</c>.</summary>
internal sealed record RunningStatistics(Tensor Mean, Tensor Variance, double Momentum);

/// <summary><c>output = (x - mean) / √(variance + ε) · gamma + beta</c>; without a mean <c>x / √(mean(x²) + ε) · gamma</c>. Output may be the input's memory, but not over a batch.</summary>
/// <param name="Name">What the names of tensors begin with that belong to it alone.</param>
/// <param name="Over">What the mean and the deviation are taken over.</param>
/// <param name="Epsilon">What is added to the variance.</param>
internal sealed record Standardization(string Comment, string Name, Statistics Over, double Epsilon) : Operation(Comment)
{
    public required Tensor Output { get; init; }

    /// <summary>Where the means are kept; null where none are subtracted.</summary>
    public Tensor? Mean { get; init; }

    /// <summary>Where <c>1 / √(variance + ε)</c> is kept.</summary>
    public required Tensor InverseDeviation { get; init; }

    /// <summary>What the statistics of a batch move, or null.</summary>
    public RunningStatistics? Running { get; init; }

    public required Tensor Input { get; init; }

    public Tensor? Gamma { get; init; }

    public Tensor? Beta { get; init; }
}

/// <summary>
/// With <c>x̂</c> the normalised input and <c>g = dOutput · gamma</c>: <c>dInput = (g - mean(g) - x̂ · mean(g · x̂)) / deviation</c>, <c>dGamma = Σ dOutput · x̂</c>,
/// <c>dBeta = Σ dOutput</c>. Without a mean, that of g is not subtracted either.
/// </summary>
/// <param name="Name">What the names of tensors begin with that belong to it alone.</param>
/// <param name="Over">What the means are taken over.</param>
internal sealed record StandardizationGradient(string Comment, string Name, Statistics Over) : Operation(Comment)
{
    /// <summary>Null if only the gradients of the parameters are asked for. It may be the memory of dOutput.</summary>
    public GradientTarget? DInput { get; init; }

    /// <summary>The factor, whose gradient is added to.</summary>
    public ParameterPlan? Gamma { get; init; }

    /// <summary>The summand, whose gradient is added to.</summary>
    public ParameterPlan? Beta { get; init; }

    public required Tensor Input { get; init; }

    public Tensor? Mean { get; init; }

    public required Tensor InverseDeviation { get; init; }

    public required Tensor DOutput { get; init; }
}

/// <summary><c>output = (x - mean) / √(variance + ε) · gamma + beta</c> with a mean and a variance for each channel that are known before. Output may be the input's memory.</summary>
/// <param name="Name">What the names of tensors begin with that belong to it alone.</param>
/// <param name="Positions">The positions of a sample.</param>
/// <param name="Channels">The channels of a position.</param>
/// <param name="Epsilon">What is added to the variance.</param>
internal sealed record FixedStandardization(string Comment, string Name, int Positions, int Channels, double Epsilon) : Operation(Comment)
{
    public required Tensor Output { get; init; }

    /// <summary>Where <c>gamma / √(variance + ε)</c> is kept, if something needs it.</summary>
    public Tensor? Scale { get; init; }

    public required Tensor Input { get; init; }

    public required Tensor Mean { get; init; }

    public required Tensor Variance { get; init; }

    public Tensor? Gamma { get; init; }

    public Tensor? Beta { get; init; }
}

/// <summary><c>dInput = dOutput · scale</c>, with a scale for each channel; dInput may be the memory of dOutput.</summary>
/// <param name="Positions">The positions of a sample.</param>
/// <param name="Channels">The channels of a position.</param>
internal sealed record FixedStandardizationGradient(string Comment, int Positions, int Channels) : Operation(Comment)
{
    public required GradientTarget DInput { get; init; }

    public required Tensor DOutput { get; init; }

    /// <summary>What the forward pass has kept.</summary>
    public required Tensor Scale { get; init; }
}
