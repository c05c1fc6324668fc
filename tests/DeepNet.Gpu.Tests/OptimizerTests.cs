using System.Runtime.InteropServices;
using DeepNet.Gpu.Tests.Declared;
using DeepNet.Shaders;
using DeepNet.Shaders.Tests.Support;
using DeepNet.Training;

namespace DeepNet.Gpu.Tests;

/// <summary>What optimizers do beside a rule of single elements, on a device beside the CPU: norms, trust ratios, orthogonalisation, several batches, averages.</summary>
public sealed class OptimizerTests
{
    [GpuFact]
    public void TrustRatios() => NetworkTests.Labels<TrustRatios>(n => n.OnGpu(), 4);

    [GpuFact]
    public void Orthogonalised() => NetworkTests.Labels<Orthogonalised>(n => n.OnGpu(), 4);

    [GpuFact]
    public void Accumulated() => NetworkTests.Values<Accumulated>(n => n.OnGpu());

    [GpuFact]
    public void Averaged() => NetworkTests.Values<Averaged>(n => n.OnGpu());

    [GpuFact]
    public void UnitGradients() => NetworkTests.Values<UnitGradients>(n => n.OnGpu());

    [GpuFact]
    public void TrappedAccumulation() => NetworkTests.Values<TrappedAccumulation>(n => n.OnGpu());

    [GpuFact]
    public void TrappedStatistics() => NetworkTests.Values<TrappedStatistics>(n => n.OnGpu());

    [GpuFact]
    public void Averages_change_places_with_parameters()
    {
        Averaged cpu = new(3);
        Averaged origin = new(3);
        using Averaged.Gpu gpu = origin.OnGpu();

        // Before the first update there is nothing to exchange.
        gpu.UsesAverages = true;
        gpu.UsesAverages = false;
        (float[] x, float[] y) = Batch(5, 8);
        for (int step = 0; step < 6; step++)
        {
            cpu.TrainStep(x, y);
            gpu.TrainStep(x, y);
        }

        cpu.UsesAverages = true;
        gpu.UsesAverages = true;
        NetworkTests.Close([cpu.Evaluate(x, y)], [gpu.Evaluate(x, y)], "loss of the averages");
        gpu.Download();
        Assert.True(origin.UsesAverages);
        NetworkTests.Near(cpu.Parameters, origin.Parameters, "averages");

        // A step of training goes on from the parameters.
        NetworkTests.Close([cpu.TrainStep(x, y)], [gpu.TrainStep(x, y)], "loss after the averages");
        gpu.Download();
        Assert.False(origin.UsesAverages);
        NetworkTests.Near(cpu.Parameters, origin.Parameters, "parameters");
        origin.UsesAverages = true;
        gpu.Upload();
        Assert.True(gpu.UsesAverages);
        gpu.UsesAverages = false;
        gpu.Download();
        NetworkTests.Near(cpu.Parameters, origin.Parameters, "parameters after the averages of the CPU");
    }

    [GpuFact]
    public void Batches_that_wait_are_applied_when_asked_for()
    {
        Accumulated cpu = new(3);
        Accumulated origin = new(3);
        using Accumulated.Gpu gpu = origin.OnGpu();
        cpu.ApplyAccumulatedGradients();
        gpu.ApplyAccumulatedGradients();
        for (int step = 0; step < 5; step++)
        {
            (float[] x, float[] y) = Batch(step, 1 + step);
            NetworkTests.Close([cpu.TrainStep(x, y)], [gpu.TrainStep(x, y)], $"loss of step {step}");
        }

        cpu.ApplyAccumulatedGradients();
        gpu.ApplyAccumulatedGradients();
        gpu.Download();
        NetworkTests.Near(cpu.Parameters, origin.Parameters, "parameters");

        // What waits goes with a file from the device to the CPU.
        (float[] last, float[] targets) = Batch(9, 4);
        cpu.TrainStep(last, targets);
        gpu.TrainStep(last, targets);
        string path = Path.GetTempFileName();
        try
        {
            gpu.Save(path, includeState: true);
            Accumulated other = new(4);
            other.Load(path);
            other.ApplyAccumulatedGradients();
            cpu.ApplyAccumulatedGradients();
            NetworkTests.Near(cpu.Parameters, other.Parameters, "parameters of the file");
            gpu.Load(path);
            gpu.ApplyAccumulatedGradients();
            gpu.Download();
            NetworkTests.Near(cpu.Parameters, origin.Parameters, "parameters of the device that loads the file");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [GpuFact]
    public void A_loss_that_is_no_number_changes_no_parameter()
    {
        UnitGradients origin = new(3);
        using UnitGradients.Gpu gpu = origin.OnGpu();
        (float[] x, float[] y) = Batch(1, 8);
        gpu.TrainStep(x, y);
        gpu.Download();
        float[] before = origin.Parameters.ToArray();
        Assert.Throws<ArithmeticException>(() => gpu.TrainStep([float.NaN, .. x[1..]], y));
        Assert.Throws<ArithmeticException>(() => gpu.TrainStep(x, [float.PositiveInfinity, .. y[1..]]));
        Assert.Throws<ArithmeticException>(() => gpu.TrainStep(x, [1e30f, .. y[1..]]));
        Assert.Throws<ArithmeticException>(() => gpu.Backward(x, [1e30f, .. y[1..]]));
        gpu.Download();
        Assert.Equal(before, origin.Parameters.ToArray());
        Assert.True(float.IsFinite(gpu.TrainStep(x, y)));
    }

    [GpuFact]
    public void A_trapped_loss_leaves_the_network_on_the_device_as_it_was() => Traps(averages: false);

    [GpuFact]
    public void A_trapped_loss_leaves_averages_in_use_on_the_device() => Traps(averages: true);

    [GpuFact]
    public void Rates_are_those_of_the_network()
    {
        Averaged cpu = new(3) { Schedule = new CosineSchedule(20) };
        Averaged origin = new(3);
        using Averaged.Gpu gpu = origin.OnGpu();
        gpu.Schedule = cpu.Schedule;
        cpu.LearningRate = 0.05f;
        gpu.LearningRate = 0.05f;
        gpu.EpochsTrained = 3;
        Assert.Equal((0.05f, cpu.Schedule, 3), (origin.LearningRate, origin.Schedule, origin.EpochsTrained));
        Assert.Equal((0.05f, cpu.Schedule, 3), (gpu.LearningRate, gpu.Schedule, gpu.EpochsTrained));
        (float[] x, float[] y) = Batch(1, 8);
        for (int step = 0; step < 12; step++)
        {
            NetworkTests.Close([cpu.TrainStep(x, y)], [gpu.TrainStep(x, y)], $"loss of step {step}");
        }

        gpu.Download();
        NetworkTests.Near(cpu.Parameters, origin.Parameters, "parameters");
    }

    private static void Traps(bool averages)
    {
        (TrappedStatistics origin, TrappedStatistics other) = (new(3), new(3));
        using TrappedStatistics.Gpu gpu = origin.OnGpu();
        using TrappedStatistics.Gpu twin = other.OnGpu();
        (float[] x, float[] y) = Batch(1, 8);
        float[] moving = [.. x.Select(v => 3 * v)]; // moves the running statistics elsewhere
        float[] bad = [1e30f, .. y[1..]]; // its square is no float
        for (int step = 0; step < 5; step++)
        {
            gpu.TrainStep(x, y);
            twin.TrainStep(x, y);
        }

        gpu.UsesAverages = averages;
        twin.UsesAverages = averages;
        for (int call = 0; call < 2; call++)
        {
            Assert.Throws<ArithmeticException>(() => call == 0 ? gpu.TrainStep(moving, bad) : gpu.Backward(moving, bad));
            Assert.Equal(averages, gpu.UsesAverages);
            Same();
            Assert.True(float.IsFinite(gpu.Evaluate(x, y)));
        }

        // Masks, waiting batches and averages go on as if nothing had been.
        for (int step = 0; step < 3; step++)
        {
            Assert.Equal(twin.TrainStep(x, y), gpu.TrainStep(x, y));
        }

        gpu.UsesAverages = true;
        twin.UsesAverages = true;
        Same();

        void Same()
        {
            gpu.Download();
            twin.Download();
            Assert.Equal(Bits(other.Parameters), Bits(origin.Parameters));
            Assert.Equal(Bits(other.Buffers), Bits(origin.Buffers));
            Assert.Equal(Bits(other.Gradients), Bits(origin.Gradients));
        }

        static byte[] Bits(ReadOnlySpan<float> values) => MemoryMarshal.AsBytes(values).ToArray();
    }

    private static (float[] Inputs, float[] Targets) Batch(int seed, int n)
    {
        Random random = new(seed);
        return ([.. Enumerable.Range(0, n * 7).Select(_ => random.NextSingle())], [.. Enumerable.Range(0, n * 3).Select(_ => random.NextSingle())]);
    }
}
