using System.Globalization;
using DeepNet.Training;

namespace DeepNet.Runtime.Tests.Training.Schedules;

/// <summary>The schedules against PyTorch's (tests/parity/schedules.py), their composition, and their text.</summary>
public sealed class ScheduleTests
{
    private static readonly Dictionary<string, double[]> Recorded = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "fixtures", "schedules.csv"))
        .Select(line => line.Split(';'))
        .ToDictionary(cells => cells[0], cells => cells.Skip(1).Select(c => double.Parse(c, CultureInfo.InvariantCulture)).ToArray());

    public static TheoryData<string> Names => new(Recorded.Keys.Where(name => !name.StartsWith("Plateau", StringComparison.Ordinal) && name != "Losses"));

    [Theory, MemberData(nameof(Names))]
    public void Factors_are_those_of_PyTorch(string text)
    {
        var schedule = LearningRateSchedule.Parse(text);
        double[] expected = Recorded[text];
        for (int step = 0; step < expected.Length; step++)
        {
            // PyTorch multiplies from step to step where the formula is closed here.
            Assert.Equal(expected[step], schedule.Factor(step), 1e-12);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Text_reads_back_as_the_same_schedule(string text)
    {
        var schedule = LearningRateSchedule.Parse(text);
        Assert.Equal(text, schedule.ToText());
        Assert.Equal(schedule, LearningRateSchedule.Parse(schedule.ToText()));
        Assert.Equal(schedule.GetHashCode(), LearningRateSchedule.Parse(text).GetHashCode());
    }

    [Fact]
    public void A_plateau_is_that_of_PyTorch_and_goes_on_from_its_text()
    {
        (string text, double[] expected) = Recorded.Single(r => r.Key.StartsWith("Plateau", StringComparison.Ordinal));
        double[] losses = Recorded["Losses"];
        var schedule = LearningRateSchedule.Parse(text);
        Assert.Equal(new PlateauSchedule(0.5, 2, 1e-4, 1, 0.2), schedule);
        for (int epoch = 0; epoch < losses.Length; epoch++)
        {
            schedule.Observe(losses[epoch]);
            Assert.Equal(expected[epoch], schedule.Factor(0), 1e-12);
            schedule = LearningRateSchedule.Parse(schedule.ToText());
        }
    }

    [Fact]
    public void Composed_schedules_observe_too()
    {
        LearningRateSchedule schedule = new WarmUpSchedule(2).Then(2, new PlateauSchedule(0.5, 0)) * new ConstantSchedule(0.1);
        schedule.Observe(1);
        schedule.Observe(1);
        Assert.Equal(0.05, schedule.Factor(10), 1e-15);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Cosine")]
    [InlineData("Cosine(10, 0")]
    [InlineData("Cosine(10)")]
    [InlineData("Cosine(10, 0) x")]
    [InlineData("Cosine(0, 0)")]
    [InlineData("Cosine(10, -1)")]
    [InlineData("Cosine(Step(1, 1), 0)")]
    [InlineData("Sequence(1, 2, 3)")]
    [InlineData("Unknown(1)")]
    [InlineData("Constant(one)")]
    public void Other_text_is_refused(string text) => Assert.Throws<FormatException>(() => LearningRateSchedule.Parse(text));

    [Fact]
    public void Text_that_is_nested_without_end_is_refused() =>
        Assert.Throws<FormatException>(() => LearningRateSchedule.Parse(string.Concat(Enumerable.Repeat("Product(", 100_000))));

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinearSchedule(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialSchedule(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepSchedule(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycleSchedule(100, rise: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PlateauSchedule(patience: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PlateauSchedule(decay: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PlateauSchedule(minimum: 1.1));
        Assert.Throws<ArgumentException>(() => new MultiStepSchedule(0.1, 5, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConstantSchedule().Then(0, new ConstantSchedule()));
    }

    [Fact]
    public void Steps_beyond_the_end_keep_the_last_factor()
    {
        Assert.Equal(0.25, new LinearSchedule(10, 1, 0.25).Factor(long.MaxValue));
        Assert.Equal(0.1, new CosineSchedule(10, 0.1).Factor(1_000_000), 1e-15);
        Assert.Equal(0, new PolynomialSchedule(10, 2).Factor(11));
        Assert.Equal(new OneCycleSchedule(10).Factor(9), new OneCycleSchedule(10).Factor(1000));
    }
}
