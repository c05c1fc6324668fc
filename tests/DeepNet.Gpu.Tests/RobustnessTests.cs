using DeepNet.Gpu.Tests.Declared;
using DeepNet.Shaders;
using DeepNet.Shaders.Tests.Support;

namespace DeepNet.Gpu.Tests;

/// <summary>Several networks and threads on one device, and what is left when a device is gone.</summary>
public sealed class RobustnessTests
{
    [GpuFact]
    public void Two_networks_train_on_two_threads_as_each_alone()
    {
        using GpuDevice device = GpuDevice.Open();
        (float[] first, float[] second) = (Train(device, 1), Train(device, 2));
        float[][] together = new float[2][];
        Parallel.For(0, 2, i => together[i] = Train(device, i + 1));
        Assert.Equal(first, together[0]);
        Assert.Equal(second, together[1]);
    }

    [GpuFact]
    public void Networks_and_their_device_are_released_in_any_order()
    {
        float[] x = new float[SmallNet.InputSize];
        SmallNet origin = new(1);
        GpuDevice device = GpuDevice.Open();
        SmallNet.Gpu first = origin.OnGpu(device);
        SmallNet.Gpu second = new SmallNet(2).OnGpu(device);
        first.TrainStep(x, [1]);
        second.TrainStep(x, [0]);
        first.Dispose();
        Assert.True(float.IsFinite(second.TrainStep(x, [0])));
        SaysNetwork(() => first.TrainStep(x, [1]));
        SaysNetwork(() => first.Predict(x, new float[SmallNet.OutputSize]));
        SaysNetwork(first.Download);
        SaysNetwork(first.Upload);
        SaysNetwork(first.ZeroGradients);
        device.Dispose();
        SaysNetwork(first.Download);
        ObjectDisposedException exception = Assert.Throws<ObjectDisposedException>(() => second.TrainStep(x, [0]));
        Assert.Equal("DeepNet.Shaders.GpuDevice", exception.ObjectName);
        Assert.Contains($"'{device.Adapter.Name}'", exception.Message, StringComparison.Ordinal);

        static void SaysNetwork(Action action) => Assert.Equal("DeepNet.Gpu.Tests.Declared.SmallNet.Gpu", Assert.Throws<ObjectDisposedException>(action).ObjectName);
        second.Dispose();
        first.Dispose();
        device.Dispose();
    }

    [GpuFact]
    public void A_device_that_is_gone_leaves_the_network_as_it_was_downloaded()
    {
        float[] x = [1, 2, 3, 4];
        SmallNet origin = new(1);
        using GpuDevice device = GpuDevice.Open();
        using SmallNet.Gpu gpu = origin.OnGpu(device);
        gpu.TrainStep(x, [1]);
        gpu.Download();
        float[] downloaded = [.. origin.Parameters];
        gpu.TrainStep(x, [0]);
        device.Dispose();
        Assert.Throws<ObjectDisposedException>(() => gpu.TrainStep(x, [1]));
        Assert.Throws<ObjectDisposedException>(gpu.Download);
        Assert.Equal(downloaded, origin.Parameters.ToArray());

        // It goes on where it was downloaded, here or on another device.
        using SmallNet.Gpu other = origin.OnGpu();
        Assert.True(float.IsFinite(other.TrainStep(x, [0])));
        Assert.True(float.IsFinite(origin.TrainStep(x, [0])));
    }

    private static float[] Train(GpuDevice device, int seed)
    {
        SmallNet network = new(seed);
        using SmallNet.Gpu gpu = network.OnGpu(device);
        Random random = new(seed);
        for (int step = 0; step < 30; step++)
        {
            int n = 1 + step % SmallNet.MaxBatch;
            gpu.TrainStep([.. Enumerable.Range(0, n * SmallNet.InputSize).Select(_ => random.NextSingle())], [.. Enumerable.Range(0, n).Select(_ => random.Next(2))]);
        }

        gpu.Download();
        return [.. network.Parameters];
    }
}
