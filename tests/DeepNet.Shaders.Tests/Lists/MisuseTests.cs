using DeepNet.Shaders.CompilerServices;
using DeepNet.Shaders.Tests.Support;
using static DeepNet.Shaders.Tests.Support.TestShaders;

namespace DeepNet.Shaders.Tests.Lists;

/// <summary>What a driver would crash at is refused with what was expected and what came.</summary>
public sealed class MisuseTests : GpuTest
{
    [GpuFact]
    public void GroupsAreFrom1To65535()
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
    public void ConstantsAndBuffersAreThoseOfTheShader()
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
    public void PartsAreWithinTheirBufferAndAligned()
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
    public void CopiesAreOfOneLengthAndDoNotOverlap()
    {
        GpuBuffer buffer = new(Device, 256, GpuMemory.Device);
        using DispatchList list = new(Device);

        Assert.Throws<ArgumentException>("to", () => list.Copy(buffer.Slice(0, 4), buffer.Slice(8, 5)));
        Assert.Throws<ArgumentException>("to", () => list.Copy(buffer.Slice(0, 4), buffer.Slice(3, 4)));
    }

    [GpuFact]
    public void RecordingEndsBeforeTheFirstSubmission()
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
    public void ABufferLargerThanAllMemoryIsRefused()
    {
        Exception exception = Assert.ThrowsAny<Exception>(() => new GpuBuffer(Device, 1L << 50, GpuMemory.Device));

        Assert.Contains("1125899906842624 elements", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new GpuBuffer(Device, 0, GpuMemory.Device));
        Assert.Equal(new float[64], Floats(OnDevice(new float[64])));
    }

    [GpuFact]
    public void APartThatIsTooLongForAShaderIsRefused()
    {
        const long Length = (128L << 20) / sizeof(float);
        using GpuBuffer buffer = new(Device, Length + 64, GpuMemory.Device);
        if (buffer.Length * sizeof(float) <= Device.Vulkan.Limits.MaxStorageBufferRange)
        {
            // Only software devices have so low a limit that a test can reach it.
            return;
        }

        GpuSlice y = OnDevice(64);
        using DispatchList list = new(Device);
        ArgumentException exception = Assert.Throws<ArgumentException>(() => list.Dispatch(Neighbours, 1, 1, 1, [64], [buffer.Slice(0, Length + 64)], [y]));
        Assert.Contains($"with a part of {(Length + 64) * sizeof(float)} bytes", exception.Message, StringComparison.Ordinal);
        Assert.Contains("at most 134217728 bytes", exception.Message, StringComparison.Ordinal);
    }

    [GpuFact]
    public void TheProcessorDoesNotSeeTheDevicesMemory()
    {
        GpuSlice y = OnDevice(64);

        Assert.Throws<InvalidOperationException>(() => y.Buffer.Floats[0]);
        Assert.Throws<InvalidOperationException>(() => y.Buffer.Ints[0]);
    }
}
