using DeepNet.Shaders.CompilerServices;

namespace DeepNet.Shaders.Tests.Support;

/// <summary>A test with a device of its own.</summary>
public abstract class GpuTest : IDisposable
{
    private GpuDevice? _device;

    protected GpuDevice Device => _device ??= GpuDevice.Open();

    public void Dispose() => _device?.Dispose();

    /// <summary>Numbers between -1 and 1, the same for the same seed.</summary>
    protected static float[] Numbers(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    protected static int Groups(int elements, int perGroup = 64) => (elements + perGroup - 1) / perGroup;

    /// <summary>The whole of a buffer of the device with these values.</summary>
    protected GpuSlice OnDevice(ReadOnlySpan<float> values)
    {
        using GpuBuffer upload = new(Device, values.Length, GpuMemory.Upload);
        values.CopyTo(upload.Floats);
        return OnDevice(upload);
    }

    /// <summary>The whole of a buffer of the device with these whole numbers.</summary>
    protected GpuSlice OnDevice(ReadOnlySpan<int> values)
    {
        using GpuBuffer upload = new(Device, values.Length, GpuMemory.Upload);
        values.CopyTo(upload.Ints);
        return OnDevice(upload);
    }

    /// <summary>The whole of a buffer of the device; its content is undefined.</summary>
    protected GpuSlice OnDevice(int length) => new GpuBuffer(Device, length, GpuMemory.Device).Slice(0, length);

    protected float[] Floats(GpuSlice slice)
    {
        using GpuBuffer readback = Read(slice);
        return readback.Floats.ToArray();
    }

    protected int[] Ints(GpuSlice slice)
    {
        using GpuBuffer readback = Read(slice);
        return readback.Ints.ToArray();
    }

    /// <summary>Records with <paramref name="record"/> and computes once.</summary>
    protected void Compute(Action<DispatchList> record)
    {
        using DispatchList list = Record(record);
        list.Submit();
    }

    protected DispatchList Record(Action<DispatchList> record)
    {
        DispatchList list = new(Device);
        record(list);
        list.End();
        return list;
    }

    private GpuSlice OnDevice(GpuBuffer upload)
    {
        GpuBuffer buffer = new(Device, upload.Length, GpuMemory.Device);
        Compute(list => list.Copy(upload.Slice(0, upload.Length), buffer.Slice(0, upload.Length)));
        return buffer.Slice(0, upload.Length);
    }

    private GpuBuffer Read(GpuSlice slice)
    {
        GpuBuffer readback = new(Device, slice.Length, GpuMemory.Readback);
        Compute(list => list.Copy(slice, readback.Slice(0, slice.Length)));
        return readback;
    }
}
