using System.Reflection;
using DeepNet.Gpu.Tests.Declared;
using DeepNet.Shaders;
using DeepNet.Shaders.CompilerServices;
using DeepNet.Shaders.Tests.Support;

namespace DeepNet.Gpu.Tests;

/// <summary>Two runs on one device give the same bits: every sum has an order that the sizes fix.</summary>
public sealed class ReproducibilityTests
{
    private const int Steps = 100;

    [GpuFact]
    public void Convolutions_train_alike() => Alike<KerasCnn, float, int>(n => n.OnGpu(), 2, random => random.NextSingle(), random => random.Next(10));

    [GpuFact]
    public void Embeddings_train_alike() => Alike<Embedded, int, int>(n => n.OnGpu(), Embedded.MaxBatch, random => random.Next(11), random => random.Next(4));

    [GpuFact]
    public void Attention_trains_alike() => Alike<Attentive, int, int>(n => n.OnGpu(), Attentive.MaxBatch, random => random.Next(9), random => random.Next(5));

    [Fact]
    public void No_shader_has_atomics()
    {
        ComputeShader[] shaders = [.. typeof(ReproducibilityTests).Assembly.GetTypes()
            .Where(t => t.Namespace == "DeepNet.Generated.Shaders")
            .Select(t => (ComputeShader)t.GetField("Shader", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!)];
        Assert.NotEmpty(shaders);
        Assert.All(shaders, shader => Assert.DoesNotContain("Interlocked", shader.Hlsl, StringComparison.OrdinalIgnoreCase));
        Assert.All(shaders, shader => Assert.DoesNotContain("Atomic", shader.Hlsl, StringComparison.OrdinalIgnoreCase));
    }

    private static void Alike<T, TInput, TTarget>(Func<T, IGpuTrainable<TInput, TTarget>> onGpu, int n, Func<Random, TInput> input, Func<Random, TTarget> target)
        where TInput : unmanaged
        where TTarget : unmanaged
        where T : ITrainable<T, TInput, float, TTarget>
    {
        (float[] losses, float[] parameters) = Train(onGpu, n, input, target);
        (float[] otherLosses, float[] otherParameters) = Train(onGpu, n, input, target);
        Assert.Equal(losses.Select(BitConverter.SingleToInt32Bits), otherLosses.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(parameters.Select(BitConverter.SingleToInt32Bits), otherParameters.Select(BitConverter.SingleToInt32Bits));
    }

    private static (float[] Losses, float[] Parameters) Train<T, TInput, TTarget>(Func<T, IGpuTrainable<TInput, TTarget>> onGpu, int n, Func<Random, TInput> input, Func<Random, TTarget> target)
        where TInput : unmanaged
        where TTarget : unmanaged
        where T : ITrainable<T, TInput, float, TTarget>
    {
        T network = T.Create(7);
        using IGpuTrainable<TInput, TTarget> gpu = onGpu(network);
        Random random = new(11);
        float[] losses = new float[Steps];
        for (int step = 0; step < Steps; step++)
        {
            TInput[] x = [.. Enumerable.Range(0, n * T.InputSize).Select(_ => input(random))];
            TTarget[] y = [.. Enumerable.Range(0, n * T.TargetSize).Select(_ => target(random))];
            losses[step] = gpu.TrainStep(x, y);
        }

        gpu.Download();
        Assert.All(losses, loss => Assert.True(float.IsFinite(loss)));
        return (losses, [.. network.Parameters]);
    }
}
