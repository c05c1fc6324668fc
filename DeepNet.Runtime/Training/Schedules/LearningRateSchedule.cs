using System.Globalization;

namespace DeepNet.Training;

/// <summary>
/// The learning rate over the course of training, as a factor of the rate that the optimizer was declared with. Schedules are immutable (but for
/// <see cref="PlateauSchedule"/>), compared by value, composed with <see cref="Then"/> and <c>*</c>, and saved with a network's training state.
/// </summary>
/// <example>
/// <code>
/// network.Schedule = new WarmUpSchedule(500).Then(500, new CosineSchedule(10_000));
/// </code>
/// </example>
public abstract record LearningRateSchedule
{
    private protected LearningRateSchedule()
    {
    }

    /// <summary>The factor of the learning rate.</summary>
    /// <param name="step">The updates done before, from 0.</param>
    /// <returns>A number that is finite and at least 0.</returns>
    public abstract double Factor(long step);

    /// <summary>Tells what was measured, at the end of an epoch. Only <see cref="PlateauSchedule"/> and what is composed of it cares.</summary>
    /// <param name="loss">The validation loss, or the training loss if there is none; smaller is better.</param>
    public virtual void Observe(double loss)
    {
    }

    /// <summary>This schedule up to a step, and another one from there, which counts its own steps from 0.</summary>
    /// <param name="step">The first step of the other schedule, at least 1.</param>
    /// <param name="next">The other schedule.</param>
    /// <returns>The two as one.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is below 1.</exception>
    public LearningRateSchedule Then(long step, LearningRateSchedule next) => new SequenceSchedule(this, step, next);

    /// <summary>Two schedules at once: their factors are multiplied.</summary>
    /// <param name="left">One schedule.</param>
    /// <param name="right">The other schedule.</param>
    /// <returns>The two as one.</returns>
    public static LearningRateSchedule operator *(LearningRateSchedule left, LearningRateSchedule right) => new ProductSchedule(left, right);

    /// <summary>Two schedules at once: their factors are multiplied.</summary>
    /// <param name="left">One schedule.</param>
    /// <param name="right">The other schedule.</param>
    /// <returns>The two as one.</returns>
    public static LearningRateSchedule Multiply(LearningRateSchedule left, LearningRateSchedule right) => left * right;

    /// <summary>The schedule as text that <see cref="Parse"/> reads, such as <c>Sequence(WarmUp(500, 0), 500, Cosine(10000, 0))</c>, with all of its state.</summary>
    /// <returns>The text, the same in every culture.</returns>
    public string ToText() => $"{Name}({string.Join(", ", Arguments.Select(a => a is LearningRateSchedule part ? part.ToText() : Convert.ToString(a, CultureInfo.InvariantCulture)))})";

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    /// <param name="text">The text.</param>
    /// <returns>An equal schedule.</returns>
    /// <exception cref="FormatException">The text is not that of a schedule; the message says where it stops to be.</exception>
    public static LearningRateSchedule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ScheduleReader(text).Read();
    }

    private protected abstract string Name { get; }

    /// <summary>Numbers (long or double) and schedules, in the order of the constructor's parameters.</summary>
    private protected abstract IEnumerable<object> Arguments { get; }

    private protected static long AtLeastOne(long value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        return value;
    }

    private protected static double NotNegative(double value, string name) =>
        value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value.ToString(CultureInfo.InvariantCulture)}; expected a finite number, 0 or more.");
}
