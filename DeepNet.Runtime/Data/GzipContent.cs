using System.Buffers.Binary;
using System.IO.Compression;
using DeepNet.Serialization;

namespace DeepNet.Data;

/// <summary>
/// The content of a gzip file (RFC 1952), of one member or of several. It ends only where the file does, and only after the checksum and the length
/// of each member were compared: <see cref="GZipStream"/> accepts a cut end and bytes after it.
/// </summary>
internal sealed class GzipContent(FileStream file) : Stream
{
    private const int TrailerLength = 8;
    private readonly GzipChunks _chunks = new(file);
    private readonly byte[] _end = new byte[GzipChunks.MostLength + TrailerLength];
    private DeflateStream? _member;
    private uint _checksum;
    private uint _length;

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
    /// <exception cref="InvalidDataException">The data is damaged or truncated, or something else follows it.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        while (_member is not null || file.Position < file.Length)
        {
            _member ??= BeginMember();
            int read = _member.Read(buffer);
            if (read > 0)
            {
                _checksum = Crc32.Of(buffer[..read], _checksum);
                _length += (uint)read;
                return read;
            }

            EndMember();
        }

        return 0;
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

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _member?.Dispose();
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private DeflateStream BeginMember()
    {
        GzipHeader.Skip(file);
        _chunks.Begin();
        (_checksum, _length) = (0, 0);
        return new DeflateStream(_chunks, CompressionMode.Decompress, leaveOpen: true);
    }

    // The compressed data says itself where it ends, but DeflateStream does not pass it on: it has taken a whole chunk. What follows is known: checksum
    // and length of what came out. It stands somewhere in this chunk or right behind it, or the data is not what was compressed.
    private void EndMember()
    {
        _member!.Dispose();
        _member = null;
        Span<byte> trailer = stackalloc byte[TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _length);

        int taken = (int)(file.Position - _chunks.LastStart);
        file.Position = _chunks.LastStart;
        int available = file.ReadAtLeast(_end.AsSpan(0, taken + TrailerLength), taken + TrailerLength, throwOnEndOfStream: false);
        int found = _end.AsSpan(0, available).IndexOf(trailer);
        if (found < 0)
        {
            throw new InvalidDataException("the data does not have the checksum and the length that have to follow it");
        }

        file.Position = _chunks.LastStart + found + TrailerLength;
    }
}
