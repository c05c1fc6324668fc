namespace DeepNet.Shaders.CompilerServices;

/// <summary>A part of a buffer.</summary>
/// <param name="Buffer">The buffer.</param>
/// <param name="Offset">The first element. Where a shader reads or writes the part it is a multiple of <see cref="GpuBuffer.Alignment"/>.</param>
/// <param name="Length">The number of elements, at least 1.</param>
public readonly record struct GpuSlice(GpuBuffer Buffer, long Offset, long Length)
{
    internal ulong OffsetBytes => (ulong)Offset * GpuBuffer.ElementBytes;

    internal ulong Bytes => (ulong)Length * GpuBuffer.ElementBytes;

    private long End => Offset + Length;

    internal bool Overlaps(in GpuSlice other) => ReferenceEquals(Buffer, other.Buffer) && Offset < other.End && other.Offset < End;

    /// <summary>Throws if it is not a part of its buffer.</summary>
    internal void CheckWithin()
    {
        if (Buffer is null)
        {
            throw new ArgumentException("The slice has no buffer.");
        }

        if (Offset < 0 || Length < 1 || Length > Buffer.Length - Offset)
        {
            throw new ArgumentOutOfRangeException(null, $"A part of {Length} elements from {Offset} on is not within a buffer of {Buffer.Length} elements.");
        }
    }

    /// <summary>Throws if a list of this device cannot use it.</summary>
    internal void CheckUsable(GpuDevice device)
    {
        CheckWithin();
        ObjectDisposedException.ThrowIf(Buffer.IsDisposed, Buffer);
        if (!ReferenceEquals(Buffer.Device, device))
        {
            throw new ArgumentException("The buffer is of another device than the list.");
        }
    }

    /// <summary>Throws if a shader of this device cannot use it.</summary>
    internal void CheckUsable(GpuDevice device, ComputeShader shader)
    {
        CheckUsable(device);
        if (Offset % GpuBuffer.Alignment != 0)
        {
            throw new ArgumentException($"Shader '{shader}' with a part of a buffer from element {Offset} on: expected a multiple of {GpuBuffer.Alignment}.");
        }

        ulong most = device.Native.MostBytesOfPart;
        if (Bytes > most)
        {
            throw new ArgumentException(
                $"Shader '{shader}' with a part of {Bytes} bytes: '{device.Adapter.Name}' gives a shader at most {most} bytes of a buffer. Use a smaller batch or network.");
        }
    }
}
