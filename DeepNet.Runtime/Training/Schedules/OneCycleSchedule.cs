namespace DeepNet.Training;


/// <summary>
/// One rise and one fall, both half a cosine: from <c>1 / divisor</c> to 1 and down to <c>1 / (divisor · finalDivisor)</c> (Smith and Topin 2018,
/// arXiv:1708.07120). The declared learning rate is the peak.
/// </summary>
public sealed record OneCycleSchedule : LearningRateSchedule
{
    /// <summary>Makes one cycle.</summary>
    /// <param name="steps">The updates of the whole cycle, at least 2.</param>
    /// <param name="rise">
    /// The share of the rise, more than 0 and less than 1. The peak is at step <c>rise · steps - 1</c>, as in PyTorch: with <c>rise · steps = 1</c> the first step
    /// is the peak, and with less the peak would be before the first step. Default 0.3.
    /// </param>
    /// <param name="divisor">The peak divided by the first rate, more than 0 and finite. Default 25.</param>
    /// <param name="finalDivisor">The first rate divided by the last one, more than 0 and finite. Default 10,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range, or the first or last factor is more than <see cref="LearningRateSchedule.MaxFactor"/>.</exception>
    public OneCycleSchedule(long steps, double rise = 0.3, double divisor = 25, double finalDivisor = 1e4)
    {
        Steps = AtLeast(2, steps, nameof(steps));
        Rise = rise is > 0 and < 1 ? rise : throw Unexpected("a number more than 0 and less than 1", rise, nameof(rise));
        Divisor = IsDivisor(divisor, 1) ? divisor : throw Unexpected(OfDivisor, divisor, nameof(divisor));
        FinalDivisor = IsDivisor(finalDivisor, 1 / divisor) ? finalDivisor : throw Unexpected(OfDivisor, finalDivisor, nameof(finalDivisor));
    }

    /// <summary>The updates of the whole cycle.</summary>
    public long Steps { get; }

    /// <summary>The share of the rise.</summary>
    public double Rise { get; }

    /// <summary>The peak divided by the first rate.</summary>
    public double Divisor { get; }

    /// <summary>The first rate divided by the last one.</summary>
    public double FinalDivisor { get; }

    private protected override double At(long step)
    {
        // As PyTorch: the peak is at Rise · Steps - 1, counted from 0, and need not be a whole number. At 0 there is no rise, where PyTorch divides by zero.
        double peak = (Rise * Steps) - 1;
        double first = 1 / Divisor;
        double last = first / FinalDivisor;
        double at = Math.Min(step, Steps - 1);
        return at < peak ? Between(first, 1, at / peak) : Between(1, last, (at - peak) / (Steps - 1 - peak));
    }

    private protected override string Name => "OneCycle";

    private protected override IEnumerable<object> Arguments => [Steps, Rise, Divisor, FinalDivisor];

    private const string OfDivisor = "a finite number more than 0, and not so small that a factor is more than 1,000,000";

    private static bool IsDivisor(double value, double of) => value > 0 && double.IsFinite(value) && of / value <= MaxFactor;

    private static double Between(double from, double to, double share) => to + ((from - to) / 2 * (1 + Math.Cos(Math.PI * share)));
}
