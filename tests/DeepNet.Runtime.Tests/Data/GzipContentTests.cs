using System.Buffers.Binary;
using DeepNet.Data;
using DeepNet.Serialization;

namespace DeepNet.Runtime.Tests.Data;

/// <summary>A gzip file is read to its very end, or refused.</summary>
public sealed class GzipContentTests : IDisposable
{
    private readonly IdxBuilder _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("", 0x00000000u)]
    [InlineData("123456789", 0xCBF43926u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339u)]
    public void Checksums_are_those_of_the_standard(string text, uint expected)
    {
        byte[] bytes = System.Text.Encoding.ASCII.GetBytes(text);
        Assert.Equal(expected, Crc32.Of(bytes));
        for (int cut = 0; cut <= bytes.Length; cut++)
        {
            Assert.Equal(expected, Crc32.Of(bytes.AsSpan(cut), Crc32.Of(bytes.AsSpan(0, cut))));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public void Every_cut_is_refused(int samples)
    {
        byte[] packed = IdxBuilder.Compress(IdxBuilder.Bytes([samples, 3], Noise(samples * 3)));
        int step = Math.Max(1, packed.Length / 2000);
        for (int length = 0; length < packed.Length; length += length > packed.Length - 100 ? 1 : step)
        {
            Refused(packed[..length]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(20_000)]
    public void Bytes_behind_are_refused(int length)
    {
        byte[] packed = IdxBuilder.Compress(IdxBuilder.Bytes([100, 3], Noise(300)));
        Refused([.. packed, .. new byte[length]]);
        Refused([.. packed, .. Noise(length)]);
        Refused([.. packed, .. packed[..Math.Min(length, packed.Length)]]);
    }

    [Fact]
    public void Every_flipped_bit_gives_the_same_samples_or_is_refused()
    {
        byte[] data = Noise(221);
        byte[] packed = WithAllFields(IdxBuilder.Bytes([17, 13], data));
        int same = 0;
        for (int bit = 0; bit < packed.Length * 8; bit++)
        {
            byte[] flipped = [.. packed];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                Assert.Equal(data, IdxFile.Read(_files.Write("a.gz", flipped)).Data.ToArray());
                same++;
            }
            catch (InvalidDataException)
            {
            }
        }

        // The header has a checksum here, so that nothing of it can change; an unused bit at the end of the compressed data can.
        Assert.InRange(same, 0, 7);
    }

    [Fact]
    public void Every_flipped_bit_of_a_plain_header_gives_the_same_samples_or_is_refused()
    {
        byte[] data = Noise(221);
        byte[] packed = IdxBuilder.Compress(IdxBuilder.Bytes([17, 13], data));
        int same = 0;
        for (int bit = 0; bit < packed.Length * 8; bit++)
        {
            byte[] flipped = [.. packed];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                Assert.Equal(data, IdxFile.Read(_files.Write("a.gz", flipped)).Data.ToArray());
                same++;
            }
            catch (InvalidDataException)
            {
            }
        }

        // Time, extra flags and system, the mark for text, and unused bits.
        Assert.InRange(same, 49, 49 + 7);
    }

    [Fact]
    public void All_fields_of_a_header_are_skipped()
    {
        byte[] data = Noise(39);
        Assert.Equal(data, IdxFile.Read(_files.Write("a.gz", WithAllFields(IdxBuilder.Bytes([3, 13], data)))).Data.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(10_000)]
    [InlineData(60_000)]
    public void Several_members_are_one_content(int cut)
    {
        byte[] data = Noise(100_000);
        byte[] bytes = IdxBuilder.Bytes([1000, 100], data);
        byte[] packed = [.. IdxBuilder.Compress(bytes[..cut]), .. IdxBuilder.Compress([]), .. IdxBuilder.Compress(bytes[cut..])];
        Assert.Equal(data, IdxFile.Read(_files.Write("a.gz", packed)).Data.ToArray());
        Refused(packed[..^1]);
        Refused([.. packed, 0x1F]);
        Refused([.. packed, 0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0]);
        Refused([.. packed, .. IdxBuilder.Compress([1])]);
    }

    // Two gigabytes of samples, as floats eight, on the word of a header in front of two megabytes that hold far less.
    [Fact]
    public void The_word_of_a_header_takes_no_memory()
    {
        byte[] packed = IdxBuilder.Compress(IdxBuilder.Bytes([2_730_000, 28, 28], Noise(2_100_000)));
        string directory = Path.Combine(_files.Root, "large");
        Directory.CreateDirectory(directory);
        File.WriteAllBytes(Path.Combine(directory, "train-images-idx3-ubyte.gz"), packed);
        File.WriteAllBytes(Path.Combine(directory, "train-labels-idx1-ubyte"), IdxBuilder.Bytes([2_730_000], new byte[2_730_000]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => IdxFile.Read(Path.Combine(directory, "train-images-idx3-ubyte.gz")));
        Assert.Throws<InvalidDataException>(() => LabelledImages.LoadTraining(directory));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400_000_000);
    }

    [Fact]
    public void More_than_the_first_piece_of_memory_comes_whole()
    {
        byte[] data = new byte[70_000_000];
        data[^1] = 7;
        IdxFile file = IdxFile.Read(_files.Write("a.gz", IdxBuilder.Compress(IdxBuilder.Bytes([7, 10_000_000], data))));
        Assert.True(file.Data.SequenceEqual(data));
    }

    private static byte[] Noise(int length)
    {
        byte[] data = new byte[length];
        new Random(length).NextBytes(data);
        return data;
    }

    // A header with extra field, name, comment and checksum.
    private static byte[] WithAllFields(byte[] bytes)
    {
        byte[] packed = IdxBuilder.Compress(bytes);
        byte[] header = [0x1F, 0x8B, 8, 0x1E, .. packed[4..10], 3, 0, 1, 2, 3, .. "name\0"u8, .. "a comment\0"u8];
        byte[] checksum = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(checksum, (ushort)Crc32.Of(header));
        return [.. header, .. checksum, .. packed[10..]];
    }

    private void Refused(byte[] bytes)
    {
        string path = _files.Write("a.gz", bytes);
        Assert.Contains($"'{path}'", Assert.Throws<InvalidDataException>(() => IdxFile.Read(path)).Message, StringComparison.Ordinal);
    }
}
