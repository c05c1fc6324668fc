namespace DeepNet.Training;


/// <summary>A straight line: <c>start + (end - start) · min(step, steps) / steps</c>, and <c>end</c> from then on.</summary>
public sealed record LinearSchedule : LearningRateSchedule
{
    /// <summary>Makes a straight line.</summary>
    /// <param name="steps">The updates from start to end, at least 1.</param>
    /// <param name="start">The first factor, from 0 to <see cref="LearningRateSchedule.MaxFactor"/>. Default 1.</param>
    /// <param name="end">The last factor, from 0 to <see cref="LearningRateSchedule.MaxFactor"/>. Default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public LinearSchedule(long steps, double start = 1, double end = 0) =>
        (Steps, Start, End) = (AtLeast(1, steps, nameof(steps)), InRange(start, nameof(start)), InRange(end, nameof(end)));

    /// <summary>The updates from start to end.</summary>
    public long Steps { get; }

    /// <summary>The first factor.</summary>
    public double Start { get; }

    /// <summary>The last factor.</summary>
    public double End { get; }

    private protected override double At(long step) => step >= Steps ? End : Start + ((End - Start) * step / Steps);

    private protected override string Name => "Linear";

    private protected override IEnumerable<object> Arguments => [Steps, Start, End];
}
