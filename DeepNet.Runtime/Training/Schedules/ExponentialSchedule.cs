namespace DeepNet.Training;


/// <summary>A factor that shrinks by the same ratio at every update: <c>decay ^ (step / every)</c>.</summary>
public sealed record ExponentialSchedule : LearningRateSchedule
{
    /// <summary>Makes an exponential decay.</summary>
    /// <param name="decay">The factor after <paramref name="every"/> updates, from 0 to <see cref="LearningRateSchedule.MaxFactor"/>.</param>
    /// <param name="every">The updates of one decay, at least 1. With the number of updates in an epoch, there is one decay per epoch. Default 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public ExponentialSchedule(double decay, long every = 1) => (Decay, Every) = (InRange(decay, nameof(decay)), AtLeast(1, every, nameof(every)));

    /// <summary>The factor after <see cref="Every"/> updates.</summary>
    public double Decay { get; }

    /// <summary>The updates of one decay.</summary>
    public long Every { get; }

    private protected override double At(long step) => Math.Pow(Decay, (double)step / Every);

    private protected override string Name => "Exponential";

    private protected override IEnumerable<object> Arguments => [Decay, Every];
}
