namespace DeepNet.Data;

/// <summary>A file as the decompressor takes it: chunk by chunk, of which the start of the last one is known.</summary>
internal sealed class GzipChunks(FileStream file) : Stream
{
    /// <summary>The bytes of the longest chunk.</summary>
    internal const int MostLength = 8192;

    /// <summary>Where the last chunk starts that had bytes.</summary>
    internal long LastStart { get; private set; }

    /// <summary>The compressed data begins where the file stands.</summary>
    internal void Begin() => LastStart = file.Position;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        long start = file.Position;
        int read = file.Read(buffer[..Math.Min(buffer.Length, MostLength)]);
        if (read > 0)
        {
            LastStart = start;
        }

        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
