namespace DeepNet.Training;


/// <summary>A straight line from a small factor to 1, and 1 from then on (Goyal et al. 2017, arXiv:1706.02677).</summary>
public sealed record WarmUpSchedule : LearningRateSchedule
{
    /// <summary>Makes a warm-up. Append the main schedule with <see cref="LearningRateSchedule.Then"/>.</summary>
    /// <param name="steps">The updates until the factor is 1, at least 1.</param>
    /// <param name="start">The first factor, from 0 to <see cref="LearningRateSchedule.MaxFactor"/>. Default 0, with which the first update changes nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public WarmUpSchedule(long steps, double start = 0) => (Steps, Start) = (AtLeast(1, steps, nameof(steps)), InRange(start, nameof(start)));

    /// <summary>The updates until the factor is 1.</summary>
    public long Steps { get; }

    /// <summary>The first factor.</summary>
    public double Start { get; }

    private protected override double At(long step) => step >= Steps ? 1 : Start + ((1 - Start) * step / Steps);

    private protected override string Name => "WarmUp";

    private protected override IEnumerable<object> Arguments => [Steps, Start];
}
