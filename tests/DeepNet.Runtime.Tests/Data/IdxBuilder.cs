using System.Buffers.Binary;
using System.IO.Compression;

namespace DeepNet.Runtime.Tests.Data;

/// <summary>Writes IDX files, whole and broken ones, into a directory that goes away with it.</summary>
internal sealed class IdxBuilder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("deepnet-idx-").FullName;

    public static byte[] Bytes(int[] dimensions, byte[] data, byte type = 0x08)
    {
        byte[] bytes = new byte[4 + (4 * dimensions.Length) + data.Length];
        bytes[2] = type;
        bytes[3] = (byte)dimensions.Length;
        for (int i = 0; i < dimensions.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + (4 * i)), dimensions[i]);
        }

        data.CopyTo(bytes, 4 + (4 * dimensions.Length));
        return bytes;
    }

    public static byte[] Compress(byte[] bytes)
    {
        using MemoryStream target = new();
        using (GZipStream gzip = new(target, CompressionLevel.SmallestSize))
        {
            gzip.Write(bytes);
        }

        return target.ToArray();
    }

    public static byte[] Counting(int length)
    {
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++)
        {
            data[i] = (byte)((i * 7) ^ (i >> 8));
        }

        return data;
    }

    public string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(Root, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
