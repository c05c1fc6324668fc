namespace DeepNet.Training;


/// <summary>A factor that falls when the loss has stopped to improve, as PyTorch's ReduceLROnPlateau: the one schedule with a state, which <see cref="Observe"/> changes.</summary>
public sealed record PlateauSchedule : LearningRateSchedule
{
    private double _best = double.PositiveInfinity;
    private double _factor = 1;
    private long _badEpochs;
    private long _cooldown;

    /// <summary>Makes a schedule that waits for a plateau.</summary>
    /// <param name="decay">The factor at each plateau, finite and at least 0. Default 0.1.</param>
    /// <param name="patience">The epochs without improvement that are let pass, at least 0. Default 10.</param>
    /// <param name="threshold">The share by which the loss has to be lower than the best to count as better, finite and at least 0. Default 1e-4.</param>
    /// <param name="cooldown">The epochs after a fall in which none is counted, at least 0. Default 0.</param>
    /// <param name="minimum">The smallest factor, finite and at least 0. Default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public PlateauSchedule(double decay = 0.1, long patience = 10, double threshold = 1e-4, long cooldown = 0, double minimum = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(cooldown);
        (Decay, Patience, Threshold, Cooldown, Minimum) =
            (NotNegative(decay, nameof(decay)), patience, NotNegative(threshold, nameof(threshold)), cooldown, NotNegative(minimum, nameof(minimum)));
    }

    /// <summary>With the state that <see cref="LearningRateSchedule.ToText"/> wrote.</summary>
    internal PlateauSchedule(double decay, long patience, double threshold, long cooldown, double minimum, double best, double factor, long badEpochs, long cooldownLeft)
        : this(decay, patience, threshold, cooldown, minimum) =>
        (_best, _factor, _badEpochs, _cooldown) = (best, factor, badEpochs, cooldownLeft);

    /// <summary>The factor at each plateau.</summary>
    public double Decay { get; }

    /// <summary>The epochs without improvement that are let pass.</summary>
    public long Patience { get; }

    /// <summary>The share by which the loss has to be lower than the best to count as better.</summary>
    public double Threshold { get; }

    /// <summary>The epochs after a fall in which none is counted.</summary>
    public long Cooldown { get; }

    /// <summary>The smallest factor.</summary>
    public double Minimum { get; }

    /// <inheritdoc/>
    public override double Factor(long step) => _factor;

    /// <inheritdoc/>
    public override void Observe(double loss)
    {
        if (loss < _best * (1 - Threshold))
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

    private protected override string Name => "Plateau";

    private protected override IEnumerable<object> Arguments => [Decay, Patience, Threshold, Cooldown, Minimum, _best, _factor, _badEpochs, _cooldown];
}
