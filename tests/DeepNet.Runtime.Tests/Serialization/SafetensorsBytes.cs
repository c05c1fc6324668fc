using System.Buffers.Binary;
using System.Text;

namespace DeepNet.Runtime.Tests.Serialization;

/// <summary>Puts together files by hand, broken ones included.</summary>
internal static class SafetensorsBytes
{
    /// <summary>Length, header and as many zero bytes of data as asked for.</summary>
    public static byte[] Make(string header, int dataLength) => Make(Encoding.UTF8.GetBytes(header), dataLength);

    /// <inheritdoc cref="Make(string, int)"/>
    public static byte[] Make(byte[] header, int dataLength)
    {
        byte[] file = new byte[8 + header.Length + dataLength];
        BinaryPrimitives.WriteInt64LittleEndian(file, header.Length);
        header.CopyTo(file, 8);
        return file;
    }

    /// <summary>The header of a file.</summary>
    public static string Header(byte[] file) => Encoding.UTF8.GetString(file, 8, (int)BinaryPrimitives.ReadInt64LittleEndian(file));
}
