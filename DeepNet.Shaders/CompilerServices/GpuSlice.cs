namespace DeepNet.Shaders.CompilerServices;

/// <summary>A part of a buffer.</summary>
/// <param name="Buffer">The buffer.</param>
/// <param name="Offset">The first element. Where a shader reads or writes the part it is a multiple of <see cref="GpuBuffer.Alignment"/>.</param>
/// <param name="Length">The number of elements, at least 1.</param>
public readonly record struct GpuSlice(GpuBuffer Buffer, long Offset, long Length)
{
    internal long End => Offset + Length;

    internal ulong OffsetBytes => (ulong)Offset * GpuBuffer.ElementBytes;

    internal ulong Bytes => (ulong)Length * GpuBuffer.ElementBytes;

    internal bool Overlaps(in GpuSlice other) => ReferenceEquals(Buffer, other.Buffer) && Offset < other.End && other.Offset < End;
}
