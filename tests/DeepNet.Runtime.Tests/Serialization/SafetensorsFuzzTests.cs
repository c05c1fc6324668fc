using System.Text;
using DeepNet.CompilerServices;
using DeepNet.Serialization;

namespace DeepNet.Runtime.Tests.Serialization;

/// <summary>Whatever a file holds, reading it gives tensors or says that the data is invalid, and a network takes all of it or nothing.</summary>
public sealed class SafetensorsFuzzTests : IDisposable
{
    private static readonly TensorEntry[] Parameters = [new("w", [2, 2], 0), new("b", [2], 4)];

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0061", "\\uD800", "0", "-1", "1.5", "1e3", "1E400", "9223372036854775807", "9223372036854775808",
        "null", "true", " ", "\0", "\uFEFF", "\"w\"", "\"b\"", "\"F32\"", "\"F4\"", "\"dtype\"", "\"shape\"", "\"data_offsets\"", "\"__metadata__\"",
        "[2,2]", "[0,16]", "[16,24]", "[16,0]", "[]", "{}", "\"step\":\"-1\",", "{\"a\":[", "]}", "//", "/*",
    ];

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Changed_headers()
    {
        var random = new Random(18);
        string header = """{"__metadata__":{"format":"deepnet","step":"3","seed":"4"},"w":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"b":{"dtype":"F32","shape":[2],"data_offsets":[16,24]}}""";
        for (int i = 0; i < 20_000; i++)
        {
            var changed = new StringBuilder(header);
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                int at = random.Next(changed.Length);
                changed.Remove(at, Math.Min(random.Next(12), changed.Length - at)).Insert(Math.Min(at, changed.Length), Pieces[random.Next(Pieces.Length)]);
            }

            Try(SafetensorsBytes.Make(changed.ToString(), 24));
        }
    }

    [Fact]
    public void Changed_bytes()
    {
        var random = new Random(19);
        NetworkFile.Save<float>(_directory["x"], "Net", Parameters, [1, 2, 3, 4, 5, 6], new TrainingState(3, 4));
        byte[] whole = File.ReadAllBytes(_directory["x"]);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] changed = [.. whole];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            Try(random.Next(2) == 0 ? changed : changed[..random.Next(changed.Length)]);
        }
    }

    [Theory]
    [InlineData("{\"a\":", 1000)]
    [InlineData("[", 100_000)]
    [InlineData("{\"w\":{\"x\":[", 1)]
    [InlineData("{\"w\":{\"x\":[[[[[[[[[[[[[[[[", 1)]
    public void Deep_text(string text, int times) => Try(SafetensorsBytes.Make(string.Concat(Enumerable.Repeat(text, times)), 0));

    private void Try(byte[] bytes)
    {
        File.WriteAllBytes(_directory["x"], bytes);
        try
        {
            SafetensorsFile.Read(_directory["x"]);
        }
        catch (InvalidDataException)
        {
        }

        float[] block = [-7, -7, -7, -7, -7, -7];
        try
        {
            NetworkFile.Load(_directory["x"], "Net", Parameters, [], block.AsSpan());
            Assert.True(block.All(static value => value != -7f));
        }
        catch (InvalidDataException)
        {
            Assert.True(block.All(static value => value == -7f));
        }
    }
}
