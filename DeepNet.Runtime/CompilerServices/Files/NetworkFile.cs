using System.Buffers.Binary;
using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using DeepNet.Serialization;

namespace DeepNet.CompilerServices;

/// <summary>Saves and loads a network's block as a safetensors file. Called by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NetworkFile
{
    private const int ChunkElements = 8192;

    /// <summary>Writes tensors of a block. An existing file is replaced only when everything is on disk.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="network">The network's name.</param>
    /// <param name="tensors">The tensors to write.</param>
    /// <param name="block">The block that their offsets refer to.</param>
    /// <param name="state">The training state, or null if only parameters are saved.</param>
    /// <exception cref="IOException">The path is that of a folder, a device or the like, or the file cannot be written. The old one is unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or the folder cannot be written to. The old file is unchanged.</exception>
    /// <exception cref="InvalidOperationException">A tensor of the state holds what <see cref="Load"/> refuses, such as NaN. The old file is unchanged.</exception>
    public static void Save<T>(string path, string network, ReadOnlySpan<TensorEntry> tensors, ReadOnlySpan<T> block, TrainingState? state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string dataType = DataType<T>();
        foreach (TensorEntry tensor in tensors)
        {
            if (Fault(tensor, block.Slice(tensor.Offset, tensor.Length)) is { } fault)
            {
                throw new InvalidOperationException(
                    $"{network}: {fault} Training has diverged, and Load would refuse such a file; nothing was written.");
            }
        }

        int size = SafetensorsDataType.SizeOf(dataType);
        var entries = new SafetensorsEntry[tensors.Length];
        long position = 0;
        for (int i = 0; i < tensors.Length; i++)
        {
            long end = position + ((long)tensors[i].Length * size);
            entries[i] = new SafetensorsEntry(tensors[i].Name, dataType, tensors[i].Shape, position, end);
            position = end;
        }

        using var writer = new SafetensorsWriter(path, entries, TrainingStateMetadata.Write(network, state));
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
    /// <exception cref="IOException">The path is that of a folder, or the file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is truncated, damaged, not safetensors, of another network, or holds a state that training cannot be in. The block is unchanged.</exception>
    public static TrainingState? Load<T>(
        string path, string network, ReadOnlySpan<TensorEntry> parameters, ReadOnlySpan<TensorEntry> stateTensors, Span<T> block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        DataType<T>();
        string file = Path.GetFileName(path);
        using var stream = FileToRead.Open(path);
        SafetensorsHeader header = SafetensorsHeader.Read(stream, file);
        var match = NetworkFileMatch.Check(header, file, network, parameters, stateTensors);
        TrainingState? state = match.HasStateTensors ? TrainingStateMetadata.Read<T>(header.Metadata, file, stateTensors.Length > 0) : null;

        TensorEntry[] wanted = match.HasStateTensors ? [.. parameters, .. stateTensors] : [.. parameters];
        var values = new T[wanted.Length][];
        for (int i = 0; i < wanted.Length; i++)
        {
            values[i] = Read<T>(stream, header.DataStart, match[wanted[i].Name], wanted[i].Length, file);
            if (Fault<T>(wanted[i], values[i]) is { } fault)
            {
                throw new InvalidDataException($"{file}: {fault} Training cannot be in this state.");
            }
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

    /// <summary>Says which value a tensor cannot hold; null if there is none.</summary>
    private static string? Fault<T>(TensorEntry tensor, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (double.IsNaN(tensor.Least))
        {
            return null;
        }

        for (int i = 0; i < values.Length; i++)
        {
            double value = double.CreateTruncating(values[i]);
            if (!(double.IsFinite(value) && value >= tensor.Least))
            {
                string expected = tensor.Least == 0 ? "a finite number of at least 0" : "a finite number";
                return $"tensor '{tensor.Name}' holds {value.ToString(CultureInfo.InvariantCulture)} at position {i}; expected {expected}.";
            }
        }

        return null;
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

    private static string DataType<T>()
        where T : unmanaged =>
        typeof(T) == typeof(float) ? "F32"
        : typeof(T) == typeof(double) ? "F64"
        : throw new NotSupportedException($"A network of {typeof(T)} cannot be saved; expected float or double.");
}
