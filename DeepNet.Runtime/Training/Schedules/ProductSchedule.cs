namespace DeepNet.Training;


/// <summary>Two schedules at once, their factors multiplied. Made by <c>*</c>.</summary>
public sealed record ProductSchedule : LearningRateSchedule
{
    /// <summary>Multiplies two schedules.</summary>
    /// <param name="left">One schedule.</param>
    /// <param name="right">The other schedule.</param>
    public ProductSchedule(LearningRateSchedule left, LearningRateSchedule right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        (Left, Right) = (left, right);
    }

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
