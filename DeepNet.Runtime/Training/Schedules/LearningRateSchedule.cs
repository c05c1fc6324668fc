using System.Globalization;

namespace DeepNet.Training;

/// <summary>
/// The learning rate over the course of training, as a factor of the rate that the optimizer was declared with. Schedules are immutable (except
/// <see cref="PlateauSchedule"/>), compared by value, composed with <see cref="Then"/> and <c>*</c>, and saved with a network's training state.
/// </summary>
/// <example>
/// <code>
/// network.Schedule = new WarmUpSchedule(500).Then(500, new CosineSchedule(10_000));
/// </code>
/// </example>
public abstract record LearningRateSchedule
{
    /// <summary>The most schedules in one. More would end the process: each of those in each other asks the next one.</summary>
    internal const int MostParts = 500;

    private protected LearningRateSchedule()
    {
    }

    /// <summary>The schedules that this one consists of, itself included.</summary>
    internal virtual int Parts => 1;

    /// <summary>The largest factor of any schedule, and the largest that one takes as an argument: a million. A decay that grows stops there.</summary>
    public const double MaxFactor = 1e6;

    /// <summary>The factor of the learning rate.</summary>
    /// <param name="step">The updates done before, from 0.</param>
    /// <returns>A number from 0 to <see cref="MaxFactor"/>; past the end of a schedule its last one.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is negative.</exception>
    public double Factor(long step)
    {
        if (step < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(step), step, $"step is {step.ToString(CultureInfo.InvariantCulture)}; expected 0 or more.");
        }

        // Rounding may leave a straight line a bit below 0.
        return Math.Clamp(At(step), 0, MaxFactor);
    }

    /// <summary>Tells the schedule the loss at the end of an epoch. Only <see cref="PlateauSchedule"/> and schedules composed of it use it.</summary>
    /// <param name="loss">The validation loss, or the training loss if there is none; smaller is better.</param>
    public virtual void Observe(double loss)
    {
    }

    /// <summary>This schedule up to a step, and another one from there, which counts its own steps from 0.</summary>
    /// <param name="step">The first step of the other schedule, at least 1.</param>
    /// <param name="next">The other schedule.</param>
    /// <returns>The composed schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is below 1.</exception>
    /// <exception cref="ArgumentException">The two consist of too many schedules: more than 500 with the one that they make.</exception>
    public LearningRateSchedule Then(long step, LearningRateSchedule next) => new SequenceSchedule(this, step, next);

    /// <summary>Two schedules at once: their factors are multiplied.</summary>
    /// <param name="left">One schedule.</param>
    /// <param name="right">The other schedule.</param>
    /// <returns>The composed schedule.</returns>
    /// <exception cref="ArgumentException">The two consist of too many schedules: more than 500 with the one that they make.</exception>
    public static LearningRateSchedule operator *(LearningRateSchedule left, LearningRateSchedule right) => new ProductSchedule(left, right);

    /// <summary>Two schedules at once: their factors are multiplied.</summary>
    /// <param name="left">One schedule.</param>
    /// <param name="right">The other schedule.</param>
    /// <returns>The composed schedule.</returns>
    /// <exception cref="ArgumentException">The two consist of too many schedules: more than 500 with the one that they make.</exception>
    public static LearningRateSchedule Multiply(LearningRateSchedule left, LearningRateSchedule right) => left * right;

    /// <summary>The schedule as text that <see cref="Parse"/> reads, such as <c>Sequence(WarmUp(500, 0), 500, Cosine(10000, 0))</c>, with all of its state.</summary>
    /// <returns>The text, the same in every culture.</returns>
    public string ToText() => $"{Name}({string.Join(", ", Arguments.Select(a => a is LearningRateSchedule part ? part.ToText() : Convert.ToString(a, CultureInfo.InvariantCulture)))})";

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    /// <param name="text">The text.</param>
    /// <returns>An equal schedule.</returns>
    /// <exception cref="FormatException">The text is not a schedule; the message says at which position.</exception>
    public static LearningRateSchedule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ScheduleReader(text).Read();
    }

    /// <summary>The factor at a step that is not negative.</summary>
    private protected abstract double At(long step);

    private protected abstract string Name { get; }

    /// <summary>Numbers (long or double) and schedules, in the order of the constructor's parameters.</summary>
    private protected abstract IEnumerable<object> Arguments { get; }

    /// <summary>Counts the parts of two schedules and of the one that they make.</summary>
    /// <exception cref="ArgumentException">There are too many.</exception>
    private protected static int Count(LearningRateSchedule first, LearningRateSchedule second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        int parts = first.Parts + second.Parts + 1;
        return parts <= MostParts
            ? parts
            : throw new ArgumentException($"The two schedules make one of {parts}; expected at most {MostParts}. A MultiStepSchedule has as many steps as it takes.", nameof(second));
    }

    private protected static long AtLeast(long least, long value, string name) =>
        value >= least ? value : throw Unexpected($"{least} or more", value, name);

    /// <summary>Checks a factor, or the decay of one.</summary>
    private protected static double InRange(double value, string name) =>
        value is >= 0 and <= MaxFactor ? value : throw Unexpected($"a number from 0 to {MaxFactor.ToString("N0", CultureInfo.InvariantCulture)}", value, name);

    private protected static ArgumentOutOfRangeException Unexpected(string expected, IFormattable value, string name) =>
        new(name, value, $"{name} is {value.ToString(null, CultureInfo.InvariantCulture)}; expected {expected}.");
}
