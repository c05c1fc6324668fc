using DeepNet.Networks.Tests.Networks;

namespace DeepNet.Networks.Tests;

/// <summary>A wrong argument gets an exception that names it and says what was expected and what came, and nothing changes.</summary>
public sealed class BadInputTests
{
    // LossCrossEntropy: 6 inputs, 5 classes, at most 7 samples.
    private const int Inputs = 6;
    private const int Classes = 5;
    private const int MaxBatch = 7;

    public static TheoryData<int> WrongInputLengths => new(0, 1, Inputs - 1, Inputs + 1, (3 * Inputs) - 1, (MaxBatch * Inputs) + 1, (MaxBatch + 1) * Inputs, 1 << 20);

    public static TheoryData<int, int> WrongTargetLengths => new()
    {
        { 1, 0 },
        { 1, 2 },
        { 3, 2 },
        { 3, 4 },
        { 3, 15 },
        { 7, 6 },
        { 7, 8 },
    };

    public static TheoryData<int, int> WrongLabels => new()
    {
        { 0, -1 },
        { 0, Classes },
        { 3, -1 },
        { 3, Classes },
        { MaxBatch - 1, int.MinValue },
        { MaxBatch - 1, int.MaxValue },
    };

    public static TheoryData<float, int> NotFinite => new()
    {
        { float.NaN, 0 },
        { float.NaN, 7 },
        { float.PositiveInfinity, 3 },
        { float.NegativeInfinity, 8 },
    };

    [Theory, MemberData(nameof(WrongInputLengths))]
    public void AnInputOfAWrongLengthIsRefused(int length)
    {
        float[] input = new float[length];
        int[] labels = new int[Math.Max(1, length / Inputs)];
        float[] output = new float[labels.Length * Classes];
        string[] parts = [$"{length}", $"{Inputs}", $"{MaxBatch}"];
        Refuses<ArgumentException>(net => net.TrainStep(input, labels), "input", parts);
        Refuses<ArgumentException>(net => net.Backward(input, labels), "input", parts);
        Refuses<ArgumentException>(net => net.Evaluate(input, labels), "input", parts);
        Refuses<ArgumentException>(net => net.Forward(input, output), "input", parts);
        Refuses<ArgumentException>(net => net.Predict(input, output), "input", parts);
    }

    [Theory, MemberData(nameof(WrongTargetLengths))]
    public void LabelsOfAWrongLengthAreRefused(int count, int length)
    {
        float[] input = new float[count * Inputs];
        int[] labels = new int[length];
        string[] parts = [$"{length}", $"{count}"];
        Refuses<ArgumentException>(net => net.TrainStep(input, labels), "labels", parts);
        Refuses<ArgumentException>(net => net.Backward(input, labels), "labels", parts);
        Refuses<ArgumentException>(net => net.Evaluate(input, labels), "labels", parts);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, Classes - 1)]
    [InlineData(1, Classes + 1)]
    [InlineData(3, Classes)]
    [InlineData(7, 36)]
    public void AnOutputOfAWrongLengthIsRefused(int count, int length)
    {
        float[] input = new float[count * Inputs];
        float[] output = new float[length];
        string[] parts = [$"{length}", $"{count * Classes}"];
        Refuses<ArgumentException>(net => net.Forward(input, output), null, parts);
        Refuses<ArgumentException>(net => net.Predict(input, output), null, parts);
        Assert.Equal(-1, output.AsSpan().IndexOfAnyExcept(0f));
    }

    [Theory, MemberData(nameof(WrongLabels))]
    public void ALabelOutOfRangeIsRefused(int position, int label)
    {
        float[] input = new float[MaxBatch * Inputs];
        int[] labels = new int[MaxBatch];
        labels[position] = label;
        string[] parts = [$"[{position}]", $"{label}", $"{Classes - 1}"];
        Refuses<ArgumentOutOfRangeException>(net => net.TrainStep(input, labels), "labels", parts);
        Refuses<ArgumentOutOfRangeException>(net => net.Backward(input, labels), "labels", parts);
        Refuses<ArgumentOutOfRangeException>(net => net.Evaluate(input, labels), "labels", parts);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(1, 4)]
    [InlineData(5, 5)]
    [InlineData(5, 18)]
    public void ValuesOfAWrongLengthAreRefused(int count, int length)
    {
        // LossTrapped: 6 inputs, 3 outputs.
        var network = new LossTrapped(seed: 1);
        float[] before = network.Parameters.ToArray();
        float[] input = new float[count * 6];
        float[] target = new float[length];
        foreach (Action call in new Action[] { () => network.TrainStep(input, target), () => network.Backward(input, target), () => network.Evaluate(input, target) })
        {
            var exception = Assert.ThrowsAny<ArgumentException>(call);
            Assert.Contains($"{length}", exception.Message);
            Assert.Contains($"{count * 3}", exception.Message);
        }

        Assert.Equal(before, network.Parameters);
    }

    [Fact]
    public void EveryArgumentOfSeveralHeadsIsChecked()
    {
        // HeadsTwoInputsTwoLosses: inputs of 4 and 2x2, 3 classes, 2 values, at most 5 samples.
        var network = new HeadsTwoInputsTwoLosses(seed: 1);
        float[] before = network.Parameters.ToArray();
        float[] state = new float[12];
        float[] image = new float[12];
        int[] labels = new int[3];
        float[] values = new float[6];
        float[] logits = new float[9];
        Assert.ThrowsAny<ArgumentException>(() => network.TrainStep(state.AsSpan(1), image, labels, values));
        Assert.ThrowsAny<ArgumentException>(() => network.TrainStep(state, image.AsSpan(4), labels, values));
        Assert.ThrowsAny<ArgumentException>(() => network.TrainStep(state, image, labels.AsSpan(1), values));
        Assert.ThrowsAny<ArgumentException>(() => network.TrainStep(state, image, labels, values.AsSpan(1)));
        Assert.ThrowsAny<ArgumentException>(() => network.TrainStep(state, image, [0, 3, 0], values));
        Assert.ThrowsAny<ArgumentException>(() => network.Backward(state, image, [0, 0, -1], values));
        Assert.ThrowsAny<ArgumentException>(() => network.Evaluate([], [], [], []));
        Assert.ThrowsAny<ArgumentException>(() => network.Forward(state, image, logits, values.AsSpan(1)));
        Assert.ThrowsAny<ArgumentException>(() => network.Forward(state, image, logits.AsSpan(1), values));
        Assert.ThrowsAny<ArgumentException>(() => network.Predict(state, image.AsSpan(4), logits, values));
        Assert.Equal(before, network.Parameters);
        Assert.Equal(-1, network.Gradients.IndexOfAnyExcept(0f));
    }

    [Theory, MemberData(nameof(NotFinite))]
    public void AValueThatIsNotFiniteIsTrapped(float value, int position)
    {
        float[] input = new float[5 * 6];
        float[] target = new float[5 * 3];
        float[] badInput = [.. input];
        float[] badTarget = [.. target];
        badInput[position] = badTarget[position] = value;
        Traps(badInput, target, $"[{position}]");
        Traps(input, badTarget, $"[{position}]");
    }

    [Fact]
    public void ALossThatOverflowsIsTrapped()
    {
        float[] target = new float[3];
        target[1] = 1e30f; // its square is no float
        Traps(new float[6], target, "loss");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void DoubleValuesAreTrapped(double value)
    {
        var network = new LossTrappedDouble(seed: 1);
        double[] before = network.Parameters.ToArray();
        double[] input = new double[30];
        input[29] = value;
        Assert.ThrowsAny<SystemException>(() => network.TrainStep(input, new double[15]));
        double[] target = new double[15];
        target[14] = value;
        Assert.ThrowsAny<SystemException>(() => network.TrainStep(new double[30], target));
        Assert.Equal(before, network.Parameters);
    }

    [Fact]
    public void InputsAreTrappedBesideLabels()
    {
        var network = new LossTrappedLabels(seed: 1);
        float[] before = network.Parameters.ToArray();
        float[] input = new float[12];
        input[11] = float.NaN;
        Assert.ThrowsAny<SystemException>(() => network.TrainStep(input, [0, 1]));
        Assert.Equal(before, network.Parameters);
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void ALearningRateThatIsNoneIsRefused(float rate)
    {
        var network = new LossCrossEntropy();
        Assert.Throws<ArgumentOutOfRangeException>(() => network.LearningRate = rate);
        Assert.Equal(0.1f, network.LearningRate);
    }

    private static void Traps(float[] input, float[] target, string part)
    {
        foreach (Func<LossTrapped, float> call in new Func<LossTrapped, float>[] { net => net.TrainStep(input, target), net => net.Backward(input, target) })
        {
            var network = new LossTrapped(seed: 1);
            float[] before = network.Parameters.ToArray();
            Exception exception = Assert.ThrowsAny<Exception>(() => call(network));
            Assert.True(exception is ArgumentException or ArithmeticException, exception.GetType().Name);
            Assert.Contains(part, exception.Message);
            Assert.Equal(before, network.Parameters);
        }
    }

    private static void Refuses<TException>(Action<LossCrossEntropy> call, string? argument, params string[] messageParts)
        where TException : ArgumentException
    {
        var network = new LossCrossEntropy(seed: 1);
        network.Backward(new float[Inputs], [0]);
        float[] parameters = network.Parameters.ToArray();
        float[] gradients = network.Gradients.ToArray();
        var exception = Assert.ThrowsAny<TException>(() => call(network));
        if (argument is not null)
        {
            Assert.Equal(argument, exception.ParamName);
        }

        foreach (string part in messageParts)
        {
            Assert.Contains(part, exception.Message);
        }

        Assert.Equal(parameters, network.Parameters);
        Assert.Equal(gradients, network.Gradients);
    }
}
