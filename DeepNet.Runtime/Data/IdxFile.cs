namespace DeepNet.Data;

/// <summary>A whole IDX file of unsigned bytes in memory, the format of MNIST and its relatives. <see cref="IdxReader"/> reads piece by piece.</summary>
public sealed class IdxFile
{
    private readonly int[] _dimensions;
    private readonly byte[] _data;

    private IdxFile(int[] dimensions, byte[] data)
    {
        _dimensions = dimensions;
        _data = data;
    }

    /// <summary>The sizes of the data: the number of samples first, then the shape of a sample.</summary>
    public ReadOnlySpan<int> Dimensions => _dimensions;

    /// <summary>The number of samples.</summary>
    public int Count => _dimensions[0];

    /// <summary>The data, <c>[Count, sample]</c>, row-major.</summary>
    public ReadOnlySpan<byte> Data => _data;

    /// <summary>Reads a file, or its front.</summary>
    /// <param name="path">The file, plain or gzip-compressed, as its first bytes say.</param>
    /// <param name="limit">The most samples to read. Default: all. With a limit below the file's count the rest is neither decompressed nor checked.</param>
    /// <returns>The file's data.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is negative.</exception>
    /// <exception cref="FileNotFoundException">The file is not there.</exception>
    /// <exception cref="IOException">The path is that of a folder, or the file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is not an IDX file of unsigned bytes, is truncated or damaged, has trailing bytes, or is larger than memory.</exception>
    public static IdxFile Read(string path, int limit = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        using IdxReader reader = IdxReader.Open(path);
        int[] dimensions = reader.Dimensions.ToArray();
        dimensions[0] = Math.Min(limit, reader.Count);
        Span<byte> same = stackalloc byte[256];
        for (int value = 0; value < same.Length; value++)
        {
            same[value] = (byte)value;
        }

        return new IdxFile(dimensions, reader.ReadFront<byte>(limit, same));
    }
}
