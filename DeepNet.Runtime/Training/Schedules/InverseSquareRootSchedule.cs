namespace DeepNet.Training;


/// <summary>
/// A straight rise over the warm-up and a fall with the square root of the steps: <c>min(t / warmUp, √(warmUp / t))</c> with <c>t = step + 1</c>, which
/// is 1 at its peak (Vaswani et al. 2017, arXiv:1706.03762).
/// </summary>
public sealed record InverseSquareRootSchedule : LearningRateSchedule
{
    /// <summary>Makes the schedule of the first Transformer.</summary>
    /// <param name="warmUp">The updates of the rise, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The argument is out of range.</exception>
    public InverseSquareRootSchedule(long warmUp) => WarmUp = AtLeast(1, warmUp, nameof(warmUp));

    /// <summary>The updates of the rise.</summary>
    public long WarmUp { get; }

    private protected override double At(long step)
    {
        double t = step + 1.0;
        return Math.Min(t / WarmUp, Math.Sqrt(WarmUp / t));
    }

    private protected override string Name => "InverseSquareRoot";

    private protected override IEnumerable<object> Arguments => [WarmUp];
}
