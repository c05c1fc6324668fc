namespace DeepNet.Training;


/// <summary>A power of the remaining share: <c>end + (1 - end) · (1 - min(step, steps) / steps) ^ power</c>.</summary>
public sealed record PolynomialSchedule : LearningRateSchedule
{
    /// <summary>Makes a polynomial decay.</summary>
    /// <param name="steps">The updates until the end, at least 1.</param>
    /// <param name="power">The exponent, finite and at least 0; 1 is a straight line, and with 0 the factor is always 1. Default 1.</param>
    /// <param name="end">The last factor, from 0 to <see cref="LearningRateSchedule.MaxFactor"/>. Default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public PolynomialSchedule(long steps, double power = 1, double end = 0) =>
        (Steps, Power, End) = (AtLeast(1, steps, nameof(steps)), power >= 0 && double.IsFinite(power) ? power : throw Unexpected("a finite number, 0 or more", power, nameof(power)), InRange(end, nameof(end)));

    /// <summary>The updates until the end.</summary>
    public long Steps { get; }

    /// <summary>The exponent.</summary>
    public double Power { get; }

    /// <summary>The last factor.</summary>
    public double End { get; }

    private protected override double At(long step) => End + ((1 - End) * Math.Pow(1 - ((double)Math.Min(step, Steps) / Steps), Power));

    private protected override string Name => "Polynomial";

    private protected override IEnumerable<object> Arguments => [Steps, Power, End];
}
