namespace DeepNet.Training;


/// <summary>Half a cosine: <c>end + (1 - end) · (1 + cos(π · min(step, steps) / steps)) / 2</c> (Loshchilov and Hutter 2017, arXiv:1608.03983).</summary>
public sealed record CosineSchedule : LearningRateSchedule
{
    /// <summary>Makes a cosine decay.</summary>
    /// <param name="steps">The updates until the end, at least 1.</param>
    /// <param name="end">The last factor, from 0 to <see cref="LearningRateSchedule.MaxFactor"/>. Default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public CosineSchedule(long steps, double end = 0) => (Steps, End) = (AtLeast(1, steps, nameof(steps)), InRange(end, nameof(end)));

    /// <summary>The updates until the end.</summary>
    public long Steps { get; }

    /// <summary>The last factor.</summary>
    public double End { get; }

    private protected override double At(long step) => End + ((1 - End) * (1 + Math.Cos(Math.PI * Math.Min(step, Steps) / Steps)) / 2);

    private protected override string Name => "Cosine";

    private protected override IEnumerable<object> Arguments => [Steps, End];
}
