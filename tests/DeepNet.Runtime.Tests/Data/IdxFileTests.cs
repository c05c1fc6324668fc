using DeepNet.Data;

namespace DeepNet.Runtime.Tests.Data;

public sealed class IdxFileTests : IDisposable
{
    private readonly IdxBuilder _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("plain", false)]
    [InlineData("packed.gz", true)]
    [InlineData("packed-without-suffix", true)]
    public void Reads_what_was_written(string name, bool compressed)
    {
        byte[] data = IdxBuilder.Counting(5 * 3 * 4);
        byte[] bytes = IdxBuilder.Bytes([5, 3, 4], data);
        IdxFile file = IdxFile.Read(_files.Write(name, compressed ? IdxBuilder.Compress(bytes) : bytes));

        Assert.Equal([5, 3, 4], file.Dimensions.ToArray());
        Assert.Equal(5, file.Count);
        Assert.Equal(data, file.Data.ToArray());
    }

    [Fact]
    public void A_limit_gives_the_front()
    {
        byte[] data = IdxBuilder.Counting(5 * 4);
        IdxFile file = IdxFile.Read(_files.Write("a", IdxBuilder.Bytes([5, 4], data)), limit: 2);

        Assert.Equal([2, 4], file.Dimensions.ToArray());
        Assert.Equal(data[..8], file.Data.ToArray());
    }

    [Fact]
    public void A_file_of_no_samples_is_valid() =>
        Assert.Equal(0, IdxFile.Read(_files.Write("a", IdxBuilder.Bytes([0, 28, 28], []))).Count);

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("nowhere", Assert.Throws<FileNotFoundException>(() => IdxFile.Read(Path.Combine(_files.Root, "nowhere"))).Message);

    public static TheoryData<string, byte[], string[]> BrokenFiles()
    {
        byte[] good = IdxBuilder.Bytes([3, 4], IdxBuilder.Counting(12));
        byte[] packed = IdxBuilder.Compress(IdxBuilder.Bytes([3, 4], IdxBuilder.Counting(12)));
        byte[] packedLong = IdxBuilder.Compress(IdxBuilder.Bytes([64, 784], IdxBuilder.Counting(64 * 784)));
        byte[] damaged = [.. packedLong];
        damaged[^6] ^= 0xFF; // in the checksum
        return new TheoryData<string, byte[], string[]>
        {
            { "empty", [], ["IDX mark", "an empty file"] },
            { "empty.gz", [], ["gzip", "an empty file"] },
            { "short", good[..3], ["IDX mark", "000008"] },
            { "magic", [1, .. good[1..]], ["IDX mark", "01000802"] },
            { "text.gz", "<html>"u8.ToArray(), ["1F 8B", "3C68"] },
            { "type", IdxBuilder.Bytes([3, 4], IdxBuilder.Counting(12), type: 0x0D), ["element type 08", "element type 0D"] },
            { "rank", IdxBuilder.Bytes([], []), ["at least one dimension", "0 dimensions"] },
            { "header", good[..9], ["2 dimension sizes", "truncated", "with 1"] },
            { "negative", IdxBuilder.Bytes([-1, 4], []), ["dimension sizes", "4294967295 in dimension 0"] },
            { "zero", IdxBuilder.Bytes([3, 0], []), ["dimension sizes", "the number of samples, may be 0", "size 0 in dimension 1"] },
            { "overflow", IdxBuilder.Bytes([0x10000, 0x10000], []), ["dimension sizes", "65536 in dimension 1"] },
            { "overflow64", IdxBuilder.Bytes([0x7FFFFFFF, 0x7FFFFFFF, 0x7FFFFFFF], []), ["dimension sizes", "2147483647 in dimension 0"] },
            { "overflow-of-a-sample", IdxBuilder.Bytes([0, 0x10000, 0x10000], []), ["dimension sizes", "65536 in dimension 2"] },
            { "truncated", good[..^1], ["12 bytes of data", "[3, 4]", "11 bytes"] },
            { "trailing", [.. good, 0, 0], ["after 12 bytes", "2 trailing bytes"] },
            { "promise.gz", IdxBuilder.Compress(IdxBuilder.Bytes([60000, 28, 28], [])), ["47040000 bytes", "too short"] },
            { "truncated.gz", IdxBuilder.Compress(good[..^1]), ["12 bytes of data", "11 bytes"] },
            { "trailing.gz", IdxBuilder.Compress([.. good, 0]), ["after 12 bytes", "trailing bytes"] },
            { "cut.gz", packedLong[..^200], ["Received"] },
            { "cut-in-header.gz", packed[..12], ["Received"] },
            { "checksum.gz", damaged, ["intact gzip", "damaged"] },
        };
    }

    [Theory]
    [MemberData(nameof(BrokenFiles))]
    public void A_broken_file_is_refused_with_its_name_what_was_expected_and_what_came(string name, byte[] bytes, string[] parts)
    {
        string path = _files.Write(name, bytes);
        string message = Assert.Throws<InvalidDataException>(() => IdxFile.Read(path)).Message;

        Assert.Contains($"'{path}'", message);
        Assert.Contains("expected", message);
        Assert.All(parts, part => Assert.Contains(part, message));
    }
}
