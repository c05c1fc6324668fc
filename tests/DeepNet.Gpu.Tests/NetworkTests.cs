using DeepNet.Gpu.Tests.Declared;
using DeepNet.Shaders;
using DeepNet.Shaders.Tests.Support;

namespace DeepNet.Gpu.Tests;

/// <summary>Networks on a device beside the same networks on the CPU, from the same weights with the same batches: outputs, losses, every gradient, and ten steps of training.</summary>
public sealed class NetworkTests
{
    private const float Tolerance = 1e-4f;

    [GpuFact]
    public void Mlp() => Labels<Mlp>(n => n.OnGpu(), 10);

    [GpuFact]
    public void KerasCnn() => Labels<KerasCnn>(n => n.OnGpu(), 10);

    [GpuFact]
    public void ManyActivations() => Values<ManyActivations>(n => n.OnGpu());

    [GpuFact]
    public void ManyConvolutions() => Values<ManyConvolutions>(n => n.OnGpu());

    [GpuFact]
    public void VolumeConvolutions() => Values<VolumeConvolutions>(n => n.OnGpu());

    [GpuFact]
    public void SequenceConvolutions() => Labels<SequenceConvolutions>(n => n.OnGpu(), 2);

    [GpuFact]
    public void PerStep() => Labels<PerStep>(n => n.OnGpu(), 4);

    [GpuFact]
    public void DenseTargets() => Values<DenseTargets>(n => n.OnGpu());

    [GpuFact]
    public void Binary() => Values<Binary>(n => n.OnGpu());

    [GpuFact]
    public void BatchNormalised() => Labels<BatchNormalised>(n => n.OnGpu(), 4);

    [GpuFact]
    public void RowNormalised() => Values<RowNormalised>(n => n.OnGpu());

    [GpuFact]
    public void Moved() => Values<Moved>(n => n.OnGpu());

    [GpuFact]
    public void Paired() => Values<Paired>(n => n.OnGpu());

    [GpuFact]
    public void Depthwise() => Labels<Depthwise>(n => n.OnGpu(), 3);

    [GpuFact]
    public void Embedded() => Agree<Embedded, int, int>(n => n.OnGpu(), random => random.Next(11), random => random.Next(4));

    [GpuFact]
    public void Transcribed() => Labels<Transcribed>(n => n.OnGpu(), 6);

    [GpuFact]
    public void LongMemory() => Labels<LongMemory>(n => n.OnGpu(), 3);

    [GpuFact]
    public void Gated() => Values<Gated>(n => n.OnGpu());

    [GpuFact]
    public void Attentive() => Agree<Attentive, int, int>(n => n.OnGpu(), random => random.Next(9), random => random.Next(5));

    /// <summary>With weights of seed 7 the sum of one unit is 3e-9, where rounding decides whether ReLU lets it through.</summary>
    [GpuFact]
    public void SmallNet() => Labels<SmallNet>(n => n.OnGpu(), 2, seed: 8);

    [GpuFact]
    public void Vocabulary() => Agree<Vocabulary, int, int>(n => n.OnGpu(), random => random.Next(700), random => random.Next(2) == 0 ? 2 : random.Next(700));

    internal static void Labels<T>(Func<T, IGpuTrainable<float, int>> onGpu, int classes, int seed = 7)
        where T : ITrainable<T, float, float, int>, IBackpropagated<float, int> => Agree(onGpu, random => random.NextSingle(), random => random.Next(classes), seed);

    internal static void Values<T>(Func<T, IGpuTrainable<float, float>> onGpu)
        where T : ITrainable<T, float, float, float>, IBackpropagated<float, float> => Agree(onGpu, random => random.NextSingle(), random => random.NextSingle());

    internal static void Agree<T, TInput, TTarget>(Func<T, IGpuTrainable<TInput, TTarget>> onGpu, Func<Random, TInput> input, Func<Random, TTarget> target, int seed = 7)
        where TInput : unmanaged
        where TTarget : unmanaged
        where T : ITrainable<T, TInput, float, TTarget>, IBackpropagated<TInput, TTarget>
    {
        T cpu = T.Create(seed);
        T origin = T.Create(seed);
        using IGpuTrainable<TInput, TTarget> gpu = onGpu(origin);
        Random random = new(11);
        int n = T.MaxBatch;
        (TInput[] inputs, TTarget[] targets) = Batch<T, TInput, TTarget>(random, input, target, n);

        float[] expected = new float[n * T.OutputSize];
        float[] actual = new float[n * T.OutputSize];
        cpu.Forward(inputs, expected);
        gpu.Forward(inputs, actual);
        Close(expected, actual, "output");
        cpu.Predict(inputs, expected);
        gpu.Predict(inputs, actual);
        Close(expected, actual, "prediction");
        Close([cpu.Evaluate(inputs, targets)], [gpu.Evaluate(inputs, targets)], "loss of Evaluate");

        // A smaller batch, twice: gradients are added to.
        int few = Math.Max(1, n - 3);
        for (int i = 0; i < 2; i++)
        {
            (TInput[] x, TTarget[] y) = Batch<T, TInput, TTarget>(random, input, target, few);
            Close([cpu.Backward(x, y)], [gpu.Backward(x, y)], "loss of Backward");
        }

        gpu.Download();
        Close(cpu.Gradients, origin.Gradients, "gradients");
        cpu.ApplyGradients();
        gpu.ApplyGradients();
        cpu.ZeroGradients();
        gpu.ZeroGradients();
        gpu.Download();
        Near(cpu.Parameters, origin.Parameters, "parameters after ApplyGradients");
        for (int step = 0; step < 10; step++)
        {
            (TInput[] x, TTarget[] y) = Batch<T, TInput, TTarget>(random, input, target, step % 3 == 2 ? few : n);
            Close([cpu.TrainStep(x, y)], [gpu.TrainStep(x, y)], $"loss of step {step}");
        }

        gpu.Download();
        Near(cpu.Parameters, origin.Parameters, "parameters after ten steps");
        Near(cpu.Buffers, origin.Buffers, "running statistics after ten steps");
    }

    private static (TInput[] Inputs, TTarget[] Targets) Batch<T, TInput, TTarget>(Random random, Func<Random, TInput> input, Func<Random, TTarget> target, int n)
        where TInput : unmanaged
        where TTarget : unmanaged
        where T : ITrainable<T, TInput, float, TTarget> =>
        (Enumerable.Range(0, n * T.InputSize).Select(_ => input(random)).ToArray(), Enumerable.Range(0, n * T.TargetSize).Select(_ => target(random)).ToArray());

    /// <summary>The largest difference is within 1e-4 of the largest value.</summary>
    internal static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        float most = 0;
        float difference = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(float.IsFinite(actual[i]), $"{what}[{i}] is {actual[i]}, expected {expected[i]}");
            most = Math.Max(most, Math.Abs(expected[i]));
            difference = Math.Max(difference, Math.Abs(expected[i] - actual[i]));
        }

        Assert.True(difference <= Tolerance * most, $"{what}: a difference of {difference}, where the largest value is {most}");
    }

    /// <summary>
    /// The length of the difference is within 1e-4 of the length of the values. Adam divides by the root of the gradient's square, so a parameter whose gradient is nothing but
    /// rounding may go either way, by a whole step.
    /// </summary>
    internal static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        double length = 0;
        double difference = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            length += (double)expected[i] * expected[i];
            difference += ((double)expected[i] - actual[i]) * ((double)expected[i] - actual[i]);
        }

        Assert.True(difference <= length * Tolerance * Tolerance, $"{what}: a difference of {Math.Sqrt(difference)} in a length of {Math.Sqrt(length)}");
    }
}
