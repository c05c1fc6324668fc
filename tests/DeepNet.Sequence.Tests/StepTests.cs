using DeepNet.Networks.Tests.Networks;

namespace DeepNet.Networks.Tests;

/// <summary>A sequence that comes in step by step gives what the whole sequence gives.</summary>
public sealed class StepTests
{
    private const double Tolerance = 1e-14;

    [Fact]
    public void TheLastStepOfASequenceGivesItsOutput()
    {
        LstmLastDouble network = new(3);
        double[] input = Numbers(5 * 4 * 5);
        double[] expected = new double[5 * 3], actual = new double[5 * 3];
        network.Forward(input, expected);
        for (int step = 0; step < 4; step++)
        {
            network.Step(StepOf(input, step, 4, 5), actual);
        }

        AssertEqual(expected, actual);
    }

    [Fact]
    public void EveryStepOfStackedLayersGivesItsRow()
    {
        LstmTruncatedDouble network = new(3);
        double[] input = Numbers(3 * 5 * 2);
        double[] expected = new double[3 * 5 * 2], actual = new double[3 * 2];
        network.Forward(input, expected);
        for (int step = 0; step < 5; step++)
        {
            network.Step(StepOf(input, step, 5, 2), actual);
            AssertEqual(StepOf(expected, step, 5, 2), actual);
        }
    }

    [Fact]
    public void EveryTokenGivesItsRow()
    {
        EmbeddingGruDouble network = new(3);
        int[] tokens = [.. Enumerable.Range(0, 4 * 4).Select(i => i * 5 % 6)];
        double[] expected = new double[4 * 4 * 5], actual = new double[4 * 5];
        network.Forward(tokens, expected);
        for (int step = 0; step < 4; step++)
        {
            network.Step(StepOf(tokens, step, 4, 1), actual);
            AssertEqual(StepOf(expected, step, 4, 5), actual);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => network.Step([6], actual.AsSpan(0, 5)));
    }

    [Fact]
    public void ASimpleNetworkInSinglePrecisionSteps()
    {
        SimpleRnnReLU network = new(3);
        float[] input = [.. Numbers(3 * 3 * 2).Select(x => (float)x)];
        float[] expected = new float[3 * 2], actual = new float[3 * 2];
        network.Forward(input, expected);
        for (int step = 0; step < 3; step++)
        {
            network.Step(StepOf(input, step, 3, 2), actual);
        }

        AssertEqual(expected.Select(x => (double)x).ToArray(), actual.Select(x => (double)x).ToArray(), 1e-6);
    }

    [Fact]
    public void ResetBeginsASequenceAnew()
    {
        GruTruncatedDouble network = new(3);
        double[] step = Numbers(3 * 3), first = new double[3 * 8], second = new double[3 * 8];
        network.Step(step, first);
        network.Step(step, second);
        Assert.NotEqual(first, second);
        network.ResetState();
        network.Step(step, second);
        Assert.Equal(first, second);
    }

    [Fact]
    public void RowsKeepTheirStateThroughOtherCalls()
    {
        GruTruncatedDouble network = new(3), other = new(3);
        double[] input = Numbers(3 * 5 * 3), target = Numbers(3 * 5 * 8), step = Numbers(3 * 3), expected = new double[3 * 8], actual = new double[3 * 8];
        network.Step(step, actual);
        other.Step(step, expected);
        network.Evaluate(input, target);
        network.Backward(input, target);
        network.Forward(input, new double[3 * 5 * 8]);
        network.Step(step.AsSpan(0, 3), actual.AsSpan(0, 8));
        other.Step(step.AsSpan(0, 3), expected.AsSpan(0, 8));
        network.Step(step, actual);
        other.Step(step, expected);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void SteppingAllocatesNothing()
    {
        LstmLast network = new(3);
        float[] step = new float[5 * 5], output = new float[5 * 3];
        network.Step(step, output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        network.Step(step, output);
        network.ResetState();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void WrongLengthsAreRefused()
    {
        LstmLast network = new(3);
        Assert.Throws<ArgumentException>(() => network.Step(new float[4], new float[3]));
        Assert.Throws<ArgumentException>(() => network.Step(new float[5], new float[4]));
    }

    [Theory]
    [InlineData(typeof(LstmBothWays))]
    [InlineData(typeof(EmbeddingFlat))]
    public void NetworksThatNeedTheWholeSequenceHaveNoStep(Type network) => Assert.Null(network.GetMethod("Step"));

    [Fact]
    public void TheForgetGateBeginsOpen()
    {
        LstmLast network = new(3);
        Assert.Equal([.. new float[8], .. Enumerable.Repeat(1f, 8), .. new float[16]], network.Lstm1.Bias.ToArray());
        Assert.Equal(8 * 32, network.Lstm1.RecurrentWeight.Length);
    }

    [Fact]
    public void PartsHaveNamesOfTheirOwn()
    {
        LstmBothWays network = new(3);
        Assert.Equal(4 * 36, network.Lstm1.Weight.Length);
        Assert.Equal(9 * 36, network.Lstm1.ReverseRecurrentWeight.Length);
        Assert.Equal(18 * 36, network.Lstm1.Layer2Weight.Length);
        Assert.Equal(36, network.Lstm1.Layer2ReverseBias.Length);
    }

    private static T[] StepOf<T>(T[] values, int step, int steps, int size) =>
        [.. Enumerable.Range(0, values.Length / steps / size).SelectMany(n => values.AsSpan((n * steps + step) * size, size).ToArray())];

    private static double[] Numbers(int count)
    {
        Random random = new(count);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * 2 - 1)];
    }

    private static void AssertEqual(double[] expected, double[] actual, double tolerance = Tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second - pair.First, -tolerance, tolerance));
    }
}
