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

    private static void Labels<T>(Func<T, IGpuTrainable<float, int>> onGpu, int classes)
        where T : ITrainable<T, float, float, int>, IBackpropagated<int> => Agree(onGpu, random => random.Next(classes));

    private static void Values<T>(Func<T, IGpuTrainable<float, float>> onGpu)
        where T : ITrainable<T, float, float, float>, IBackpropagated<float> => Agree(onGpu, random => random.NextSingle());

    private static void Agree<T, TTarget>(Func<T, IGpuTrainable<float, TTarget>> onGpu, Func<Random, TTarget> target)
        where TTarget : unmanaged
        where T : ITrainable<T, float, float, TTarget>, IBackpropagated<TTarget>
    {
        T cpu = T.Create(7);
        T origin = T.Create(7);
        using IGpuTrainable<float, TTarget> gpu = onGpu(origin);
        Random random = new(11);
        int n = T.MaxBatch;
        (float[] inputs, TTarget[] targets) = Batch<T, TTarget>(random, target, n);

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
            (float[] x, TTarget[] y) = Batch<T, TTarget>(random, target, few);
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
            (float[] x, TTarget[] y) = Batch<T, TTarget>(random, target, step % 3 == 2 ? few : n);
            Close([cpu.TrainStep(x, y)], [gpu.TrainStep(x, y)], $"loss of step {step}");
        }

        gpu.Download();
        Near(cpu.Parameters, origin.Parameters, "parameters after ten steps");
    }

    private static (float[] Inputs, TTarget[] Targets) Batch<T, TTarget>(Random random, Func<Random, TTarget> target, int n)
        where TTarget : unmanaged
        where T : ITrainable<T, float, float, TTarget> =>
        (Enumerable.Range(0, n * T.InputSize).Select(_ => random.NextSingle()).ToArray(), Enumerable.Range(0, n * T.TargetSize).Select(_ => target(random)).ToArray());

    /// <summary>The largest difference is within 1e-4 of the largest value.</summary>
    private static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
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
    private static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
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
