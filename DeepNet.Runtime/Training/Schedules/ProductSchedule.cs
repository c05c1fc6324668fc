namespace DeepNet.Training;


/// <summary>Two schedules at once, their factors multiplied. Made by <c>*</c>.</summary>
public sealed record ProductSchedule : LearningRateSchedule
{
    /// <summary>Multiplies two schedules.</summary>
    /// <param name="left">One schedule.</param>
    /// <param name="right">The other schedule.</param>
    /// <exception cref="ArgumentException">The two consist of too many schedules: more than 500 with this one.</exception>
    public ProductSchedule(LearningRateSchedule left, LearningRateSchedule right)
    {
        Parts = Count(left, right);
        (Left, Right) = (left, right);
    }

    /// <inheritdoc/>
    internal override int Parts { get; }

    /// <summary>One schedule.</summary>
    public LearningRateSchedule Left { get; }

    /// <summary>The other schedule.</summary>
    public LearningRateSchedule Right { get; }

    private protected override double At(long step) => Left.Factor(step) * Right.Factor(step);

    /// <inheritdoc/>
    public override void Observe(double loss)
    {
        Left.Observe(loss);
        Right.Observe(loss);
    }

    private protected override string Name => "Product";

    private protected override IEnumerable<object> Arguments => [Left, Right];
}
