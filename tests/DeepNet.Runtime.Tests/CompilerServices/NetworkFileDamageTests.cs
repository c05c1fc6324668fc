using DeepNet.CompilerServices;
using DeepNet.Runtime.Tests.Serialization;
using DeepNet.Serialization;

namespace DeepNet.Runtime.Tests.CompilerServices;

/// <summary>Whatever is wrong with a file, loading it says so and changes nothing.</summary>
public sealed class NetworkFileDamageTests : IDisposable
{
    private static readonly TensorEntry[] Parameters = [new("Dense1.weight", [2, 3], 0), new("Dense1.bias", [3], 6)];
    private static readonly TensorEntry[] State = [new("optimizer.m.Dense1.weight", [2, 3], 9), new("optimizer.m.Dense1.bias", [3], 15)];
    private readonly TemporaryDirectory _directory = new();
    private readonly string _path;

    public NetworkFileDamageTests() => _path = _directory["weights.safetensors"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] whole = SaveWithState();
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_path, whole[..length]);
            Refused();
        }
    }

    [Fact]
    public void Bytes_after_the_end_are_refused()
    {
        byte[] whole = SaveWithState();
        File.WriteAllBytes(_path, [.. whole, 0]);
        Assert.Contains("something else follows", Refused(), StringComparison.Ordinal);
    }

    // The format has no checksum: a flip in a number of the metadata or in the network's name is a different, valid file with the same tensors.
    [Fact]
    public void Every_bit_flip_in_the_header_is_refused_or_harmless()
    {
        byte[] whole = SaveWithState();
        float[] expected = new float[18];
        NetworkFile.Load(_path, "FashionNet", Parameters, State, expected.AsSpan());
        int headerEnd = 8 + (int)BitConverter.ToInt64(whole);
        int refused = 0;
        for (int bit = 0; bit < headerEnd * 8; bit++)
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(_path, flipped);
            float[] block = Marked();
            try
            {
                NetworkFile.Load(_path, "FashionNet", Parameters, State, block.AsSpan());
                Assert.Equal(expected, block);
            }
            catch (InvalidDataException)
            {
                refused++;
                Assert.Equal(Marked(), block);
            }
        }

        Assert.InRange(refused, headerEnd * 8 * 3 / 4, headerEnd * 8);
    }

    [Fact]
    public void A_wrong_shape_is_refused()
    {
        Write(SafetensorsTensor.Create("Dense1.weight", new float[6], 3, 2), SafetensorsTensor.Create("Dense1.bias", new float[3], 3));
        Assert.Equal("weights.safetensors: tensor 'Dense1.weight' has shape [3, 2]; FashionNet expects [2, 3].", Refused());
        Write(SafetensorsTensor.Create("Dense1.weight", new float[6], 2, 3), SafetensorsTensor.Create("Dense1.bias", new float[3], 1, 3));
        Assert.Equal("weights.safetensors: tensor 'Dense1.bias' has shape [1, 3]; FashionNet expects [3].", Refused());
    }

    [Fact]
    public void A_missing_tensor_is_refused()
    {
        Write(SafetensorsTensor.Create("Dense1.weight", new float[6], 2, 3));
        Assert.Equal("weights.safetensors: the file does not hold the parameters of FashionNet. Missing: 'Dense1.bias'. Unexpected: none.", Refused());
    }

    [Fact]
    public void An_extra_tensor_is_refused()
    {
        Write(
            SafetensorsTensor.Create("Dense1.weight", new float[6], 2, 3),
            SafetensorsTensor.Create("Dense1.bias", new float[3], 3),
            SafetensorsTensor.Create("Dense2.bias", new float[3], 3));
        Assert.Equal("weights.safetensors: the file does not hold the parameters of FashionNet. Missing: none. Unexpected: 'Dense2.bias'.", Refused());
    }

    [Fact]
    public void A_foreign_file_is_named_with_what_is_missing_and_what_is_there()
    {
        SafetensorsFile.Write(
            _path,
            Enumerable.Range(0, 7).Select(i => SafetensorsTensor.Create($"layer.{i}", new float[1], 1)),
            new Dictionary<string, string> { ["network"] = "OtherNet" });
        Assert.Equal(
            "weights.safetensors: the file does not hold the parameters of FashionNet. Missing: 'Dense1.weight', 'Dense1.bias'. "
            + "Unexpected: 'layer.0', 'layer.1', 'layer.2', 'layer.3' and 3 more. It says it is of 'OtherNet'.",
            Refused());
    }

    [Fact]
    public void Another_type_is_refused_by_name()
    {
        Write(SafetensorsTensor.Create("Dense1.weight", new int[6], 2, 3), SafetensorsTensor.Create("Dense1.bias", new float[3], 3));
        Assert.Equal("weights.safetensors: tensor 'Dense1.weight' is I32; FashionNet expects F32 or F64.", Refused());
    }

    [Fact]
    public void A_swapped_type_is_refused()
    {
        byte[] whole = SaveWithState();
        string text = SafetensorsBytes.Header(whole);
        int position = 8 + text.IndexOf("F32", StringComparison.Ordinal);
        "F64"u8.CopyTo(whole.AsSpan(position));
        File.WriteAllBytes(_path, whole);
        Assert.Contains("48 bytes, but its data is from 0 to 24", Refused(), StringComparison.Ordinal);
        "F16"u8.CopyTo(whole.AsSpan(position));
        File.WriteAllBytes(_path, whole);
        Assert.Contains("12 bytes, but its data is from 0 to 24", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Half_of_the_state_is_refused()
    {
        Write(
            SafetensorsTensor.Create("Dense1.weight", new float[6], 2, 3),
            SafetensorsTensor.Create("Dense1.bias", new float[3], 3),
            SafetensorsTensor.Create("optimizer.m.Dense1.bias", new float[3], 3));
        Assert.Equal(
            "weights.safetensors: the file has 1 of the 2 state tensors of FashionNet; expected all or none. Missing: 'optimizer.m.Dense1.weight'.", Refused());
    }

    [Fact]
    public void State_of_another_optimizer_is_refused()
    {
        SaveWithState();
        float[] block = Marked();
        string message = Assert.Throws<InvalidDataException>(() => NetworkFile.Load(_path, "FashionNet", Parameters, [], block.AsSpan())).Message;
        Assert.Contains("Unexpected: 'optimizer.m.Dense1.weight', 'optimizer.m.Dense1.bias'.", message, StringComparison.Ordinal);
        Assert.Equal(Marked(), block);
    }

    [Theory]
    [InlineData("step", null, "'step' is missing")]
    [InlineData("seed", "1.5", "'seed' is '1.5'")]
    [InlineData("seed", "99999999999999999999", "'seed' is '99999999999999999999'")]
    [InlineData("step", "-1", "'step' is '-1'; a file with training state has a whole number from 0 to 9007199254740992 there.")]
    [InlineData("step", "-100", "'step' is '-100'")]
    [InlineData("step", "-9223372036854775808", "'step' is '-9223372036854775808'")]
    [InlineData("step", "9223372036854775807", "'step' is '9223372036854775807'")]
    [InlineData("step", "9007199254740993", "'step' is '9007199254740993'")]
    [InlineData("pass", "-1", "'pass' is '-1'")]
    [InlineData("pass", "9223372036854775807", "'pass' is '9223372036854775807'")]
    [InlineData("epochs", "-1", "'epochs' is '-1'")]
    [InlineData("epochs", "9223372036854775807", "'epochs' is '9223372036854775807'")]
    [InlineData("accumulated", "-1", "'accumulated' is '-1'")]
    [InlineData("accumulated", "2147483648", "'accumulated' is '2147483648'")]
    [InlineData("learningRate", "1e39", "'learningRate' is '1e39'; a file with training state has a finite number of at least 0 there.")]
    [InlineData("learningRate", "-0.1", "'learningRate' is '-0.1'")]
    [InlineData("learningRate", "NaN", "'learningRate' is 'NaN'")]
    [InlineData("learningRate", "1e999", "'learningRate' is '1e999'")]
    [InlineData("schedule", "WarmUp(5, 1e308)", "'schedule' is no schedule")]
    [InlineData("schedule", "WarmUp(5.5, 0)", "'schedule' is no schedule")]
    [InlineData("schedule", "Cosine(9223372036854775808, 0)", "'schedule' is no schedule")]
    [InlineData("schedule", "OneCycle(10, NaN, 25, 10000)", "'schedule' is no schedule")]
    [InlineData("schedule", "OneCycle(10, 0.3, 1E-300, 10000)", "'schedule' is no schedule")]
    [InlineData("schedule", "OneCycle(10, 0.3, 1, 1E-300)", "'schedule' is no schedule")]
    [InlineData("schedule", "Plateau(0.1, 10, 0.0001, 0, 0, 1, NaN, 0, 0)", "'schedule' is no schedule")]
    [InlineData("schedule", "Plateau(0.1, 10, 0.0001, 0, 0, 1, -1, 0, 0)", "'schedule' is no schedule")]
    [InlineData("schedule", "Plateau(0.1, 10, 0.0001, 0, 0, NaN, 1, 0, 0)", "'schedule' is no schedule")]
    [InlineData("schedule", "Plateau(0.1, 10, 0.0001, 0, 0, 1, 1, -1, 0)", "'schedule' is no schedule")]
    [InlineData("schedule", "Plateau(0.1, 10, 0.0001, 0, 0, 1, 1, 9223372036854775807, 0)", "'schedule' is no schedule")]
    [InlineData("schedule", "Plateau(0.1, 10, 0.0001, 0, 0, 1, 1, 0, 1)", "'schedule' is no schedule")]
    public void State_that_training_cannot_be_in_its_numbers_is_refused(string key, string? value, string reason)
    {
        SaveWithState();
        SafetensorsFile file = SafetensorsFile.Read(_path);
        var metadata = new Dictionary<string, string>(file.Metadata);
        metadata.Remove(key);
        if (value is not null)
        {
            metadata.Add(key, value);
        }

        SafetensorsFile.Write(_path, file.Tensors, metadata);
        Assert.Contains(reason, Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.MinValue, float.NaN, "holds NaN at position 2; expected a finite number.")]
    [InlineData(double.MinValue, float.NegativeInfinity, "holds -Infinity at position 2; expected a finite number.")]
    [InlineData(0.0, float.PositiveInfinity, "holds Infinity at position 2; expected a finite number of at least 0.")]
    [InlineData(0.0, -1, "holds -1 at position 2; expected a finite number of at least 0.")]
    [InlineData(0.0, float.NaN, "holds NaN at position 2; expected a finite number of at least 0.")]
    public void State_that_training_cannot_be_in_its_tensors_is_neither_loaded_nor_saved(double least, float value, string reason)
    {
        TensorEntry[] state = [State[0], State[1] with { Least = least }];
        byte[] before = SaveWithState();
        float[] block = [.. Enumerable.Repeat(0.5f, 18)];
        block[state[1].Offset + 2] = value;
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(
            () => NetworkFile.Save<float>(_path, "FashionNet", [.. Parameters, .. state], block, new TrainingState(12, 34)));
        Assert.Contains("FashionNet: tensor 'optimizer.m.Dense1.bias' " + reason, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_path));

        NetworkFile.Save<float>(_path, "FashionNet", [.. Parameters, .. State], block, new TrainingState(12, 34));
        float[] loaded = Marked();
        string message = Assert.Throws<InvalidDataException>(() => NetworkFile.Load(_path, "FashionNet", Parameters, state, loaded.AsSpan())).Message;
        Assert.Contains("weights.safetensors: tensor 'optimizer.m.Dense1.bias' " + reason, message, StringComparison.Ordinal);
        Assert.Equal(Marked(), loaded);
    }

    [Theory]
    [InlineData("Cosine(1e3, 0)", "argument 1 is 1000; expected a whole number")]
    [InlineData("Cosine(Step(1, 1), 0)", "argument 1 is Step(1, 1); expected a whole number")]
    [InlineData("Cosine(10, Step(1, 1))", "argument 2 is Step(1, 1); expected a number")]
    [InlineData("Sequence(1, 2, Constant(1))", "argument 1 is 1; expected a schedule")]
    [InlineData("MultiStep(0.1, 5, 7.5)", "argument 3 is 7.5; expected a whole number")]
    public void A_schedule_with_another_argument_says_which(string text, string reason)
    {
        SaveWithState();
        SafetensorsFile file = SafetensorsFile.Read(_path);
        SafetensorsFile.Write(_path, file.Tensors, new Dictionary<string, string>(file.Metadata) { ["schedule"] = text });
        string message = Refused();
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("schedule")]
    [InlineData("step")]
    [InlineData("learningRate")]
    public void Long_text_is_not_copied_into_the_message(string key)
    {
        SaveWithState();
        SafetensorsFile file = SafetensorsFile.Read(_path);
        foreach (string text in (string[])[new string('A', 100_000), $"Constant({new string('9', 100_000)}x)", $"Cosine(1, {new string(' ', 100_000)})", $"{new string('A', 100_000)}(1)"])
        {
            SafetensorsFile.Write(_path, file.Tensors, new Dictionary<string, string>(file.Metadata) { [key] = text });
            Assert.InRange(Refused().Length, 1, 500);
        }
    }

    [Fact]
    public void Long_names_are_not_copied_into_the_message()
    {
        string name = new('n', 100_000);
        SafetensorsFile.Write(_path, [SafetensorsTensor.Create(name, new float[6], 2, 3)], new Dictionary<string, string> { ["network"] = name });
        Assert.InRange(Refused().Length, 1, 700);
    }

    [Fact]
    public void A_folder_is_called_one()
    {
        string folder = Path.GetDirectoryName(_path)!;
        string expected = $"'{folder}' is a folder; expected a file.";
        Assert.Equal(expected, Assert.Throws<IOException>(() => NetworkFile.Load(folder, "FashionNet", Parameters, State, Marked().AsSpan())).Message);
        Assert.Equal(expected, Assert.Throws<IOException>(() => SafetensorsFile.Read(folder)).Message);
        Assert.Equal(expected, Assert.Throws<IOException>(() => DeepNet.Data.IdxFile.Read(folder)).Message);
    }

    [Fact]
    public void A_file_in_a_folder_that_is_missing_is_named_as_the_caller_did()
    {
        string path = Path.Combine(Path.GetDirectoryName(_path)!, "none", "w.safetensors");
        string message = Assert.Throws<DirectoryNotFoundException>(() => NetworkFile.Save<float>(path, "FashionNet", Parameters, Marked(), null)).Message;
        Assert.StartsWith($"'{path}' cannot be written: there is no folder '", message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", message, StringComparison.Ordinal);
    }

    // The first tensor is fine and would be in the block already if it were filled tensor by tensor.
    [Fact]
    public void A_fault_in_the_last_value_leaves_the_first_tensor_alone()
    {
        Write(SafetensorsTensor.Create("Dense1.weight", new float[6], 2, 3), SafetensorsTensor.Create("Dense1.bias", [1, 2, double.MaxValue], 3));
        Assert.Contains("too large for F32", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_that_is_too_short_is_left_alone()
    {
        SaveWithState();
        float[] block = Marked()[..16];
        Assert.Throws<ArgumentOutOfRangeException>(() => NetworkFile.Load(_path, "FashionNet", Parameters, State, block.AsSpan()));
        Assert.Equal(Marked()[..16], block);
    }

    private static float[] Marked() => [.. Enumerable.Repeat(-7f, 18)];

    private byte[] SaveWithState()
    {
        NetworkFile.Save<float>(
            _path, "FashionNet", [.. Parameters, .. State], [.. Enumerable.Range(1, 18).Select(i => i * 0.5f)], new TrainingState(12, 34));
        return File.ReadAllBytes(_path);
    }

    private void Write(params SafetensorsTensor[] tensors) => SafetensorsFile.Write(_path, tensors);

    private string Refused()
    {
        float[] block = Marked();
        string message = Assert.Throws<InvalidDataException>(() => NetworkFile.Load(_path, "FashionNet", Parameters, State, block.AsSpan())).Message;
        Assert.StartsWith("weights.safetensors: ", message, StringComparison.Ordinal);
        Assert.Equal(Marked(), block);
        return message;
    }
}
