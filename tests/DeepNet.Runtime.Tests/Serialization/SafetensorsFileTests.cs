using System.Text;
using DeepNet.Serialization;

namespace DeepNet.Runtime.Tests.Serialization;

public sealed class SafetensorsFileTests
{
    [Fact]
    public void Every_type_comes_back()
    {
        using var directory = new TemporaryDirectory();
        string path = directory["all.safetensors"];
        float[] singles = [1.5f, -0f, float.NaN, float.PositiveInfinity, float.Epsilon, float.MinValue];
        double[] doubles = [Math.PI, double.NegativeInfinity];
        SafetensorsFile.Write(
            path,
            [
                SafetensorsTensor.Create("bytes", new byte[] { 0, 7, 255 }, 3),
                SafetensorsTensor.Create("singles", singles, 2, 3),
                SafetensorsTensor.Create("ints", [int.MinValue, 5], 2, 1),
                SafetensorsTensor.Create("doubles", doubles, 2),
                SafetensorsTensor.Create("longs", [long.MaxValue], 1),
                SafetensorsTensor.Create("scalar", [3f]),
                SafetensorsTensor.Create("empty", Array.Empty<float>(), 0, 4),
            ],
            new Dictionary<string, string> { ["who"] = "Grüße \"quoted\"\n" });

        SafetensorsFile file = SafetensorsFile.Read(path);
        Assert.Equal(singles, file.ReadSingles("singles"));
        Assert.Equal(doubles, file.ReadDoubles("doubles"));
        Assert.Equal([int.MinValue, 5], file.ReadInt32s("ints"));
        Assert.Equal([long.MaxValue], file.ReadInt64s("longs"));
        Assert.Equal([0, 7, 255], file.ReadInt32s("bytes"));
        Assert.Equal([3f], file.ReadSingles("scalar"));
        Assert.Empty(file.ReadSingles("empty"));
        Assert.Equal([2, 3], file["singles"].Shape);
        Assert.Empty(file["scalar"].Shape);
        Assert.Equal("Grüße \"quoted\"\n", Assert.Single(file.Metadata).Value);
        Assert.Equal(["doubles", "longs", "singles", "ints", "scalar", "empty", "bytes"], file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(["all.safetensors"], directory.Files);
    }

    [Fact]
    public void Narrow_types_widen()
    {
        using var directory = new TemporaryDirectory();
        string path = directory["narrow.safetensors"];
        byte[] bytes = SafetensorsBytes.Make(
            """{"h":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"b":{"dtype":"BF16","shape":[2],"data_offsets":[4,8]},"o":{"dtype":"BOOL","shape":[2],"data_offsets":[8,10]}}""", 10);
        new byte[] { 0x00, 0x3E, 0x01, 0x80, 0x80, 0x3F, 0x20, 0xC1, 0, 1 }.CopyTo(bytes, bytes.Length - 10);
        File.WriteAllBytes(path, bytes);

        SafetensorsFile file = SafetensorsFile.Read(path);
        Assert.Equal([1.5f, -5.9604645E-08f], file.ReadSingles("h"));
        Assert.Equal([1.0, -10.0], file.ReadDoubles("b"));
        Assert.Equal([0L, 1L], file.ReadInt64s("o"));
        Assert.Equal(new byte[] { 0x80, 0x3F, 0x20, 0xC1 }, file["b"].Bytes.ToArray());
    }

    [Fact]
    public void A_wrong_type_or_name_is_said()
    {
        using var directory = new TemporaryDirectory();
        string path = directory["w.safetensors"];
        SafetensorsFile.Write(path, [SafetensorsTensor.Create("a", [1.0], 1)]);
        SafetensorsFile file = SafetensorsFile.Read(path);
        Assert.Equal("w.safetensors: tensor 'a' is F64; expected F32, F16 or BF16.", Assert.Throws<InvalidDataException>(() => file.ReadSingles("a")).Message);
        Assert.Throws<InvalidDataException>(() => file.ReadInt32s("a"));
        Assert.Throws<InvalidDataException>(() => file.ReadInt64s("a"));
        Assert.Equal("w.safetensors has no tensor 'b'; it has 'a'.", Assert.Throws<KeyNotFoundException>(() => file.ReadSingles("b")).Message);
    }

    [Fact]
    public void The_layout_is_that_of_the_reference_implementation()
    {
        using var directory = new TemporaryDirectory();
        string path = directory["layout.safetensors"];
        SafetensorsFile.Write(path, [SafetensorsTensor.Create("a", [1f, 2f], 2)], new Dictionary<string, string> { ["k"] = "v" });
        byte[] bytes = File.ReadAllBytes(path);
        string header = SafetensorsBytes.Header(bytes);
        Assert.Equal("""{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", header.TrimEnd(' '));
        Assert.Equal(0, header.Length % 8);
        Assert.Equal(8 + header.Length + 8, bytes.Length);
    }

    [Fact]
    public void A_file_without_tensors_is_valid()
    {
        using var directory = new TemporaryDirectory();
        SafetensorsFile.Write(directory["none"], []);
        Assert.Empty(SafetensorsFile.Read(directory["none"]).Tensors);
        Assert.Empty(SafetensorsFile.Read(directory["none"]).Metadata);
    }

    [Fact]
    public void A_missing_file_is_a_missing_file() =>
        Assert.Throws<FileNotFoundException>(() => SafetensorsFile.Read(Path.Combine(Path.GetTempPath(), "deepnet-no-such-file")));

    [Fact]
    public void What_cannot_be_written_leaves_nothing_behind()
    {
        using var directory = new TemporaryDirectory();
        SafetensorsTensor a = SafetensorsTensor.Create("a", [1f], 1);
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(directory["x"], [a, a]));
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(directory["x"], [SafetensorsTensor.Create("__metadata__", [1f], 1)]));
        Assert.Throws<DirectoryNotFoundException>(() => SafetensorsFile.Write(directory["no/x"], [a]));
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(directory["x"], [a, null!]));
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(directory["x"], [a], new Dictionary<string, string> { ["k"] = null! }));
        Assert.Empty(directory.Files);
    }

    // Written as U+FFFD, two of them would be the same name, and the file could not be read again. (Attributes cannot hold such strings either.)
    [Fact]
    public void Half_a_surrogate_pair_is_refused_before_anything_is_written()
    {
        using var directory = new TemporaryDirectory();
        SafetensorsTensor a = SafetensorsTensor.Create("a", [1f], 1);
        foreach (string text in (string[])["\uD800", "\uDC00", "a\uD800b", "\uD800\uD800\uDC00", "\uD83D\uDE00\uDE00"])
        {
            string message = Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(directory["x"], [SafetensorsTensor.Create(text, [1f], 1)])).Message;
            Assert.Contains("half of a surrogate pair", message, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(directory["x"], [a], new Dictionary<string, string> { [text] = "v" }));
            Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(directory["x"], [a], new Dictionary<string, string> { ["k"] = text }));
        }

        Assert.Empty(directory.Files);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("\uD83D\uDE00")]
    [InlineData("\uFFFD\uFFFF \"\\\n")]
    public void Any_valid_text_comes_back(string text)
    {
        using var directory = new TemporaryDirectory();
        SafetensorsFile.Write(directory["x"], [SafetensorsTensor.Create(text, [1f], 1)], new Dictionary<string, string> { [text] = text });
        SafetensorsFile file = SafetensorsFile.Read(directory["x"]);
        Assert.Equal(text, Assert.Single(file.Tensors).Name);
        Assert.Equal(text, file.Metadata[text]);
    }

    [Theory]
    [InlineData(new[] { 4 })]
    [InlineData(new[] { -1, -3 })]
    [InlineData(new[] { int.MaxValue, int.MaxValue, int.MaxValue })]
    public void A_shape_has_to_fit_the_values(int[] shape) =>
        Assert.Throws<ArgumentException>(() => SafetensorsTensor.Create("a", [1f, 2f, 3f], shape));

    public static TheoryData<string, int, string> Malformed() => new()
    {
        { "", 0, "JSON" },
        { "[]", 0, "expected StartObject" },
        { "{", 0, "JSON" },
        { "{} x", 0, "JSON" },
        { "{}\0\0", 0, "JSON" },
        { "{}", 4, "something else follows" },
        { "\uFEFF{}", 0, "JSON" },
        { """{"a":1}""", 0, "tensor 'a' is Number" },
        { """{"a":{}}""", 0, "incomplete" },
        { """{"a":{"dtype":"F32","shape":[1]}}""", 4, "incomplete" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", 4, "incomplete" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""", 4, "incomplete" },
        { """{"a":{"dtype":32,"shape":[1],"data_offsets":[0,4]}}""", 4, "the dtype of tensor 'a' is Number" },
        { """{"a":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}""", 4, "the shape of tensor 'a' is Number" },
        { """{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "whole number" },
        { """{"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}""", 4, "whole number" },
        { """{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}""", 4, "whole number" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,18446744073709551616]}}""", 4, "whole number" },
        { """{"a":{"dtype":"F32","shape":[2147483648],"data_offsets":[0,4]}}""", 4, "extent" },
        { """{"a":{"dtype":"F32","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,4]}}""", 4, "too many bytes" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "its data is from 4 to 0" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "8 bytes, but its data is from 0 to 4" },
        { """{"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}""", 4, "unknown dtype 'F31'" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 3, "truncated" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "leaves a hole" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "overlaps" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12, "leaves a hole" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "'a' is in the header twice" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\u0061":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "'a' is in the header twice" },
        { """{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "'dtype' twice" },
        { """{"__metadata__":{"k":1}}""", 0, "__metadata__.k is Number" },
        { """{"__metadata__":{"k":"1","k":"2"}}""", 0, "'k' is in __metadata__ twice" },
        { """{"__metadata__":{},"__metadata__":{}}""", 0, "twice" },
        { """{"__metadata__":"x"}""", 0, "__metadata__ is String" },
        { """{"\uD800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "JSON" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_file_is_refused_with_its_name_and_the_reason(string header, int dataLength, string reason)
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllBytes(directory["bad.safetensors"], SafetensorsBytes.Make(header, dataLength));
        string message = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(directory["bad.safetensors"])).Message;
        Assert.StartsWith("bad.safetensors: ", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_is_not_utf8_is_refused()
    {
        using var directory = new TemporaryDirectory();
        byte[] header = Encoding.Latin1.GetBytes("""{"__metadata__":{"k":"ü"}}""");
        File.WriteAllBytes(directory["bad"], SafetensorsBytes.Make(header, 0));
        Assert.Contains("UTF-8", Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(directory["bad"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100_000_001L)]
    [InlineData(long.MaxValue)]
    [InlineData(-1L)]
    [InlineData(100_000_000L)]
    [InlineData(17L)]
    public void A_header_length_that_cannot_be_is_refused_before_anything_is_allocated(long length)
    {
        using var directory = new TemporaryDirectory();
        byte[] bytes = SafetensorsBytes.Make("{}              ", 0);
        BitConverter.TryWriteBytes(bytes, length);
        File.WriteAllBytes(directory["bad"], bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(directory["bad"]));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Unknown_fields_and_spaces_are_skipped()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllBytes(directory["ok"], SafetensorsBytes.Make(""" { "a" : {"extra":{"x":[1,{"y":null}]},"data_offsets":[0,4],"shape":[],"dtype":"I32"} }  """, 4));
        Assert.Equal([0], SafetensorsFile.Read(directory["ok"]).ReadInt32s("a"));
    }
}
