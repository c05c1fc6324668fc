namespace DeepNet.Training;


/// <summary>A cosine that starts anew each time it has ended, over longer and longer periods (SGDR, Loshchilov and Hutter 2017, arXiv:1608.03983).</summary>
public sealed record CosineRestartsSchedule : LearningRateSchedule
{
    /// <summary>Makes a cosine with restarts.</summary>
    /// <param name="period">The updates of the first period, at least 1.</param>
    /// <param name="multiplier">How many times longer each period is than the one before, at least 1. Default 1.</param>
    /// <param name="end">The factor that each period falls to, finite and at least 0. Default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public CosineRestartsSchedule(long period, long multiplier = 1, double end = 0) =>
        (Period, Multiplier, End) = (AtLeastOne(period, nameof(period)), AtLeastOne(multiplier, nameof(multiplier)), NotNegative(end, nameof(end)));

    /// <summary>The updates of the first period.</summary>
    public long Period { get; }

    /// <summary>How many times longer each period is than the one before.</summary>
    public long Multiplier { get; }

    /// <summary>The factor that each period falls to.</summary>
    public double End { get; }

    /// <inheritdoc/>
    public override double Factor(long step)
    {
        long period = Period;
        if (Multiplier == 1)
        {
            step %= period;
        }

        while (step >= period)
        {
            step -= period;
            period *= Multiplier;
        }

        return End + ((1 - End) * (1 + Math.Cos(Math.PI * step / period)) / 2);
    }

    private protected override string Name => "CosineRestarts";

    private protected override IEnumerable<object> Arguments => [Period, Multiplier, End];
}
