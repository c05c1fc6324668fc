namespace DeepNet.Training;


/// <summary>One schedule up to a step and another one from there. Made by <see cref="LearningRateSchedule.Then"/>.</summary>
public sealed record SequenceSchedule : LearningRateSchedule
{
    /// <summary>Puts two schedules one after the other.</summary>
    /// <param name="first">The schedule up to <paramref name="step"/>.</param>
    /// <param name="step">The first step of <paramref name="next"/>, at least 1.</param>
    /// <param name="next">The schedule from there, which counts its own steps from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is below 1.</exception>
    /// <exception cref="ArgumentException">The two consist of too many schedules: more than 500 with this one.</exception>
    public SequenceSchedule(LearningRateSchedule first, long step, LearningRateSchedule next)
    {
        Parts = Count(first, next);
        (First, Step, Next) = (first, AtLeast(1, step, nameof(step)), next);
    }

    /// <inheritdoc/>
    internal override int Parts { get; }

    /// <summary>The schedule up to <see cref="Step"/>.</summary>
    public LearningRateSchedule First { get; }

    /// <summary>The first step of <see cref="Next"/>.</summary>
    public long Step { get; }

    /// <summary>The schedule from <see cref="Step"/> on.</summary>
    public LearningRateSchedule Next { get; }

    private protected override double At(long step) => step < Step ? First.Factor(step) : Next.Factor(step - Step);

    /// <inheritdoc/>
    public override void Observe(double loss)
    {
        First.Observe(loss);
        Next.Observe(loss);
    }

    private protected override string Name => "Sequence";

    private protected override IEnumerable<object> Arguments => [First, Step, Next];
}
