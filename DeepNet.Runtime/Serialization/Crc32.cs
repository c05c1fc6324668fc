using System.Buffers.Binary;

namespace DeepNet.Serialization;

/// <summary>The checksum of gzip (RFC 1952, section 8), of the polynomial EDB88320. Eight bytes are looked up at a time.</summary>
internal static class Crc32
{
    private const int Slices = 8;
    private const uint Polynomial = 0xEDB88320;
    private static readonly uint[] Table = MakeTable();

    /// <summary>The checksum of bytes, or of bytes that follow others.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="before">The checksum of what stands before them. Default: nothing.</param>
    internal static uint Of(ReadOnlySpan<byte> bytes, uint before = 0)
    {
        uint crc = ~before;
        ReadOnlySpan<uint> table = Table;
        while (bytes.Length >= Slices)
        {
            uint low = crc ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = table[(7 * 256) + (int)(low & 0xFF)] ^ table[(6 * 256) + (int)((low >> 8) & 0xFF)]
                ^ table[(5 * 256) + (int)((low >> 16) & 0xFF)] ^ table[(4 * 256) + (int)(low >> 24)]
                ^ table[(3 * 256) + (int)(high & 0xFF)] ^ table[(2 * 256) + (int)((high >> 8) & 0xFF)]
                ^ table[256 + (int)((high >> 16) & 0xFF)] ^ table[(int)(high >> 24)];
            bytes = bytes[Slices..];
        }

        foreach (byte value in bytes)
        {
            crc = (crc >> 8) ^ table[(int)((crc ^ value) & 0xFF)];
        }

        return ~crc;
    }

    // Slice k holds what a byte becomes after k more bytes of zero.
    private static uint[] MakeTable()
    {
        uint[] table = new uint[Slices * 256];
        for (int i = 0; i < 256; i++)
        {
            uint value = (uint)i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value >> 1) ^ ((value & 1) * Polynomial);
            }

            table[i] = value;
        }

        for (int i = 256; i < table.Length; i++)
        {
            table[i] = (table[i - 256] >> 8) ^ table[(int)(table[i - 256] & 0xFF)];
        }

        return table;
    }
}
