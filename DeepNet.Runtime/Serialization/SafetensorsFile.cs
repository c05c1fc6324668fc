using System.Buffers.Binary;

namespace DeepNet.Serialization;

/// <summary>
/// Reads and writes safetensors files (https://github.com/huggingface/safetensors), the format in which PyTorch, JAX and others exchange weights.
/// </summary>
/// <remarks>A network's own weights need only its <c>Save</c> and <c>Load</c>; this class is for data and for weights from elsewhere.</remarks>
public sealed class SafetensorsFile
{
    private readonly Dictionary<string, SafetensorsTensor> _byName = new(StringComparer.Ordinal);
    private readonly List<SafetensorsTensor> _tensors = [];
    private readonly string _file;

    private SafetensorsFile(string file, IReadOnlyDictionary<string, string> metadata)
    {
        _file = file;
        Metadata = metadata;
    }

    /// <summary>The tensors in the order of their data.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors => _tensors;

    /// <summary>The file's string map; empty if it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Gets a tensor by its name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The tensor.</returns>
    /// <exception cref="KeyNotFoundException">There is no such tensor; the message lists the names there are.</exception>
    public SafetensorsTensor this[string name] => _byName.TryGetValue(name, out SafetensorsTensor? tensor)
        ? tensor
        : throw new KeyNotFoundException($"{_file} has no tensor '{Excerpt.Of(name)}'; it has {NameList.Quote(_byName.Keys)}.");

    /// <summary>Reads a whole file into memory.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its tensors and metadata.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">The path is that of a folder, or the file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is truncated, damaged or not safetensors.</exception>
    public static SafetensorsFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = FileToRead.Open(path);
        string file = Path.GetFileName(path);
        SafetensorsHeader header = SafetensorsHeader.Read(stream, file);
        var result = new SafetensorsFile(file, header.Metadata);
        result.ReadData(stream, header);
        return result;
    }

    /// <summary>Writes a file. An existing one is replaced only when everything is on disk, and leaves its mode to the new one.</summary>
    /// <param name="path">The file, or a symbolic link to it, which stays.</param>
    /// <param name="tensors">The tensors. Those with wide elements are put first, so that all of them are aligned.</param>
    /// <param name="metadata">Strings to keep in the file, or null.</param>
    /// <exception cref="ArgumentException">
    /// A name is used twice or is <c>__metadata__</c>, a string is null or not valid Unicode, or a tensor is null. Nothing is written.
    /// </exception>
    /// <exception cref="IOException">The path is that of a folder, a device or the like, or the file cannot be written. The old one is unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or the folder cannot be written to. The old file is unchanged.</exception>
    public static void Write(string path, IEnumerable<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        SafetensorsTensor[] given = [.. tensors];
        if (given.Contains(null))
        {
            throw new ArgumentException($"Tensor {Array.IndexOf(given, null)} is null; expected a tensor.", nameof(tensors));
        }

        // Stable: those of one width keep their order.
        SafetensorsTensor[] ordered = [.. given.OrderByDescending(static tensor => SafetensorsDataType.SizeOf(tensor.DataType))];
        var entries = new SafetensorsEntry[ordered.Length];
        long position = 0;
        for (int i = 0; i < ordered.Length; i++)
        {
            SafetensorsTensor tensor = ordered[i];
            long end = position + tensor.Bytes.Length;
            entries[i] = new SafetensorsEntry(tensor.Name, tensor.DataType, [.. tensor.Shape], position, end);
            position = end;
        }

        using var writer = new SafetensorsWriter(path, entries, metadata);
        foreach (SafetensorsTensor tensor in ordered)
        {
            writer.Write(tensor.Bytes.Span);
        }

        writer.Commit();
    }

    /// <summary>Gets the values of a tensor of type F32, F16 or BF16.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <returns>A new array, row-major.</returns>
    /// <exception cref="KeyNotFoundException">There is no such tensor.</exception>
    /// <exception cref="InvalidDataException">Its type is another one.</exception>
    public float[] ReadSingles(string name)
    {
        SafetensorsTensor tensor = this[name];
        ReadOnlySpan<byte> data = tensor.Bytes.Span;
        float[] values = new float[tensor.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = tensor.DataType switch
            {
                "F32" => BinaryPrimitives.ReadSingleLittleEndian(data[(i * 4)..]),
                "F16" => (float)BinaryPrimitives.ReadHalfLittleEndian(data[(i * 2)..]),
                // BF16 is the upper half of an F32.
                "BF16" => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(data[(i * 2)..]) << 16),
                _ => throw WrongType(tensor, "F32, F16 or BF16"),
            };
        }

        return values;
    }

    /// <summary>Gets the values of a tensor of type F64, F32, F16 or BF16.</summary>
    /// <inheritdoc cref="ReadSingles"/>
    public double[] ReadDoubles(string name)
    {
        SafetensorsTensor tensor = this[name];
        if (tensor.DataType != "F64")
        {
            return Array.ConvertAll(ReadSingles(name), static value => (double)value);
        }

        double[] values = new double[tensor.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadDoubleLittleEndian(tensor.Bytes.Span[(i * 8)..]);
        }

        return values;
    }

    /// <summary>Gets the values of a tensor of type I32, U8 or BOOL.</summary>
    /// <inheritdoc cref="ReadSingles"/>
    public int[] ReadInt32s(string name)
    {
        SafetensorsTensor tensor = this[name];
        ReadOnlySpan<byte> data = tensor.Bytes.Span;
        int[] values = new int[tensor.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = tensor.DataType switch
            {
                "I32" => BinaryPrimitives.ReadInt32LittleEndian(data[(i * 4)..]),
                "U8" or "BOOL" => data[i],
                _ => throw WrongType(tensor, "I32, U8 or BOOL"),
            };
        }

        return values;
    }

    /// <summary>Gets the values of a tensor of type I64, I32, U8 or BOOL.</summary>
    /// <inheritdoc cref="ReadSingles"/>
    public long[] ReadInt64s(string name)
    {
        SafetensorsTensor tensor = this[name];
        if (tensor.DataType != "I64")
        {
            return Array.ConvertAll(ReadInt32s(name), static value => (long)value);
        }

        long[] values = new long[tensor.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadInt64LittleEndian(tensor.Bytes.Span[(i * 8)..]);
        }

        return values;
    }

    private void ReadData(FileStream stream, SafetensorsHeader header)
    {
        // The tensors lie one after the other, in this order, right behind the header.
        foreach (SafetensorsEntry entry in header.Entries)
        {
            long length = entry.End - entry.Begin;
            if (length > Array.MaxLength)
            {
                throw new InvalidDataException($"{_file}: tensor '{entry.Name}' has {length} bytes; at most {Array.MaxLength} can be read.");
            }

            byte[] data = new byte[length];
            stream.ReadExactly(data);
            var tensor = new SafetensorsTensor(entry.Name, entry.DataType, entry.Shape, data);
            _tensors.Add(tensor);
            _byName.Add(entry.Name, tensor);
        }
    }

    private InvalidDataException WrongType(SafetensorsTensor tensor, string expected) =>
        new($"{_file}: tensor '{tensor.Name}' is {tensor.DataType}; expected {expected}.");
}
