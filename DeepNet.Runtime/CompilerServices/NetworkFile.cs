using System.Buffers.Binary;
using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using DeepNet.Serialization;
using DeepNet.Training;

namespace DeepNet.CompilerServices;

/// <summary>Saves and loads a network's block as a safetensors file. Called by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NetworkFile
{
    private const string FormatKey = "format";
    private const string FormatName = "deepnet";
    private const string NetworkKey = "network";
    private const string StepKey = "step";
    private const string SeedKey = "seed";
    private const string PassKey = "pass";
    private const string EpochsKey = "epochs";
    private const string LearningRateKey = "learningRate";
    private const string ScheduleKey = "schedule";
    private const string AccumulatedKey = "accumulated";
    private const int ChunkElements = 8192;

    /// <summary>Writes tensors of a block. An existing file is replaced only when everything is on disk.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="network">The network's name.</param>
    /// <param name="tensors">The tensors to write.</param>
    /// <param name="block">The block that their offsets refer to.</param>
    /// <param name="state">The training state, or null if only parameters are saved.</param>
    /// <exception cref="IOException">The file cannot be written. The old one is unchanged.</exception>
    public static void Save<T>(string path, string network, ReadOnlySpan<TensorEntry> tensors, ReadOnlySpan<T> block, TrainingState? state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string dataType = DataType<T>();
        int size = SafetensorsDataType.SizeOf(dataType);
        var entries = new SafetensorsEntry[tensors.Length];
        long position = 0;
        for (int i = 0; i < tensors.Length; i++)
        {
            long end = position + ((long)tensors[i].Length * size);
            entries[i] = new SafetensorsEntry(tensors[i].Name, dataType, tensors[i].Shape, position, end);
            position = end;
        }

        using var writer = new SafetensorsWriter(path, entries, Metadata(network, state));
        byte[] buffer = new byte[ChunkElements * size];
        foreach (TensorEntry tensor in tensors)
        {
            ReadOnlySpan<T> values = block.Slice(tensor.Offset, tensor.Length);
            while (!values.IsEmpty)
            {
                ReadOnlySpan<T> chunk = values[..Math.Min(values.Length, ChunkElements)];
                Encode(chunk, buffer);
                writer.Write(buffer.AsSpan(0, chunk.Length * size));
                values = values[chunk.Length..];
            }
        }

        writer.Commit();
    }

    /// <summary>Reads tensors into a block. Nothing is written to the block before the whole file has been checked and read.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>; a file of the other type is converted.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="network">The network's name, for messages.</param>
    /// <param name="parameters">The tensors that the file must have.</param>
    /// <param name="stateTensors">The tensors that the file has all or none of.</param>
    /// <param name="block">The block that the offsets refer to.</param>
    /// <returns>The training state, or null if the file holds parameters only; then the block's state tensors are unchanged.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is truncated, damaged, not safetensors or of another network. The block is unchanged.</exception>
    public static TrainingState? Load<T>(
        string path, string network, ReadOnlySpan<TensorEntry> parameters, ReadOnlySpan<TensorEntry> stateTensors, Span<T> block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        DataType<T>();
        string file = Path.GetFileName(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        SafetensorsHeader header = SafetensorsHeader.Read(stream, file);
        var match = NetworkFileMatch.Check(header, file, network, parameters, stateTensors);
        TrainingState? state = match.HasStateTensors ? ReadState(header, file, stateTensors.Length > 0) : null;

        TensorEntry[] wanted = match.HasStateTensors ? [.. parameters, .. stateTensors] : [.. parameters];
        var values = new T[wanted.Length][];
        for (int i = 0; i < wanted.Length; i++)
        {
            values[i] = Read<T>(stream, header.DataStart, match[wanted[i].Name], wanted[i].Length, file);
        }

        // From here on nothing can fail half-way: the destinations are checked before the first one is written.
        foreach (TensorEntry entry in wanted)
        {
            _ = block.Slice(entry.Offset, entry.Length);
        }

        for (int i = 0; i < wanted.Length; i++)
        {
            values[i].CopyTo(block.Slice(wanted[i].Offset, wanted[i].Length));
        }

        return state;
    }

    private static T[] Read<T>(FileStream stream, long dataStart, SafetensorsEntry entry, int length, string file)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = SafetensorsDataType.SizeOf(entry.DataType);
        byte[] buffer = new byte[Math.Min(length, ChunkElements) * size];
        var values = new T[length];
        stream.Position = dataStart + entry.Begin;
        for (int start = 0; start < length; start += ChunkElements)
        {
            Span<T> chunk = values.AsSpan(start, Math.Min(ChunkElements, length - start));
            ReadOnlySpan<byte> bytes = buffer.AsSpan(0, chunk.Length * size);
            stream.ReadExactly(buffer.AsSpan(0, chunk.Length * size));
            for (int i = 0; i < chunk.Length; i++)
            {
                double value = size == sizeof(float)
                    ? BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * size)..])
                    : BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * size)..]);
                chunk[i] = T.CreateTruncating(value);
                if (double.IsFinite(value) && !T.IsFinite(chunk[i]))
                {
                    throw new InvalidDataException(
                        $"{file}: tensor '{entry.Name}' holds {value.ToString(CultureInfo.InvariantCulture)} at position {start + i}, which is too large for {DataType<T>()}.");
                }
            }
        }

        return values;
    }

    private static void Encode<T>(ReadOnlySpan<T> values, Span<byte> buffer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (typeof(T) == typeof(float))
            {
                BinaryPrimitives.WriteSingleLittleEndian(buffer[(i * sizeof(float))..], float.CreateTruncating(values[i]));
            }
            else
            {
                BinaryPrimitives.WriteDoubleLittleEndian(buffer[(i * sizeof(double))..], double.CreateTruncating(values[i]));
            }
        }
    }

    private static Dictionary<string, string> Metadata(string network, TrainingState? state)
    {
        var metadata = new Dictionary<string, string> { [FormatKey] = FormatName, [NetworkKey] = network };
        if (state is { } present)
        {
            metadata[StepKey] = present.Step.ToString(CultureInfo.InvariantCulture);
            metadata[SeedKey] = present.Seed.ToString(CultureInfo.InvariantCulture);
            metadata[PassKey] = present.Pass.ToString(CultureInfo.InvariantCulture);
            metadata[EpochsKey] = present.Epochs.ToString(CultureInfo.InvariantCulture);
            if (present.LearningRate is { } learningRate)
            {
                metadata[LearningRateKey] = learningRate.ToString("R", CultureInfo.InvariantCulture);
            }

            if (present.Schedule is { } schedule)
            {
                metadata[ScheduleKey] = schedule.ToText();
            }

            if (present.Accumulated != 0)
            {
                metadata[AccumulatedKey] = present.Accumulated.ToString(CultureInfo.InvariantCulture);
            }
        }

        return metadata;
    }

    // A network without state tensors (plain SGD) still has a step and a seed; a file that other software wrote may use these keys for something else.
    private static TrainingState? ReadState(SafetensorsHeader header, string file, bool required)
    {
        bool ours = header.Metadata.GetValueOrDefault(FormatKey) == FormatName;
        bool any = header.Metadata.ContainsKey(StepKey) || header.Metadata.ContainsKey(SeedKey);
        if (!required && !(ours && any))
        {
            return null;
        }

        return new TrainingState(ReadNumber(header, StepKey, file), ReadNumber(header, SeedKey, file), ReadOptional(header, PassKey, file))
        {
            Epochs = Math.Clamp(ReadOptional(header, EpochsKey, file), 0, 1L << 53),
            Accumulated = Math.Max(0, ReadOptional(header, AccumulatedKey, file)),
            LearningRate = ReadLearningRate(header, file),
            Schedule = ReadSchedule(header, file),
        };
    }

    private static double? ReadLearningRate(SafetensorsHeader header, string file)
    {
        if (!header.Metadata.TryGetValue(LearningRateKey, out string? text))
        {
            return null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= 0 && double.IsFinite(value)
            ? value
            : throw new InvalidDataException($"{file}: the metadata '{LearningRateKey}' is '{text}'; a file with training state has a number of at least 0 there.");
    }

    private static LearningRateSchedule? ReadSchedule(SafetensorsHeader header, string file)
    {
        if (!header.Metadata.TryGetValue(ScheduleKey, out string? text))
        {
            return null;
        }

        try
        {
            return LearningRateSchedule.Parse(text);
        }
        catch (FormatException wrong)
        {
            throw new InvalidDataException($"{file}: the metadata '{ScheduleKey}' is no schedule. {wrong.Message}", wrong);
        }
    }

    private static long ReadOptional(SafetensorsHeader header, string key, string file) => header.Metadata.ContainsKey(key) ? ReadNumber(header, key, file) : 0;

    private static long ReadNumber(SafetensorsHeader header, string key, string file)
    {
        string? text = header.Metadata.GetValueOrDefault(key);
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw new InvalidDataException(
                $"{file}: the metadata '{key}' is {(text is null ? "missing" : $"'{text}'")}; a file with training state has a whole number there.");
    }

    private static string DataType<T>()
        where T : unmanaged =>
        typeof(T) == typeof(float) ? "F32"
        : typeof(T) == typeof(double) ? "F64"
        : throw new NotSupportedException($"A network of {typeof(T)} cannot be saved; expected float or double.");
}
