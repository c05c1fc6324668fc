using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using DeepNet.Serialization;

namespace DeepNet.Data;

/// <summary>
/// Reads an IDX file of unsigned bytes, the format of MNIST and its relatives, sample by sample: the first samples of a compressed file
/// are read without decompressing the rest.
/// </summary>
/// <remarks>
/// Layout, all numbers big-endian: <c>00 00</c>, the element type (<c>08</c>), the number of dimensions, one 32-bit size per dimension, the data.
/// A file that starts with the gzip mark <c>1F 8B</c> is decompressed while it is read, whatever its name is.
/// </remarks>
public sealed class IdxReader : IDisposable
{
    private const byte UnsignedByte = 0x08;

    // Deflate cannot shrink data further than this, so a header that promises more than the file can hold is found before memory is taken for it.
    private const int HighestDeflateRatio = 1032;

    private const int BufferBytes = 1 << 16;

    // What is allocated on the word of the header alone: enough for MNIST in one piece. More has to be in the file first.
    private const int FirstElements = 1 << 26;

    private readonly Stream _content;
    private readonly string _path;
    private readonly bool _compressed;
    private readonly int[] _dimensions;

    private IdxReader(string path, FileStream file)
    {
        _path = path;
        _compressed = IsCompressed(path, file);
        _content = _compressed ? new GzipContent(file) : file;
        _dimensions = ReadDimensions(file.Length);
        SampleSize = 1;
        foreach (int size in Dimensions[1..])
        {
            SampleSize *= size;
        }
    }

    /// <summary>The sizes that the header states: the number of samples first, then the shape of a sample.</summary>
    public ReadOnlySpan<int> Dimensions => _dimensions;

    /// <summary>The number of samples in the file.</summary>
    public int Count => _dimensions[0];

    /// <summary>The bytes of one sample.</summary>
    public int SampleSize { get; }

    /// <summary>The number of samples read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">The file, plain or gzip-compressed.</param>
    /// <returns>The reader, before the first sample.</returns>
    /// <exception cref="FileNotFoundException">The file is not there.</exception>
    /// <exception cref="IOException">The path is that of a folder, or the file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is not an IDX file of unsigned bytes.</exception>
    public static IdxReader Open(string path)
    {
        // Unbuffered: samples are read in large pieces and GZipStream has a buffer of its own.
        FileStream file = FileToRead.Open(path, bufferSize: 0);
        try
        {
            return new IdxReader(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next samples.</summary>
    /// <param name="destination">Takes <c>[n, SampleSize]</c> bytes; at the end of the file only the front is written.</param>
    /// <returns>The number of samples read: n, or what was left.</returns>
    /// <exception cref="ArgumentException">The length is not a multiple of <see cref="SampleSize"/>.</exception>
    /// <exception cref="InvalidDataException">The file ends early or its compressed data is damaged.</exception>
    public int Read(Span<byte> destination)
    {
        if (destination.Length % SampleSize != 0)
        {
            throw new ArgumentException(
                $"Expected a multiple of the sample size {SampleSize}. Received: {destination.Length} bytes.", nameof(destination));
        }

        int samples = Math.Min(destination.Length / SampleSize, Count - Position);
        int expected = samples * SampleSize;
        int received = Fill(destination[..expected]);
        if (received < expected)
        {
            throw Truncated(((long)Position * SampleSize) + received);
        }

        Position += samples;
        return samples;
    }

    /// <summary>Reads the first samples, into memory that grows with what the file really holds, and checks the end if those are all.</summary>
    /// <typeparam name="TElement">What becomes of a byte.</typeparam>
    /// <param name="limit">The most samples.</param>
    /// <param name="elements">The element for each of the 256 bytes.</param>
    /// <returns><c>[n, SampleSize]</c> elements.</returns>
    /// <exception cref="InvalidDataException">The file ends early, is damaged, or does not fit into the available memory.</exception>
    internal TElement[] ReadFront<TElement>(int limit, ReadOnlySpan<TElement> elements)
        where TElement : unmanaged
    {
        int samples = Math.Min(limit, Count);
        int total = samples * SampleSize;
        CheckMemory((long)total * Unsafe.SizeOf<TElement>());
        var result = new TElement[Math.Min(total, FirstElements)];
        byte[] buffer = new byte[Math.Min(total, BufferBytes)];
        int done = 0;
        while (done < total)
        {
            if (done == result.Length)
            {
                Array.Resize(ref result, (int)Math.Min(total, 2L * result.Length));
            }

            Span<TElement> rest = result.AsSpan(done);
            Span<byte> bytes = buffer.AsSpan(0, Math.Min(buffer.Length, rest.Length));
            int received = Fill(bytes);
            if (received < bytes.Length)
            {
                throw Truncated((long)done + received);
            }

            for (int i = 0; i < bytes.Length; i++)
            {
                rest[i] = elements[bytes[i]];
            }

            done += bytes.Length;
            Position = done / SampleSize;
        }

        if (Position == Count)
        {
            EnsureEnd();
        }

        return result;
    }

    /// <summary>Checks, after the last sample was read, that the file ends there and that the checksum of a compressed file is right.</summary>
    /// <exception cref="InvalidOperationException">Samples are left to read.</exception>
    /// <exception cref="InvalidDataException">Bytes follow the last sample, or the compressed data is damaged, truncated or followed by something else.</exception>
    public void EnsureEnd()
    {
        if (Position < Count)
        {
            throw new InvalidOperationException($"Expected a reader after the last of {Count} samples. Received: a reader at sample {Position}.");
        }

        Span<byte> next = stackalloc byte[1];
        if (Fill(next) > 0)
        {
            throw Invalid($"the file to end after {(long)Count * SampleSize} bytes of data for {Shape()}", "trailing bytes");
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _content.Dispose();

    private static bool IsCompressed(string path, FileStream file)
    {
        if (!file.CanSeek)
        {
            throw new InvalidDataException($"'{path}': expected a regular file. Received: a pipe or a device.");
        }

        Span<byte> mark = stackalloc byte[2];
        int length = file.ReadAtLeast(mark, 2, throwOnEndOfStream: false);
        file.Position = 0;
        bool compressed = length == 2 && mark[0] == 0x1F && mark[1] == 0x8B;
        if (!compressed && path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDataException(
                $"'{path}': expected gzip data (1F 8B), as the name says. Received: {(length == 0 ? "an empty file" : Convert.ToHexString(mark[..length]))}.");
        }

        return compressed;
    }

    private int[] ReadDimensions(long fileLength)
    {
        Span<byte> magic = stackalloc byte[4];
        int length = Fill(magic);
        if (length < 4 || magic[0] != 0 || magic[1] != 0)
        {
            throw Invalid(
                "the IDX mark 00 00, an element type and a number of dimensions",
                length == 0 ? "an empty file" : Convert.ToHexString(magic[..length]));
        }

        if (magic[2] != UnsignedByte)
        {
            throw Invalid("element type 08 (unsigned byte)", $"element type {magic[2]:X2}");
        }

        if (magic[3] == 0)
        {
            throw Invalid("at least one dimension", "0 dimensions");
        }

        int[] dimensions = new int[magic[3]];
        Span<byte> size = stackalloc byte[4];
        long sample = 1;
        for (int i = 0; i < dimensions.Length; i++)
        {
            if (Fill(size) < 4)
            {
                throw Invalid($"{dimensions.Length} dimension sizes", $"a truncated file with {i}");
            }

            dimensions[i] = BinaryPrimitives.ReadInt32BigEndian(size);
            sample *= i == 0 ? 1 : dimensions[i];
            if (dimensions[i] < (i == 0 ? 0 : 1) || sample * Math.Max(dimensions[0], 1) > Array.MaxLength)
            {
                throw Invalid(
                    $"dimension sizes of at least 1 (the first, the number of samples, may be 0) and at most {Array.MaxLength} bytes in all",
                    $"size {(uint)dimensions[i]} in dimension {i}");
            }
        }

        CheckAgainstFileLength(dimensions, sample * dimensions[0], fileLength);
        return dimensions;
    }

    private void CheckAgainstFileLength(int[] dimensions, long total, long fileLength)
    {
        int header = 4 + (4 * dimensions.Length);
        long longest = _compressed ? fileLength * HighestDeflateRatio : fileLength - header;
        if (total > longest)
        {
            throw Invalid(
                $"{total} bytes of data for {Shape(dimensions)}",
                _compressed ? $"a compressed file of {fileLength} bytes, too short for that" : $"a truncated file with {longest} bytes of data");
        }

        if (!_compressed && total < longest)
        {
            throw Invalid(
                $"the file to end after {total} bytes of data for {Shape(dimensions)}", $"{longest - total} trailing bytes");
        }
    }

    // An honest header can ask for more than there is: two gigabytes of zeros are two megabytes of gzip.
    private void CheckMemory(long bytes)
    {
        long most = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes > most && most > 0)
        {
            throw Invalid(
                $"samples that fit into the {most} bytes of memory that this process can have",
                $"{Shape()}, which take {bytes} bytes; a limit gives the first samples, a reader piece after piece");
        }
    }

    private int Fill(Span<byte> destination)
    {
        try
        {
            return _content.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException damaged)
        {
            throw new InvalidDataException(
                $"'{_path}': expected intact gzip data. Received: damaged or truncated data after sample {Position}: {damaged.Message.TrimEnd('.')}.", damaged);
        }
    }

    private string Shape() => Shape(_dimensions);

    private static string Shape(int[] dimensions) => $"dimensions [{string.Join(", ", dimensions)}]";

    private InvalidDataException Truncated(long bytes) =>
        Invalid($"{(long)Count * SampleSize} bytes of data for {Shape()}", $"a truncated file with {bytes} bytes of data");

    private InvalidDataException Invalid(string expected, string received) =>
        new($"'{_path}': expected {expected}. Received: {received}.");
}
