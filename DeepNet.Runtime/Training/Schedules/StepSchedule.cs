namespace DeepNet.Training;


/// <summary>A factor that falls at regular steps: <c>decay ^ ⌊step / every⌋</c>.</summary>
public sealed record StepSchedule : LearningRateSchedule
{
    /// <summary>Makes a staircase.</summary>
    /// <param name="every">The updates on each stair, at least 1.</param>
    /// <param name="decay">The factor from one stair to the next, from 0 to <see cref="LearningRateSchedule.MaxFactor"/>. Default 0.1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public StepSchedule(long every, double decay = 0.1) => (Every, Decay) = (AtLeast(1, every, nameof(every)), InRange(decay, nameof(decay)));

    /// <summary>The updates on each stair.</summary>
    public long Every { get; }

    /// <summary>The factor from one stair to the next.</summary>
    public double Decay { get; }

    private protected override double At(long step) => Math.Pow(Decay, step / Every);

    private protected override string Name => "Step";

    private protected override IEnumerable<object> Arguments => [Every, Decay];
}
