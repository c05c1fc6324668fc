using DeepNet.Shaders.Native;

namespace DeepNet.Shaders.CompilerServices;

/// <summary>Memory that a device computes with: elements of four bytes, <c>float</c> or <c>int</c>. Its content is undefined until it is written.</summary>
public sealed unsafe class GpuBuffer : IDisposable
{
    /// <summary>A part that a shader reads or writes begins at a multiple of so many elements: 256 bytes, the most that any device asks for.</summary>
    public const int Alignment = 64;

    internal const int ElementBytes = 4;

    private readonly NativeBuffer _native;

    /// <summary>Makes a buffer.</summary>
    /// <param name="device">The device.</param>
    /// <param name="length">The number of elements, at least 1.</param>
    /// <param name="memory">Where it is.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is less than 1, or more than the device gives out at once.</exception>
    /// <exception cref="GpuException">The device has no memory left.</exception>
    public GpuBuffer(GpuDevice device, long length, GpuMemory memory)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Device = device;
        Length = length;
        Memory = memory;
        lock (device.Gate)
        {
            CheckLength(device.Native.MostBytesOfBuffer);
            _native = device.Native.CreateBuffer(length, memory);
            device.Add(this);
        }
    }

    /// <summary>The device.</summary>
    public GpuDevice Device { get; }

    /// <summary>The number of elements.</summary>
    public long Length { get; }

    /// <summary>Where the buffer is.</summary>
    public GpuMemory Memory { get; }

    /// <summary>The elements of a buffer that the processor sees. They must not be touched after <see cref="Dispose"/>, and not while a list that uses them is computed.</summary>
    /// <exception cref="InvalidOperationException">The buffer is in the device's memory.</exception>
    /// <exception cref="ObjectDisposedException">The buffer was released.</exception>
    public Span<float> Floats => new(Address(), checked((int)Length));

    /// <summary>As <see cref="Floats"/>, as whole numbers.</summary>
    /// <exception cref="InvalidOperationException">The buffer is in the device's memory.</exception>
    /// <exception cref="ObjectDisposedException">The buffer was released.</exception>
    public Span<int> Ints => new(Address(), checked((int)Length));

    /// <summary>The buffer to the device's API.</summary>
    internal NativeBuffer Native
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            return _native;
        }
    }

    internal bool IsDisposed { get; private set; }

    /// <summary>A part of the buffer.</summary>
    /// <param name="offset">The first element.</param>
    /// <param name="length">The number of elements, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is not within the buffer.</exception>
    public GpuSlice Slice(long offset, long length)
    {
        GpuSlice slice = new(this, offset, length);
        slice.CheckWithin();
        return slice;
    }

    /// <summary>Releases the memory. Lists that use the buffer cannot be submitted any more.</summary>
    public void Dispose()
    {
        lock (Device.Gate)
        {
            if (!IsDisposed)
            {
                IsDisposed = true;
                _native.Destroy();
                Device.Remove(this);
            }
        }
    }

    private void* Address()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        return _native.Address is var address && address is not null
            ? address
            : throw new InvalidOperationException("The buffer is in the device's memory, which the processor does not see: copy it to a buffer in GpuMemory.Readback with a dispatch list.");
    }

    private void CheckLength(ulong most)
    {
        // A length of more than 2^62 elements has no number of bytes.
        if ((ulong)Length > most / ElementBytes)
        {
            throw new ArgumentOutOfRangeException(
                "length", $"A buffer of {Length} elements of {ElementBytes} bytes; '{Device.Adapter.Name}' gives out at most {most} bytes at once. Use a smaller batch or network.");
        }
    }
}
