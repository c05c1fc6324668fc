using System.Reflection;
using DeepNet.Gpu.Tests.Declared;
using DeepNet.Networks.Tests.Fixtures;
using DeepNet.Shaders.CompilerServices;
using DeepNet.Shaders.Tests.Support;

namespace DeepNet.Gpu.Tests;

/// <summary>The generated shaders and lists.</summary>
public sealed class ShaderTests
{
    private static readonly ComputeShader[] Generated = [.. typeof(ShaderTests).Assembly.GetTypes()
        .Where(t => t.Namespace == "DeepNet.Generated.Shaders")
        .Select(t => (ComputeShader)t.GetField("Shader", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!)];

    [SpirVFact]
    public void Every_generated_shader_is_valid()
    {
        Assert.True(Generated.Length > 50, $"{Generated.Length} shaders");
        Assert.All(Generated, SpirV.Validate);
    }

    /// <summary>Each dispatch of a small network takes longer to begin than to compute.</summary>
    [Fact]
    public void A_step_of_a_small_network_is_few_dispatches()
    {
        Assert.Equal(8, SmallNet.Gpu.DispatchesPerStep);
        Assert.Equal(7, Mlp.Gpu.DispatchesPerStep);
        Assert.Equal(3 * 32 * Mlp.FlopsPerSample, Mlp.Gpu.FlopsPerStep);
        Assert.InRange(Mlp.Gpu.BytesPerStep, 4 * 2 * Mlp.ParameterCount, 4 * 20 * Mlp.ParameterCount);
    }

    [GpuFact]
    public void A_step_allocates_nothing()
    {
        using PerStep.Gpu gpu = new PerStep(1).OnGpu();
        float[] input = new float[PerStep.InputSize];
        int[] labels = new int[PerStep.TargetSize];
        float[] output = new float[PerStep.OutputSize];
        gpu.TrainStep(input, labels);
        gpu.Predict(input, output);
        Assert.Equal(0, Allocations.Least(() => gpu.TrainStep(input, labels)));
        Assert.Equal(0, Allocations.Least(() => gpu.Predict(input, output)));
    }

    [GpuFact]
    public void A_batch_of_the_wrong_length_changes_nothing()
    {
        using PerStep.Gpu gpu = new PerStep(1).OnGpu();
        Assert.Throws<ArgumentException>(() => gpu.TrainStep(new float[PerStep.InputSize], new int[PerStep.TargetSize + 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => gpu.Evaluate(new float[PerStep.InputSize], [0, 1, 2, 3, 4, 5]));
    }
}
