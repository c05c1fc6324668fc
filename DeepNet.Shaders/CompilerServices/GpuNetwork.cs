namespace DeepNet.Shaders.CompilerServices;

/// <summary>
/// A generated network on a device. Parameters, gradients, moments and activations are in one buffer of the device, the arena, each at its place; what comes from the processor and goes
/// to it passes through two more. A pass (a training step, a prediction) is a list, recorded once for each batch size and submitted again with new values.
/// </summary>
public abstract class GpuNetwork : IDisposable
{
    // A program uses two batch sizes a pass, the usual one and the last of an epoch; one that predicts any number of samples shall not keep a list for each.
    private const int MostLists = 32;

    // 16 MB: copies are fast from about one on, and networks may be larger than the memory that is left to the process.
    private const int StagingLength = 1 << 22;

    private readonly bool _ownsDevice;
    private readonly GpuBuffer _arena, _upload, _readback;
    private readonly List<Recorded> _lists = new(MostLists);
    private long _runs;
    private bool _disposed;

    /// <summary>Makes the three buffers. The arena is zero.</summary>
    /// <param name="device">The device.</param>
    /// <param name="ownsDevice">Whether <see cref="Dispose"/> releases the device too, as it is if the constructor throws.</param>
    /// <param name="arena">The elements of the arena.</param>
    /// <param name="upload">The elements of the buffer that the processor writes.</param>
    /// <param name="readback">The elements of the buffer that the processor reads.</param>
    /// <param name="maxBatch">The most samples of a batch.</param>
    /// <param name="fixedLength">The elements of the arena that do not depend on the batch.</param>
    /// <exception cref="GpuException">The device has too little memory; the message says how much is needed, and what batch would fit into what the device gives out at once.</exception>
    protected GpuNetwork(GpuDevice device, bool ownsDevice, long arena, long upload, long readback, int maxBatch, long fixedLength)
    {
        ArgumentNullException.ThrowIfNull(device);
        Device = device;
        _ownsDevice = ownsDevice;
        try
        {
            CheckFits(device, arena, maxBatch, fixedLength);
            _arena = new GpuBuffer(device, arena, GpuMemory.Device);
            _upload = new GpuBuffer(device, upload, GpuMemory.Upload);
            _readback = new GpuBuffer(device, readback, GpuMemory.Readback);
            using DispatchList list = new(device);
            list.Clear(_arena.Slice(0, arena));
            list.End();
            list.Submit();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The device that the network is on.</summary>
    public GpuDevice Device { get; }

    /// <summary>The class as its user writes it, for messages.</summary>
    private string Name => GetType().FullName!.Replace('+', '.');

    /// <summary>What the processor writes for the next run, as numbers.</summary>
    /// <exception cref="ObjectDisposedException">The network or its device was released.</exception>
    protected Span<float> UploadFloats
    {
        get
        {
            CheckUsable();
            return _upload.Floats;
        }
    }

    /// <summary>What the processor writes for the next run, as whole numbers.</summary>
    /// <exception cref="ObjectDisposedException">The network or its device was released.</exception>
    protected Span<int> UploadInts
    {
        get
        {
            CheckUsable();
            return _upload.Ints;
        }
    }

    /// <summary>What the last run has left for the processor.</summary>
    /// <exception cref="ObjectDisposedException">The network or its device was released.</exception>
    protected ReadOnlySpan<float> ReadbackFloats
    {
        get
        {
            CheckUsable();
            return _readback.Floats;
        }
    }

    /// <summary>Releases the network's lists and buffers, and the device if it is the network's own.</summary>
    public void Dispose()
    {
        _disposed = true;
        foreach (Recorded recorded in _lists)
        {
            recorded.List.Dispose();
        }

        _lists.Clear();

        // After a constructor that threw, some were never made.
        _arena?.Dispose();
        _upload?.Dispose();
        _readback?.Dispose();
        if (_ownsDevice)
        {
            Device.Dispose();
        }
    }

    /// <summary>A part of the arena.</summary>
    /// <param name="offset">The first element.</param>
    /// <param name="length">The number of elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is not within the arena.</exception>
    protected GpuSlice Arena(long offset, long length) => _arena.Slice(offset, length);

    /// <summary>A part of the buffer that the processor writes.</summary>
    /// <param name="offset">The first element.</param>
    /// <param name="length">The number of elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is not within the buffer.</exception>
    protected GpuSlice Upload(long offset, long length) => _upload.Slice(offset, length);

    /// <summary>A part of the buffer that the processor reads.</summary>
    /// <param name="offset">The first element.</param>
    /// <param name="length">The number of elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is not within the buffer.</exception>
    protected GpuSlice Readback(long offset, long length) => _readback.Slice(offset, length);

    /// <summary>Records a pass: copies from the upload buffer, dispatches, copies to the readback buffer. The list is begun and ended by the caller.</summary>
    /// <param name="list">The list.</param>
    /// <param name="pass">The pass, a number that the generated class chooses.</param>
    /// <param name="n">The number of samples.</param>
    protected abstract void Record(DispatchList list, int pass, int n);

    /// <summary>Computes a pass and waits until it is done. It is recorded if it was not yet for this number of samples; after that nothing is allocated.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="n">The number of samples.</param>
    /// <exception cref="ObjectDisposedException">The network or its device was released.</exception>
    /// <exception cref="GpuException">The device was lost.</exception>
    protected void Run(int pass, int n)
    {
        CheckUsable();
        foreach (Recorded recorded in _lists)
        {
            if (recorded.Pass == pass && recorded.N == n)
            {
                recorded.LastRun = ++_runs;
                recorded.List.Submit();
                return;
            }
        }

        DispatchList list = RecordNew(pass, n);
        if (_lists.Count == MostLists)
        {
            Recorded oldest = _lists.MinBy(recorded => recorded.LastRun)!;
            oldest.List.Dispose();
            _lists.Remove(oldest);
        }

        _lists.Add(new Recorded(pass, n, list) { LastRun = ++_runs });
        list.Submit();
    }

    /// <summary>The groups of a loop over elements: one for each <paramref name="size"/> of them, and at most as many as a device takes.</summary>
    /// <param name="count">The number of elements.</param>
    /// <param name="size">The threads of a group.</param>
    protected static int Groups(long count, int size) => (int)Math.Min((count + size - 1) / size, DispatchList.MostGroups);

    /// <summary>The tiles that cover so many rows or columns.</summary>
    /// <param name="count">The number of rows or columns.</param>
    /// <param name="size">Those of a tile.</param>
    protected static int Tiles(long count, int size) => checked((int)((count + size - 1) / size));

    /// <summary>Copies tensors of the arena into the network, all or none: if the device is lost meanwhile, the network stays as it is.</summary>
    /// <param name="places">The tensors.</param>
    /// <param name="network">The memory of the network.</param>
    /// <exception cref="GpuException">The device was lost.</exception>
    /// <exception cref="ObjectDisposedException">The network or its device was released.</exception>
    protected void CopyFromArena(ReadOnlySpan<TensorPlace> places, Span<float> network)
    {
        CheckUsable();
        int length = 0;
        foreach (TensorPlace place in places)
        {
            length = checked(length + place.Length);
        }

        float[] received = new float[length];
        Span<float> next = received;
        foreach (TensorPlace place in places)
        {
            CopyFromArena(place.Device, next[..place.Length]);
            next = next[place.Length..];
        }

        next = received;
        foreach (TensorPlace place in places)
        {
            next[..place.Length].CopyTo(network.Slice(place.Network, place.Length));
            next = next[place.Length..];
        }
    }

    /// <summary>Copies values into the arena, at once.</summary>
    /// <param name="values">The values.</param>
    /// <param name="offset">The first element of the arena.</param>
    /// <exception cref="ArgumentOutOfRangeException">They reach past the end of the arena.</exception>
    /// <exception cref="ObjectDisposedException">The network or its device was released.</exception>
    protected void CopyToArena(ReadOnlySpan<float> values, long offset)
    {
        CheckUsable();
        if (values.IsEmpty)
        {
            return;
        }

        using GpuBuffer staging = new(Device, Math.Min(values.Length, StagingLength), GpuMemory.Upload);
        for (int first = 0; first < values.Length; first += StagingLength)
        {
            ReadOnlySpan<float> part = values.Slice(first, Math.Min(StagingLength, values.Length - first));
            part.CopyTo(staging.Floats);
            CopyNow(staging.Slice(0, part.Length), Arena(offset + first, part.Length));
        }
    }

    /// <summary>Copies values out of the arena, at once.</summary>
    /// <param name="offset">The first element of the arena.</param>
    /// <param name="values">Where to.</param>
    /// <exception cref="ArgumentOutOfRangeException">They reach past the end of the arena.</exception>
    /// <exception cref="ObjectDisposedException">The network or its device was released.</exception>
    protected void CopyFromArena(long offset, Span<float> values)
    {
        CheckUsable();
        if (values.IsEmpty)
        {
            return;
        }

        using GpuBuffer staging = new(Device, Math.Min(values.Length, StagingLength), GpuMemory.Readback);
        for (int first = 0; first < values.Length; first += StagingLength)
        {
            Span<float> part = values.Slice(first, Math.Min(StagingLength, values.Length - first));
            CopyNow(Arena(offset + first, part.Length), staging.Slice(0, part.Length));
            staging.Floats[..part.Length].CopyTo(part);
        }
    }

    private void CheckFits(GpuDevice device, long arena, int maxBatch, long fixedLength)
    {
        // Not to be multiplied: a length of more than 2^61 elements has no number of bytes.
        long most = (long)(device.MostBytesOfBuffer / GpuBuffer.ElementBytes);
        if (arena <= most)
        {
            return;
        }

        double perSample = (double)(arena - fixedLength) / maxBatch;
        long fits = most <= fixedLength ? 0 : (long)((most - fixedLength) / perSample);
        string fix = fits < 1 ? "No batch fits: use a smaller network, or another device." : $"MaxBatch = {fits} would fit.";
        throw new GpuException(
            $"{Name} needs {arena} elements of {GpuBuffer.ElementBytes} bytes on '{device.Adapter.Name}', which gives out at most {most} at once: {fixedLength} for parameters, gradients and the state of the optimizer, and {perSample:F0} for each of up to {maxBatch} samples. {fix}");
    }

    /// <summary>Says what was released in the user's words, before a buffer says it in its own.</summary>
    private void CheckUsable()
    {
        if (_disposed || Device.IsDisposed)
        {
            ThrowReleased();
        }
    }

    private void ThrowReleased()
    {
        throw _disposed
            ? new ObjectDisposedException(Name, "The network was released: make another with OnGpu.")
            : new ObjectDisposedException(typeof(GpuDevice).FullName, $"The device '{Device.Adapter.Name}', which {Name} is on, was released.");
    }

    private void CopyNow(GpuSlice from, GpuSlice to)
    {
        using DispatchList list = new(Device);
        list.Copy(from, to);
        list.End();
        list.Submit();
    }

    private DispatchList RecordNew(int pass, int n)
    {
        DispatchList list = new(Device);
        try
        {
            Record(list, pass, n);
            list.End();
            return list;
        }
        catch
        {
            list.Dispose();
            throw;
        }
    }

    private sealed record Recorded(int Pass, int N, DispatchList List)
    {
        public long LastRun { get; set; }
    }
}
