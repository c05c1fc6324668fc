namespace DeepNet.Training;


/// <summary>A factor that falls at given steps: <c>decay ^ (milestones reached)</c>.</summary>
public sealed record MultiStepSchedule : LearningRateSchedule
{
    private readonly long[] _milestones;

    /// <summary>Makes a staircase with given stairs.</summary>
    /// <param name="decay">The factor at each milestone, from 0 to <see cref="LearningRateSchedule.MaxFactor"/>.</param>
    /// <param name="milestones">The steps at which the factor falls, each more than the one before.</param>
    /// <exception cref="ArgumentOutOfRangeException">The decay is out of range.</exception>
    /// <exception cref="ArgumentException">The milestones are not in order.</exception>
    public MultiStepSchedule(double decay, params long[] milestones)
    {
        ArgumentNullException.ThrowIfNull(milestones);
        for (int i = 1; i < milestones.Length; i++)
        {
            if (milestones[i] <= milestones[i - 1])
            {
                throw new ArgumentException($"Milestone {milestones[i]} follows {milestones[i - 1]}; expected each to be more than the one before.", nameof(milestones));
            }
        }

        (Decay, _milestones) = (InRange(decay, nameof(decay)), [.. milestones]);
    }

    /// <summary>The factor at each milestone.</summary>
    public double Decay { get; }

    /// <summary>The steps at which the factor falls.</summary>
    public IReadOnlyList<long> Milestones => _milestones;

    private protected override double At(long step)
    {
        int reached = 0;
        while (reached < _milestones.Length && _milestones[reached] <= step)
        {
            reached++;
        }

        return Math.Pow(Decay, reached);
    }

    /// <inheritdoc/>
    public bool Equals(MultiStepSchedule? other) => other is not null && Decay == other.Decay && _milestones.AsSpan().SequenceEqual(other._milestones);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Decay, _milestones.Length);

    private protected override string Name => "MultiStep";

    private protected override IEnumerable<object> Arguments => [Decay, .. _milestones];
}
