using System.Buffers.Binary;
using DeepNet.Serialization;

namespace DeepNet.Data;

/// <summary>The header of a gzip member (RFC 1952, section 2.3).</summary>
internal sealed class GzipHeader
{
    private const int FixedLength = 10;
    private const int FlagsOffset = 3;
    private const byte Deflate = 8;
    private const byte HasChecksum = 0x02;
    private const byte HasExtra = 0x04;
    private const byte HasName = 0x08;
    private const byte HasComment = 0x10;
    private const byte Reserved = 0xE0;

    // No name is longer; without an end a damaged file would be read byte by byte.
    private const int LongestText = ushort.MaxValue;

    private readonly FileStream _file;
    private uint _checksum;

    private GzipHeader(FileStream file) => _file = file;

    /// <summary>Checks the header at the position of a file, and moves to its end.</summary>
    /// <exception cref="InvalidDataException">There is no gzip header.</exception>
    internal static void Skip(FileStream file)
    {
        var header = new GzipHeader(file);
        Span<byte> start = stackalloc byte[FixedLength];
        header.Read(start);
        byte flags = start[FlagsOffset];
        if (start[0] != 0x1F || start[1] != 0x8B || start[2] != Deflate || (flags & Reserved) != 0)
        {
            throw new InvalidDataException($"{Convert.ToHexString(start[..(FlagsOffset + 1)])} stands where a gzip header or the end of the file has to be");
        }

        header.SkipFields(flags);
    }

    private void SkipFields(byte flags)
    {
        Span<byte> two = stackalloc byte[2];
        if ((flags & HasExtra) != 0)
        {
            Read(two);
            Read(new byte[BinaryPrimitives.ReadUInt16LittleEndian(two)]);
        }

        if ((flags & HasName) != 0)
        {
            SkipText();
        }

        if ((flags & HasComment) != 0)
        {
            SkipText();
        }

        if ((flags & HasChecksum) != 0)
        {
            uint expected = _checksum & 0xFFFF;
            Read(two);
            if (BinaryPrimitives.ReadUInt16LittleEndian(two) != expected)
            {
                throw new InvalidDataException("the gzip header does not have its checksum");
            }
        }
    }

    private void SkipText()
    {
        Span<byte> letter = stackalloc byte[1];
        for (int i = 0; i < LongestText; i++)
        {
            Read(letter);
            if (letter[0] == 0)
            {
                return;
            }
        }

        throw new InvalidDataException("a name in the gzip header does not end");
    }

    private void Read(Span<byte> bytes)
    {
        if (_file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new InvalidDataException("the file ends within a gzip header");
        }

        _checksum = Crc32.Of(bytes, _checksum);
    }
}
