using DeepNet.Training;

namespace DeepNet.Runtime.Tests.Training.Schedules;

/// <summary>Schedules where their formulas end: the shortest and the longest, far past the end, and losses that are negative or no number.</summary>
public sealed class ScheduleEdgeTests
{
    private static readonly long[] Lengths = [1, 2, 3, 10, 1_000_000_007, 1L << 40, 1L << 53, 1L << 62, long.MaxValue];

    /// <summary>Every kind at its extremes.</summary>
    private static IEnumerable<LearningRateSchedule> Extremes()
    {
        double[] factors = [0, double.Epsilon, 0.1, 1, 1.5, LearningRateSchedule.MaxFactor];
        foreach (double factor in factors)
        {
            yield return new ConstantSchedule(factor);
            yield return new MultiStepSchedule(factor);
            yield return new MultiStepSchedule(factor, [.. Enumerable.Range(0, 400).Select(i => (long)i)]);
            yield return new ConstantSchedule(factor) * new ExponentialSchedule(2) * new ConstantSchedule(LearningRateSchedule.MaxFactor);
            foreach (long length in Lengths)
            {
                yield return new LinearSchedule(length, factor, 0);
                yield return new LinearSchedule(length, 0.3, factor);
                yield return new WarmUpSchedule(length, factor);
                yield return new ExponentialSchedule(factor, length);
                yield return new StepSchedule(length, factor);
                yield return new CosineSchedule(length, factor);
                yield return new PolynomialSchedule(length, factor, 0.1);
                yield return new PolynomialSchedule(length, 0.5, factor);
                yield return new InverseSquareRootSchedule(length);
                yield return new WarmUpSchedule(length).Then(length, new CosineSchedule(length, factor));
                foreach (long multiplier in Lengths)
                {
                    yield return new CosineRestartsSchedule(length, multiplier, factor);
                }
            }
        }

        foreach (long length in Lengths.Skip(1))
        {
            foreach (double rise in new[] { double.Epsilon, 1.0 / length, 0.1, 0.5, Math.BitDecrement(1.0) })
            {
                yield return new OneCycleSchedule(length, rise);
                yield return new OneCycleSchedule(length, rise, double.MaxValue, double.MaxValue);
                yield return new OneCycleSchedule(length, rise, 1e-6, 1);
            }
        }
    }

    [Fact]
    public void A_factor_is_a_finite_number_that_is_not_negative()
    {
        foreach (LearningRateSchedule schedule in Extremes())
        {
            foreach (long step in Lengths.SelectMany(n => new[] { n - 1, n, n == long.MaxValue ? n : n + 1 }).Prepend(0))
            {
                double factor = schedule.Factor(step);
                Assert.True(factor is >= 0 and <= LearningRateSchedule.MaxFactor, $"{schedule.ToText()} gives {factor} at step {step}.");
            }

            Assert.Throws<ArgumentOutOfRangeException>("step", () => schedule.Factor(-1));
            Assert.Throws<ArgumentOutOfRangeException>("step", () => schedule.Factor(long.MinValue));
        }
    }

    [Fact]
    public void The_last_factor_is_the_end_exactly_and_stays()
    {
        Random random = new(1);
        for (int i = 0; i < 1000; i++)
        {
            (long length, double start, double end) = (random.NextInt64(1, 100), random.NextDouble(), random.NextDouble());
            foreach (long step in new[] { length, length + 1, long.MaxValue })
            {
                Assert.Equal(end, new LinearSchedule(length, start, end).Factor(step));
                Assert.Equal(1, new WarmUpSchedule(length, start).Factor(step));
                Assert.Equal(end, new CosineSchedule(length, end).Factor(step));
                Assert.Equal(end, new PolynomialSchedule(length, 1 + start, end).Factor(step));
            }
        }
    }

    [Theory]
    [InlineData(10, 0.1)]
    [InlineData(2, 0.5)]
    [InlineData(4, 0.25)]
    public void A_cycle_without_a_rise_begins_at_its_peak(long steps, double rise)
    {
        // PyTorch divides by zero here. The values are those of its fall, from 1 at step 0 to the last factor.
        OneCycleSchedule schedule = new(steps, rise);
        for (long step = 0; step < steps; step++)
        {
            Assert.Equal(4e-6 + ((1 - 4e-6) / 2 * (1 + Math.Cos(Math.PI * step / (steps - 1)))), schedule.Factor(step), 1e-15);
        }

        Assert.Equal(1, schedule.Factor(0));
        Assert.Equal(schedule.Factor(steps - 1), schedule.Factor(long.MaxValue));
    }

    [Fact]
    public void Growth_stops_at_the_largest_factor()
    {
        Assert.Equal(1.1, new ExponentialSchedule(1.1).Factor(1));
        Assert.Equal(LearningRateSchedule.MaxFactor, new ExponentialSchedule(1.1).Factor(1_000_000));
        Assert.Equal(LearningRateSchedule.MaxFactor, new StepSchedule(1, 2).Factor(long.MaxValue));
        Assert.Equal(0, (new ConstantSchedule(0) * new ExponentialSchedule(2)).Factor(long.MaxValue));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(-double.Epsilon)]
    [InlineData(1e308)]
    public void Arguments_that_lead_elsewhere_are_refused(double value)
    {
        Func<LearningRateSchedule>[] all =
        [
            () => new ConstantSchedule(value), () => new LinearSchedule(5, value), () => new LinearSchedule(5, 1, value), () => new WarmUpSchedule(5, value),
            () => new ExponentialSchedule(value), () => new StepSchedule(5, value), () => new MultiStepSchedule(value, 1), () => new CosineSchedule(5, value),
            () => new CosineRestartsSchedule(5, 1, value), () => new PolynomialSchedule(5, 1, value), () => new OneCycleSchedule(5, value),
            () => new PlateauSchedule(value), () => new PlateauSchedule(threshold: value), () => new PlateauSchedule(minimum: value),
        ];
        Assert.All(all, make => Assert.Contains("expected", Assert.Throws<ArgumentOutOfRangeException>(make).Message));
        if (value != 1e308)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new PolynomialSchedule(5, value));
            Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycleSchedule(5, 0.3, value));
            Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycleSchedule(5, 0.3, 25, value));
        }

        Assert.Throws<ArgumentOutOfRangeException>("divisor", () => new OneCycleSchedule(5, 0.3, 1e-7));
        Assert.Throws<ArgumentOutOfRangeException>("finalDivisor", () => new OneCycleSchedule(5, 0.3, 1e-6, 0.5));
    }

    [Fact]
    public void A_negative_loss_that_stays_is_a_plateau()
    {
        PlateauSchedule schedule = new(0.1, patience: 0);
        schedule.Observe(-1);
        Assert.Equal(1, schedule.Factor(0));
        schedule.Observe(-1);
        Assert.Equal(0.1, schedule.Factor(0), 1e-15);

        // Better by more than the share of 1e-4, then by less.
        schedule.Observe(-1.0002);
        Assert.Equal(0.1, schedule.Factor(0), 1e-15);
        schedule.Observe(-1.00025);
        Assert.Equal(0.01, schedule.Factor(0), 1e-15);
    }

    [Fact]
    public void A_loss_that_is_no_number_is_never_better()
    {
        PlateauSchedule schedule = new(0.5, patience: 0);
        double[] losses = [double.NaN, 1, double.NaN, 0.5, double.PositiveInfinity, 0, -1, double.NegativeInfinity, double.NegativeInfinity];
        double[] factors = [0.5, 0.5, 0.25, 0.25, 0.125, 0.125, 0.125, 0.125, 0.0625];
        for (int epoch = 0; epoch < losses.Length; epoch++)
        {
            schedule.Observe(losses[epoch]);
            Assert.Equal(factors[epoch], schedule.Factor(0));
            Assert.Equal(schedule, LearningRateSchedule.Parse(schedule.ToText()));
        }
    }

    [Theory]
    [InlineData("Plateau(0.1, 5, 0.0001, 0, 0, Infinity, -1, 0, 0)")]
    [InlineData("Plateau(0.1, 5, 0.0001, 0, 0, Infinity, 2, 0, 0)")]
    [InlineData("Plateau(0.1, 5, 0.0001, 0, 0, Infinity, 1, 6, 0)")]
    [InlineData("Plateau(0.1, 5, 0.0001, 0, 0, Infinity, 1, -1, 0)")]
    [InlineData("Plateau(0.1, 5, 0.0001, 0, 0, Infinity, 1, 0, -1)")]
    [InlineData("WarmUp(5, 1e308)")]
    public void Text_with_a_state_that_cannot_be_is_refused(string text) => Assert.Throws<FormatException>(() => LearningRateSchedule.Parse(text));
}
