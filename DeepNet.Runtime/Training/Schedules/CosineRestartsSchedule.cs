namespace DeepNet.Training;


/// <summary>A cosine that restarts each time it has ended; each period can be longer than the one before (SGDR, Loshchilov and Hutter 2017, arXiv:1608.03983).</summary>
public sealed record CosineRestartsSchedule : LearningRateSchedule
{
    /// <summary>Makes a cosine with restarts.</summary>
    /// <param name="period">The updates of the first period, at least 1.</param>
    /// <param name="multiplier">How many times longer each period is than the one before, at least 1. Default 1.</param>
    /// <param name="end">The factor that each period falls to, from 0 to <see cref="LearningRateSchedule.MaxFactor"/>. Default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public CosineRestartsSchedule(long period, long multiplier = 1, double end = 0) =>
        (Period, Multiplier, End) = (AtLeast(1, period, nameof(period)), AtLeast(1, multiplier, nameof(multiplier)), InRange(end, nameof(end)));

    /// <summary>The updates of the first period.</summary>
    public long Period { get; }

    /// <summary>How many times longer each period is than the one before.</summary>
    public long Multiplier { get; }

    /// <summary>The factor that each period falls to.</summary>
    public double End { get; }

    private protected override double At(long step)
    {
        long period = Period;
        if (Multiplier == 1)
        {
            step %= period;
        }

        while (step >= period)
        {
            step -= period;
            if (period > long.MaxValue / Multiplier)
            {
                // No step reaches the end of the next period.
                return Between(step, (double)period * Multiplier);
            }

            period *= Multiplier;
        }

        return Between(step, period);
    }

    private double Between(long step, double period) => End + ((1 - End) * (1 + Math.Cos(Math.PI * step / period)) / 2);

    private protected override string Name => "CosineRestarts";

    private protected override IEnumerable<object> Arguments => [Period, Multiplier, End];
}
