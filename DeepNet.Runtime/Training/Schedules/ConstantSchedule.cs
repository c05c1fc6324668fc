namespace DeepNet.Training;


/// <summary>The same factor at every step.</summary>
public sealed record ConstantSchedule : LearningRateSchedule
{
    /// <summary>Makes a schedule that never changes.</summary>
    /// <param name="factor">The factor, finite and at least 0. Default 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is out of range.</exception>
    public ConstantSchedule(double factor = 1) => Value = NotNegative(factor, nameof(factor));

    /// <summary>The factor.</summary>
    public double Value { get; }

    /// <inheritdoc/>
    public override double Factor(long step) => Value;

    private protected override string Name => "Constant";

    private protected override IEnumerable<object> Arguments => [Value];
}
