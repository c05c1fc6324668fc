using DeepNet.CompilerServices;
using DeepNet.Serialization;

namespace DeepNet.Runtime.Tests.CompilerServices;

public sealed class NetworkFileTests
{
    private static readonly TensorEntry[] Parameters = [new("Dense1.weight", [2, 3], 2), new("Dense1.bias", [3], 8)];
    private static readonly TensorEntry[] State = [new("optimizer.m.Dense1.weight", [2, 3], 11), new("optimizer.m.Dense1.bias", [3], 17)];

    [Fact]
    public void Parameters_alone_come_back_and_the_rest_of_the_block_stays()
    {
        using var directory = new TemporaryDirectory();
        string path = directory["w.safetensors"];
        float[] saved = Ramp<float>(22, 0.1f);
        NetworkFile.Save<float>(path, "Net", Parameters, saved, null);

        float[] loaded = Ramp<float>(22, -1f);
        Assert.Null(NetworkFile.Load(path, "Net", Parameters, State, loaded.AsSpan()));
        Assert.Equal(saved[2..11], loaded[2..11]);
        Assert.Equal(Ramp<float>(22, -1f)[..2], loaded[..2]);
        Assert.Equal(Ramp<float>(22, -1f)[11..], loaded[11..]);
        Assert.Equal(["w.safetensors"], directory.Files);
    }

    [Fact]
    public void State_comes_back()
    {
        using var directory = new TemporaryDirectory();
        string path = directory["w.safetensors"];
        double[] saved = Ramp<double>(22, 0.1);
        var state = new TrainingState(1L << 53, long.MinValue, 1L << 53) { Epochs = 1L << 53, Accumulated = int.MaxValue, LearningRate = double.MaxValue };
        NetworkFile.Save<double>(path, "Net", [.. Parameters, .. State], saved, state);

        double[] loaded = new double[22];
        Assert.Equal(state, NetworkFile.Load(path, "Net", Parameters, State, loaded.AsSpan()));
        Assert.Equal(saved[2..20], loaded[2..20]);
    }

    [Fact]
    public void Counts_beyond_the_last_that_can_be_loaded_are_saved_as_that()
    {
        using var directory = new TemporaryDirectory();
        string path = directory["w.safetensors"];
        var last = new TrainingState(1L << 53, 1, 1L << 53) { Epochs = 1L << 53 };
        var beyond = new TrainingState((1L << 53) + 1, 1, (1L << 53) + 5) { Epochs = (1L << 53) + 2 };
        NetworkFile.Save<double>(path, "Net", [.. Parameters, .. State], Ramp<double>(22, 0.1), beyond);
        Assert.Equal(last, NetworkFile.Load(path, "Net", Parameters, State, new double[22].AsSpan()));
    }

    [Fact]
    public void A_network_without_state_tensors_keeps_step_and_seed()
    {
        using var directory = new TemporaryDirectory();
        string path = directory["w.safetensors"];
        NetworkFile.Save<float>(path, "Net", Parameters, Ramp<float>(11, 1), new TrainingState(3, 4));
        Assert.Equal(new TrainingState(3, 4), NetworkFile.Load(path, "Net", Parameters, [], new float[11].AsSpan()));
    }

    [Fact]
    public void Values_are_kept_bit_by_bit()
    {
        using var directory = new TemporaryDirectory();
        TensorEntry[] tensors = [new("t", [6], 0)];
        float[] singles = [float.NaN, -0f, float.NegativeInfinity, float.Epsilon, float.MaxValue, MathF.PI];
        NetworkFile.Save<float>(directory["s"], "Net", tensors, singles, null);
        float[] back = new float[6];
        NetworkFile.Load(directory["s"], "Net", tensors, [], back.AsSpan());
        Assert.Equal(singles.Select(BitConverter.SingleToInt32Bits), back.Select(BitConverter.SingleToInt32Bits));

        double[] doubles = [double.NaN, -0.0, double.NegativeInfinity, double.Epsilon, double.MaxValue, Math.PI];
        NetworkFile.Save<double>(directory["d"], "Net", tensors, doubles, null);
        double[] wide = new double[6];
        NetworkFile.Load(directory["d"], "Net", tensors, [], wide.AsSpan());
        Assert.Equal(doubles.Select(BitConverter.DoubleToInt64Bits), wide.Select(BitConverter.DoubleToInt64Bits));
    }

    [Theory]
    [InlineData(8191)]
    [InlineData(8192)]
    [InlineData(8193)]
    [InlineData(100_000)]
    public void Tensors_longer_than_the_buffer_come_back(int length)
    {
        using var directory = new TemporaryDirectory();
        TensorEntry[] tensors = [new("t", [length], 0)];
        float[] saved = Ramp<float>(length, 0.5f);
        NetworkFile.Save<float>(directory["t"], "Net", tensors, saved, null);
        double[] loaded = new double[length];
        NetworkFile.Load(directory["t"], "Net", tensors, [], loaded.AsSpan());
        Assert.Equal(saved.Select(value => (double)value), loaded);
    }

    [Fact]
    public void The_other_precision_is_converted()
    {
        using var directory = new TemporaryDirectory();
        TensorEntry[] tensors = [new("t", [3], 0)];
        NetworkFile.Save<double>(directory["d"], "Net", tensors, [Math.PI, double.PositiveInfinity, 1e-300], null);
        float[] narrow = new float[3];
        NetworkFile.Load(directory["d"], "Net", tensors, [], narrow.AsSpan());
        Assert.Equal([(float)Math.PI, float.PositiveInfinity, 0f], narrow);

        NetworkFile.Save<double>(directory["d"], "Net", tensors, [1, 2, 1e300], null);
        Assert.Equal(
            "d: tensor 't' holds 1E+300 at position 2, which is too large for F32.",
            Assert.Throws<InvalidDataException>(() => NetworkFile.Load(directory["d"], "Net", tensors, [], narrow.AsSpan())).Message);
        Assert.Equal([(float)Math.PI, float.PositiveInfinity, 0f], narrow);
    }

    [Fact]
    public void Saving_twice_gives_the_same_bytes()
    {
        using var directory = new TemporaryDirectory();
        NetworkFile.Save<float>(directory["a"], "Net", Parameters, Ramp<float>(11, 1), new TrainingState(1, 2));
        NetworkFile.Save<float>(directory["b"], "Net", Parameters, Ramp<float>(11, 1), new TrainingState(1, 2));
        Assert.Equal(File.ReadAllBytes(directory["a"]), File.ReadAllBytes(directory["b"]));
    }

    [Fact]
    public void Our_own_reader_reads_it()
    {
        using var directory = new TemporaryDirectory();
        NetworkFile.Save<float>(directory["a"], "Net", Parameters, Ramp<float>(11, 1), new TrainingState(1, 2));
        SafetensorsFile file = SafetensorsFile.Read(directory["a"]);
        Assert.Equal([3, 4, 5, 6, 7, 8], file.ReadSingles("Dense1.weight"));
        Assert.Equal([2, 3], file["Dense1.weight"].Shape);
        Assert.Equal("Net", file.Metadata["network"]);
        Assert.Equal("1", file.Metadata["step"]);
    }

    [Fact]
    public void A_failed_save_keeps_the_old_file_and_leaves_nothing_else()
    {
        using var directory = new TemporaryDirectory();
        string path = directory["w.safetensors"];
        NetworkFile.Save<float>(path, "Net", Parameters, Ramp<float>(11, 1), null);
        byte[] before = File.ReadAllBytes(path);

        // The second tensor ends behind the block, so the failure comes in the middle of the data.
        TensorEntry[] beyond = [Parameters[0], new("Dense1.bias", [3], 9)];
        Assert.Throws<ArgumentOutOfRangeException>(() => NetworkFile.Save<float>(path, "Net", beyond, Ramp<float>(11, 2), null));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal(["w.safetensors"], directory.Files);
    }

    [Fact]
    public void A_target_that_cannot_be_replaced_leaves_no_temporary_file()
    {
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory["taken"]);
        Assert.ThrowsAny<Exception>(() => NetworkFile.Save<float>(directory["taken"], "Net", Parameters, Ramp<float>(11, 1), null));
        Assert.Equal(["taken"], directory.Files);
    }

    [Fact]
    public void State_lies_as_the_parameters_do()
    {
        TensorEntry[] state = TensorEntry.StateOf(Parameters, "m", 100);
        Assert.Equal(Parameters.Select(p => ("optimizer.m." + p.Name, p.Shape, 100 + p.Offset, p.Length)), state.Select(s => (s.Name, s.Shape, s.Offset, s.Length)));
    }

    [Fact]
    public void A_relative_path_is_a_path()
    {
        string name = $"deepnet-{Guid.NewGuid():N}.safetensors";
        try
        {
            NetworkFile.Save<float>(name, "Net", Parameters, Ramp<float>(11, 1), null);
            NetworkFile.Load(name, "Net", Parameters, [], new float[11].AsSpan());
        }
        finally
        {
            File.Delete(name);
        }
    }

    [Fact]
    public void Wrong_calls_are_refused()
    {
        Assert.Throws<FileNotFoundException>(() => NetworkFile.Load("deepnet-no-such-file", "Net", Parameters, [], new float[11].AsSpan()));
        Assert.Throws<ArgumentException>(() => NetworkFile.Load("", "Net", Parameters, [], new float[11].AsSpan()));
        Assert.Throws<NotSupportedException>(() => NetworkFile.Save<Half>("deepnet-half", "Net", Parameters, new Half[11], null));
    }

    private static T[] Ramp<T>(int length, T factor)
        where T : System.Numerics.INumber<T>
    {
        var values = new T[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = T.CreateChecked(i + 1) * factor;
        }

        return values;
    }
}
