namespace DeepNet.Training;


/// <summary>The same factor at every step.</summary>
public sealed record ConstantSchedule : LearningRateSchedule
{
    /// <summary>Makes a schedule that never changes.</summary>
    /// <param name="factor">The factor, from 0 to <see cref="LearningRateSchedule.MaxFactor"/>. Default 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is out of range.</exception>
    public ConstantSchedule(double factor = 1) => Value = InRange(factor, nameof(factor));

    /// <summary>The factor.</summary>
    public double Value { get; }

    private protected override double At(long step) => Value;

    private protected override string Name => "Constant";

    private protected override IEnumerable<object> Arguments => [Value];
}
