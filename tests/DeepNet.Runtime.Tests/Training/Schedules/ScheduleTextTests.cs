using DeepNet.Training;

namespace DeepNet.Runtime.Tests.Training.Schedules;

/// <summary>What a schedule can be made of, its text holds and gives back; what the text cannot hold cannot be made.</summary>
public sealed class ScheduleTextTests
{
    public static TheoryData<LearningRateSchedule> Extremes() =>
    [
        new CosineSchedule(long.MaxValue),
        new CosineRestartsSchedule(long.MaxValue, long.MaxValue, 1e6),
        new LinearSchedule(long.MaxValue - 1, 1e6, double.Epsilon),
        new WarmUpSchedule((1L << 53) + 1, 0.1),
        new ExponentialSchedule(0.1 + 0.2, long.MaxValue),
        new StepSchedule(long.MaxValue, 1 / 3.0),
        new MultiStepSchedule(0.5, long.MinValue, -1, 0, (1L << 53) + 1, long.MaxValue),
        new OneCycleSchedule(long.MaxValue, 1e-300, 1e-6, 1e300),
        new PolynomialSchedule(long.MaxValue, 1e6, 1),
        new InverseSquareRootSchedule(long.MaxValue),
        new PlateauSchedule(0, long.MaxValue, 0, long.MaxValue, 0),
        new ConstantSchedule(123456789e-4),
        new WarmUpSchedule(5).Then(long.MaxValue, new ConstantSchedule()) * new ConstantSchedule(1e-300),
    ];

    [Theory]
    [MemberData(nameof(Extremes))]
    public void Every_argument_comes_back(LearningRateSchedule schedule) => Assert.Equal(schedule, LearningRateSchedule.Parse(schedule.ToText()));

    [Fact]
    public void The_state_of_a_plateau_comes_back_in_all_its_extremes()
    {
        foreach (double loss in (double[])[double.NegativeInfinity, double.PositiveInfinity, double.NaN, double.Epsilon, -1, 1e308])
        {
            var plateau = new PlateauSchedule(0.5, 2, 0.1, 3);
            for (int i = 0; i < 100; i++)
            {
                plateau.Observe(loss);
                Assert.Equal(plateau, LearningRateSchedule.Parse(plateau.ToText()));
            }
        }
    }

    // On a stack of 512 KB, a third of the smallest that .NET gives a thread by itself.
    [Fact]
    public void The_most_schedules_in_one_work_and_one_more_is_refused()
    {
        LearningRateSchedule first = new ConstantSchedule();
        LearningRateSchedule last = new ConstantSchedule();
        for (int parts = 1; parts + 2 <= LearningRateSchedule.MostParts; parts += 2)
        {
            first = first.Then(parts, new ConstantSchedule(0.5));
            last = new ConstantSchedule(0.5).Then(1, last);
        }

        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    foreach (LearningRateSchedule schedule in (LearningRateSchedule[])[first, last])
                    {
                        LearningRateSchedule back = LearningRateSchedule.Parse(schedule.ToText());
                        Assert.Equal(schedule, back);
                        Assert.Equal(schedule.GetHashCode(), back.GetHashCode());
                        Assert.Equal(schedule.Factor(0), back.Factor(0));
                        Assert.Equal(schedule.Factor(1000), back.Factor(1000));
                        back.Observe(1);
                        Assert.NotEmpty(schedule.ToString());
                    }
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            },
            512 * 1024);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
        Assert.Contains("at most 500", Assert.Throws<ArgumentException>(() => first.Then(1, new ConstantSchedule())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ConstantSchedule() * first);
    }

    // Squared again and again, a schedule has few objects and a text without end.
    [Fact]
    public void Parts_that_are_used_twice_count_twice()
    {
        LearningRateSchedule schedule = new ConstantSchedule(0.5);
        Assert.Throws<ArgumentException>(() =>
        {
            for (int i = 0; i < 9; i++)
            {
                schedule *= schedule;
            }
        });
        Assert.Equal(255, schedule.ToText().Split('(').Length - 1);
    }

    [Theory]
    [InlineData(1e308)]
    [InlineData(1000001)]
    [InlineData(-1e-300)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_factor_that_no_learning_rate_survives_is_refused(double factor)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WarmUpSchedule(5, factor));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConstantSchedule(factor));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineSchedule(5, factor));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycleSchedule(10, divisor: 1 / factor));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycleSchedule(10, divisor: 1, finalDivisor: 1 / factor));
    }
}
