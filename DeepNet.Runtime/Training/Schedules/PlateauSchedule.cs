namespace DeepNet.Training;


/// <summary>A factor that falls when the loss has stopped improving, like PyTorch's ReduceLROnPlateau. It is the only schedule with a state, which <see cref="Observe"/> changes.</summary>
/// <remarks>
/// A loss is better if it is below the best by <c>threshold · |best|</c>. PyTorch's bound is <c>best · (1 - threshold)</c>, which is the same for
/// positive losses. For negative losses PyTorch's bound is above the best, so a constant loss would always count as better. A loss that is NaN is never
/// better.
/// </remarks>
public sealed record PlateauSchedule : LearningRateSchedule
{
    private double _best = double.PositiveInfinity;
    private double _factor = 1;
    private long _badEpochs;
    private long _cooldown;

    /// <summary>Makes a schedule that waits for a plateau.</summary>
    /// <param name="decay">The factor at each plateau, at least 0 and less than 1. Default 0.1.</param>
    /// <param name="patience">The epochs without improvement that are tolerated, at least 0. Default 10.</param>
    /// <param name="threshold">The share by which the loss has to be lower than the best to count as better, at least 0 and less than 1. Default 1e-4.</param>
    /// <param name="cooldown">The epochs after a fall in which none is counted, at least 0. Default 0.</param>
    /// <param name="minimum">The smallest factor, from 0 to 1. Default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public PlateauSchedule(double decay = 0.1, long patience = 10, double threshold = 1e-4, long cooldown = 0, double minimum = 0)
    {
        Decay = Share(decay, nameof(decay));
        Patience = AtLeast(0, patience, nameof(patience));
        Threshold = Share(threshold, nameof(threshold));
        Cooldown = AtLeast(0, cooldown, nameof(cooldown));
        Minimum = minimum is >= 0 and <= 1 ? minimum : throw Unexpected("a number from 0 to 1", minimum, nameof(minimum));
    }

    /// <summary>With the state that <see cref="LearningRateSchedule.ToText"/> wrote.</summary>
    internal PlateauSchedule(double decay, long patience, double threshold, long cooldown, double minimum, double best, double factor, long badEpochs, long cooldownLeft)
        : this(decay, patience, threshold, cooldown, minimum)
    {
        _best = double.IsNaN(best) ? throw Unexpected("a number", best, nameof(best)) : best;
        _factor = factor is >= 0 and <= 1 ? factor : throw Unexpected("a number from 0 to 1", factor, nameof(factor));
        _badEpochs = badEpochs >= 0 && badEpochs <= patience ? badEpochs : throw Unexpected($"from 0 to the patience of {patience}", badEpochs, nameof(badEpochs));
        _cooldown = cooldownLeft >= 0 && cooldownLeft <= cooldown ? cooldownLeft : throw Unexpected($"from 0 to the cooldown of {cooldown}", cooldownLeft, nameof(cooldownLeft));
    }

    /// <summary>The factor at each plateau.</summary>
    public double Decay { get; }

    /// <summary>The epochs without improvement that are tolerated.</summary>
    public long Patience { get; }

    /// <summary>The share by which the loss has to be lower than the best to count as better.</summary>
    public double Threshold { get; }

    /// <summary>The epochs after a fall in which none is counted.</summary>
    public long Cooldown { get; }

    /// <summary>The smallest factor.</summary>
    public double Minimum { get; }

    private protected override double At(long step) => _factor;

    /// <inheritdoc/>
    public override void Observe(double loss)
    {
        if (loss < (_best > 0 ? _best * (1 - Threshold) : _best * (1 + Threshold)))
        {
            (_best, _badEpochs) = (loss, 0);
        }
        else
        {
            _badEpochs++;
        }

        if (_cooldown > 0)
        {
            _cooldown--;
            _badEpochs = 0;
        }

        if (_badEpochs > Patience)
        {
            _factor = Math.Max(_factor * Decay, Minimum);
            (_cooldown, _badEpochs) = (Cooldown, 0);
        }
    }

    private static double Share(double value, string name) => value is >= 0 and < 1 ? value : throw Unexpected("a number of at least 0 and less than 1", value, name);

    private protected override string Name => "Plateau";

    private protected override IEnumerable<object> Arguments => [Decay, Patience, Threshold, Cooldown, Minimum, _best, _factor, _badEpochs, _cooldown];
}
