using DeepNet.Data;

namespace DeepNet.Runtime.Tests.Data;

public sealed class IdxReaderTests : IDisposable
{
    private readonly IdxBuilder _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_in_pieces_and_stops_at_the_last_sample(bool compressed)
    {
        byte[] data = IdxBuilder.Counting(5 * 4);
        byte[] bytes = IdxBuilder.Bytes([5, 2, 2], data);
        using IdxReader reader = IdxReader.Open(_files.Write("a", compressed ? IdxBuilder.Compress(bytes) : bytes));
        byte[] piece = new byte[2 * 4];

        Assert.Equal(4, reader.SampleSize);
        Assert.Equal(2, reader.Read(piece));
        Assert.Equal(data[..8], piece);
        Assert.Equal(2, reader.Read(piece));
        Assert.Equal(1, reader.Read(piece));
        Assert.Equal(data[16..20], piece[..4]);
        Assert.Equal(5, reader.Position);
        Assert.Equal(0, reader.Read(piece));
        reader.EnsureEnd();
    }

    [Fact]
    public void The_front_of_a_cut_compressed_file_can_be_read()
    {
        // Only possible if the rest is not decompressed; random bytes do not shrink, so that a half file holds half the samples.
        byte[] data = new byte[1000 * 784];
        new Random(1).NextBytes(data);
        byte[] packed = IdxBuilder.Compress(IdxBuilder.Bytes([1000, 28, 28], data));
        using IdxReader reader = IdxReader.Open(_files.Write("a.gz", packed[..(packed.Length / 2)]));
        byte[] first = new byte[10 * 784];

        Assert.Equal(10, reader.Read(first));
        Assert.Equal(data[..first.Length], first);
        Assert.Throws<InvalidDataException>(() => reader.Read(new byte[990 * 784]));
    }

    [Fact]
    public void A_piece_is_a_whole_number_of_samples()
    {
        using IdxReader reader = IdxReader.Open(_files.Write("a", IdxBuilder.Bytes([5, 4], new byte[20])));
        string message = Assert.Throws<ArgumentException>(() => reader.Read(new byte[6])).Message;
        Assert.Contains("sample size 4", message);
        Assert.Contains("6 bytes", message);
    }

    [Fact]
    public void The_end_is_checked_only_at_the_end()
    {
        using IdxReader reader = IdxReader.Open(_files.Write("a", IdxBuilder.Bytes([5, 4], new byte[20])));
        Assert.Throws<InvalidOperationException>(reader.EnsureEnd);
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        byte[] data = IdxBuilder.Counting(200 * 784);
        using IdxReader reader = IdxReader.Open(_files.Write("a.gz", IdxBuilder.Compress(IdxBuilder.Bytes([200, 784], data))));
        byte[] piece = new byte[784];
        reader.Read(piece);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            reader.Read(piece);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
