using DeepNet.Shaders.CompilerServices;
using DeepNet.Shaders.Tests.Support;
using static DeepNet.Shaders.Tests.Support.TestShaders;

namespace DeepNet.Shaders.Tests.Devices;

/// <summary>Devices, buffers and lists are released in any order, once or twice, and not used afterwards.</summary>
public sealed class LifetimeTests : GpuTest
{
    [GpuFact]
    public void A_device_releases_what_is_left_of_it()
    {
        GpuDevice device = GpuDevice.Open(Device.Adapter);
        GpuBuffer buffer = new(device, 64, GpuMemory.Upload);
        DispatchList ended = new(device), recording = new(device);
        ended.Dispatch(Neighbours, 1, 1, 1, [64], [buffer.Slice(0, 64)], [new GpuBuffer(device, 64, GpuMemory.Device).Slice(0, 64)]);
        ended.End();
        ended.Submit();
        recording.Clear(buffer.Slice(0, 64));

        device.Dispose();
        device.Dispose();

        Assert.Throws<ObjectDisposedException>(ended.Submit);
        Assert.Throws<ObjectDisposedException>(recording.End);
        Assert.Throws<ObjectDisposedException>(() => recording.Clear(buffer.Slice(0, 64)));
        Assert.Throws<ObjectDisposedException>(() => buffer.Floats[0]);
        Assert.Throws<ObjectDisposedException>(() => new GpuBuffer(device, 64, GpuMemory.Upload));
        Assert.Throws<ObjectDisposedException>(() => new DispatchList(device));
        buffer.Dispose();
        ended.Dispose();
        recording.Dispose();
    }

    [GpuFact]
    public void A_list_outlives_its_buffers_but_is_not_submitted()
    {
        GpuBuffer buffer = new(Device, 64, GpuMemory.Upload);
        using DispatchList list = Record(list => list.Clear(buffer.Slice(0, 64)));
        list.Submit();
        buffer.Dispose();
        buffer.Dispose();

        Assert.Throws<ObjectDisposedException>(list.Submit);
        Assert.Throws<ObjectDisposedException>(() => buffer.Floats[0]);
        using DispatchList other = new(Device);
        Assert.Throws<ObjectDisposedException>(() => other.Clear(buffer.Slice(0, 64)));
    }

    [GpuFact]
    public void A_released_list_is_not_used()
    {
        GpuSlice y = OnDevice(new float[64]);
        DispatchList list = Record(list => list.Clear(y));
        list.Dispose();
        list.Dispose();

        Assert.Throws<ObjectDisposedException>(list.Submit);
        Assert.Throws<ObjectDisposedException>(list.End);
        Assert.Throws<ObjectDisposedException>(() => list.Copy(y, y));
        Assert.Equal(new float[64], Floats(y));
    }

    [GpuFact]
    public void Two_devices_are_open_at_once()
    {
        using GpuDevice other = GpuDevice.Open(Device.Adapter);
        using GpuBuffer mine = new(Device, 64, GpuMemory.Readback), theirs = new(other, 64, GpuMemory.Readback);
        mine.Floats.Fill(1);
        theirs.Floats.Fill(2);

        // One shader for both.
        uint three = BitConverter.SingleToUInt32Bits(3);
        using DispatchList first = new(Device), second = new(other);
        first.Dispatch(Scale, 1, 1, 1, [64, three, 0], [], [mine.Slice(0, 64)]);
        second.Dispatch(Scale, 1, 1, 1, [64, three, 0], [], [theirs.Slice(0, 64)]);
        first.End();
        second.End();
        first.Submit();
        second.Submit();
        Assert.Equal((3f, 6f), (mine.Floats[63], theirs.Floats[63]));

        using DispatchList mixed = new(Device);
        ArgumentException exception = Assert.Throws<ArgumentException>(() => mixed.Copy(mine.Slice(0, 64), theirs.Slice(0, 64)));
        Assert.Contains("of another device than the list", exception.Message, StringComparison.Ordinal);

        other.Dispose();
        first.Submit();
        Assert.Equal(9f, mine.Floats[0]);
        Assert.Throws<ObjectDisposedException>(second.Submit);
    }
}
