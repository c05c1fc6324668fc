using DeepNet.Networks.Tests.Fixtures;
using DeepNet.Shaders.CompilerServices;
using DeepNet.Shaders.Tests.Support;

namespace DeepNet.Shaders.Tests.Lists;

/// <summary>The base class of generated networks.</summary>
public sealed class NetworkTests : GpuTest
{
    [GpuFact]
    public void A_list_is_recorded_once_for_each_pass_and_batch_size()
    {
        using Scaler network = new(Device, ownsDevice: false);
        network.Write([1, 2, 3, 4], 0);

        Assert.Equal([2, 4, 6], network.Compute(pass: 2, [1, 2, 3]));
        Assert.Equal([10, 8, 6], network.Compute(pass: 2, [5, 4, 3]));
        Assert.Equal([3, 6, 9], network.Compute(pass: 3, [1, 2, 3]));
        Assert.Equal([14, 16], network.Compute(pass: 2, [7, 8]));
        Assert.Equal(["2 of 3", "3 of 3", "2 of 2"], network.Recorded);
    }

    [GpuFact]
    public void A_run_allocates_nothing()
    {
        using Scaler network = new(Device, ownsDevice: false);
        float[] values = [1, 2, 3], result = new float[3];
        network.Compute(2, values, result);

        Assert.Equal(0, Allocations.Least(() => network.Compute(2, values, result)));
    }

    [GpuFact]
    public void The_lists_that_ran_longest_ago_make_place()
    {
        using Scaler network = new(Device, ownsDevice: false);
        for (int n = 1; n <= 40; n++)
        {
            network.Compute(2, Numbers(n, n));
            network.Compute(2, [1]);
        }

        Assert.Equal(40, network.Recorded.Count);
        network.Compute(2, [1]);
        network.Compute(2, Numbers(40, 1));
        Assert.Equal(40, network.Recorded.Count);
        network.Compute(2, [1, 2]);
        Assert.Equal(41, network.Recorded.Count);
    }

    [GpuFact]
    public void The_arena_begins_as_zero_and_takes_any_amount_of_values()
    {
        const int Count = (1 << 22) + 1000;
        using Scaler network = new(Device, ownsDevice: false, arena: Count + 5);
        float[] values = Numbers(Count, 3), received = new float[Count + 5];

        network.Read(0, received);
        Assert.All(received, value => Assert.Equal(0, value));
        network.Write(values, 5);
        network.Read(0, received);

        Assert.Equal([0, 0, 0, 0, 0, .. values], received);
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Write([1, 2], Count + 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Read(-1, received));
    }

    [GpuFact]
    public void Too_large_a_network_names_the_batch_that_fits()
    {
        GpuException exception = Assert.Throws<GpuException>(() => new Scaler(Device, ownsDevice: false, arena: 1L << 45));
        Assert.Contains("35184372088832 elements", exception.Message, StringComparison.Ordinal);
        Assert.Contains(Device.Adapter.Name, exception.Message, StringComparison.Ordinal);
        Assert.True(exception.Message.Contains("would fit", StringComparison.Ordinal) || exception.Message.Contains("No batch fits", StringComparison.Ordinal), exception.Message);
    }

    [GpuFact]
    public void A_failed_recording_leaves_nothing_behind()
    {
        using Scaler network = new(Device, ownsDevice: false);

        Assert.Throws<ArgumentOutOfRangeException>(() => network.Compute(pass: 2, new float[Scaler.MostSamples + 1]));
        Assert.Equal([2], network.Compute(pass: 2, [1]));
    }

    [GpuFact]
    public void The_device_is_released_with_the_network_that_owns_it()
    {
        GpuDevice own = GpuDevice.Open(Device.Adapter);
        Scaler network = new(own, ownsDevice: true);
        network.Dispose();
        network.Dispose();
        Assert.Throws<ObjectDisposedException>(() => new GpuBuffer(own, 1, GpuMemory.Device));
        Assert.Throws<ObjectDisposedException>(() => network.Compute(2, [1]));

        GpuDevice lost = GpuDevice.Open(Device.Adapter);
        Assert.ThrowsAny<Exception>(() => new Scaler(lost, ownsDevice: true, arena: 1L << 50));
        Assert.Throws<ObjectDisposedException>(() => new GpuBuffer(lost, 1, GpuMemory.Device));
        new Scaler(Device, ownsDevice: false).Dispose();
        Assert.Equal(new float[64], Floats(OnDevice(new float[64])));
    }

    /// <summary>Multiplies what it is given by the number of the pass.</summary>
    private sealed class Scaler(GpuDevice device, bool ownsDevice, long arena = 1024) : GpuNetwork(device, ownsDevice, arena, MostSamples, MostSamples, MostSamples, 64)
    {
        public const int MostSamples = 64;

        public List<string> Recorded { get; } = [];

        public float[] Compute(int pass, float[] values)
        {
            float[] result = new float[values.Length];
            Compute(pass, values, result);
            return result;
        }

        public void Compute(int pass, float[] values, float[] result)
        {
            values.AsSpan(0, Math.Min(values.Length, MostSamples)).CopyTo(UploadFloats);
            Run(pass, values.Length);
            ReadbackFloats[..result.Length].CopyTo(result);
        }

        public void Write(ReadOnlySpan<float> values, long offset) => CopyToArena(values, offset);

        public void Read(long offset, Span<float> values) => CopyFromArena(offset, values);

        protected override void Record(DispatchList list, int pass, int n)
        {
            list.Copy(Upload(0, n), Arena(64, n));
            list.Dispatch(TestShaders.Scale, 1, 1, 1, [(uint)n, BitConverter.SingleToUInt32Bits(pass), 0], [], [Arena(64, n)]);
            list.Copy(Arena(64, n), Readback(0, n));
            Recorded.Add($"{pass} of {n}");
        }
    }
}
