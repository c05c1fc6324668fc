using DeepNet.Shaders.CompilerServices;
using DeepNet.Shaders.Tests.Support;
using static DeepNet.Shaders.Tests.Support.TestShaders;

namespace DeepNet.Shaders.Tests.Lists;

/// <summary>What a driver would crash at is refused with what was expected and what came.</summary>
public sealed class MisuseTests : GpuTest
{
    [GpuFact]
    public void Groups_are_from_1_to_65535()
    {
        GpuSlice x = OnDevice(64), y = OnDevice(64);
        using DispatchList list = new(Device);

        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(() => list.Dispatch(Neighbours, 65536, 1, 1, [64], [x], [y]));

        Assert.Contains("Shader 'neighbours' with 65536 groups in x: expected 1 to 65535.", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("groupsY", () => list.Dispatch(Neighbours, 1, 0, 1, [64], [x], [y]));
        Assert.Throws<ArgumentOutOfRangeException>("groupsZ", () => list.Dispatch(Neighbours, 1, 1, -1, [64], [x], [y]));
        list.Dispatch(Neighbours, 65535, 1, 1, [64], [x], [y]);
    }

    [GpuFact]
    public void Constants_and_buffers_are_those_of_the_shader()
    {
        GpuSlice x = OnDevice(64), y = OnDevice(64);
        using DispatchList list = new(Device);

        Assert.Contains(
            "has 1 constants, received 2", Assert.Throws<ArgumentException>("constants", () => list.Dispatch(Neighbours, 1, 1, 1, [64, 1], [x], [y])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "has 2 buffers, received 2 to read and 1 to write",
            Assert.Throws<ArgumentException>("reads", () => list.Dispatch(Neighbours, 1, 1, 1, [64], [x, x], [y])).Message,
            StringComparison.Ordinal);
    }

    [GpuFact]
    public void Parts_are_within_their_buffer_and_aligned()
    {
        GpuBuffer buffer = new(Device, 256, GpuMemory.Device);
        GpuSlice y = OnDevice(64);
        using DispatchList list = new(Device);

        Assert.Contains(
            "A part of 64 elements from 193 on is not within a buffer of 256 elements.",
            Assert.Throws<ArgumentOutOfRangeException>(() => list.Clear(new GpuSlice(buffer, 193, 64))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Slice(-1, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Slice(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Slice(1, long.MaxValue));
        Assert.Throws<ArgumentException>(() => list.Clear(default));
        Assert.Contains(
            "from element 32 on: expected a multiple of 64",
            Assert.Throws<ArgumentException>(() => list.Dispatch(Neighbours, 1, 1, 1, [64], [buffer.Slice(32, 64)], [y])).Message,
            StringComparison.Ordinal);
        list.Copy(buffer.Slice(3, 5), buffer.Slice(8, 5));
    }

    [GpuFact]
    public void Copies_are_of_one_length_and_do_not_overlap()
    {
        GpuBuffer buffer = new(Device, 256, GpuMemory.Device);
        using DispatchList list = new(Device);

        Assert.Throws<ArgumentException>("to", () => list.Copy(buffer.Slice(0, 4), buffer.Slice(8, 5)));
        Assert.Throws<ArgumentException>("to", () => list.Copy(buffer.Slice(0, 4), buffer.Slice(3, 4)));
    }

    [GpuFact]
    public void Recording_ends_before_the_first_submission()
    {
        GpuSlice y = OnDevice(64);
        using DispatchList list = new(Device);
        list.Clear(y);

        Assert.Throws<InvalidOperationException>(list.Submit);
        list.End();
        list.Submit();
        Assert.Throws<InvalidOperationException>(list.End);
        Assert.Throws<InvalidOperationException>(() => list.Clear(y));
        list.Submit();
    }

    [GpuFact]
    public void A_buffer_larger_than_all_memory_is_refused()
    {
        Exception exception = Assert.ThrowsAny<Exception>(() => new GpuBuffer(Device, 1L << 50, GpuMemory.Device));

        Assert.Contains("1125899906842624 elements", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new GpuBuffer(Device, 0, GpuMemory.Device));
        Assert.Equal(new float[64], Floats(OnDevice(new float[64])));
    }

    [LowLimitFact]
    public void A_part_that_is_too_long_for_a_shader_is_refused()
    {
        long limit = (long)Device.Native.MostBytesOfPart;
        long length = (limit / sizeof(float)) + 64;
        GpuBuffer buffer = new(Device, length, GpuMemory.Device);
        GpuSlice y = OnDevice(64);
        using DispatchList list = new(Device);

        ArgumentException exception = Assert.Throws<ArgumentException>(() => list.Dispatch(Neighbours, 1, 1, 1, [64], [buffer.Slice(0, length)], [y]));

        Assert.Contains($"with a part of {length * sizeof(float)} bytes", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"at most {limit} bytes", exception.Message, StringComparison.Ordinal);
        list.Dispatch(Neighbours, 1, 1, 1, [64], [buffer.Slice(64, limit / sizeof(float))], [y]);
    }

    [GpuFact]
    public void The_processor_does_not_see_the_devices_memory()
    {
        GpuSlice y = OnDevice(64);

        Assert.Throws<InvalidOperationException>(() => y.Buffer.Floats[0]);
        Assert.Throws<InvalidOperationException>(() => y.Buffer.Ints[0]);
    }

    /// <summary>A test of a device whose limit for a shader's buffer is within reach.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class LowLimitFactAttribute : FactAttribute
    {
        public LowLimitFactAttribute()
        {
            Skip = new GpuFactAttribute().Skip;
            if (Skip is null)
            {
                using GpuDevice device = GpuDevice.Open();
                Skip = device.Native.MostBytesOfPart > 1 << 28 ? "the device gives shaders more of a buffer than a test should allocate" : null;
            }
        }
    }
}
