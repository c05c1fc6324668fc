using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DeepNet.Serialization;

/// <summary>
/// The header of a safetensors file: eight bytes of length, then JSON (https://github.com/huggingface/safetensors, "Format").
/// It is checked completely before any data is read.
/// </summary>
internal sealed class SafetensorsHeader
{
    /// <summary>The key of the string map, which no tensor can have as its name.</summary>
    internal const string MetadataKey = "__metadata__";

    /// <summary>The reference implementation refuses longer headers, so that a broken length does not allocate gigabytes.</summary>
    internal const int MaxLength = 100_000_000;

    private const int PrefixLength = 8;

    private SafetensorsHeader(List<SafetensorsEntry> entries, Dictionary<string, string> metadata, long dataStart)
    {
        Entries = entries;
        Metadata = metadata;
        DataStart = dataStart;
    }

    /// <summary>The tensors in the order of their data.</summary>
    internal List<SafetensorsEntry> Entries { get; }

    /// <summary>The string map; empty if the file has none.</summary>
    internal Dictionary<string, string> Metadata { get; }

    /// <summary>The position of the data in the file.</summary>
    internal long DataStart { get; }

    /// <summary>Reads and checks the header of a file, and that the file is as long as the header says.</summary>
    /// <param name="stream">The file, at its start.</param>
    /// <param name="file">The file's name for messages.</param>
    /// <exception cref="InvalidDataException">The file is not a complete, well-formed safetensors file.</exception>
    internal static SafetensorsHeader Read(FileStream stream, string file)
    {
        if (!stream.CanSeek)
        {
            throw new InvalidDataException($"{file}: this is a pipe or a device; expected a regular file.");
        }

        long fileLength = stream.Length;
        if (fileLength < PrefixLength)
        {
            throw new InvalidDataException($"{file}: the file has {fileLength} bytes; a safetensors file starts with {PrefixLength} bytes of header length.");
        }

        Span<byte> prefix = stackalloc byte[PrefixLength];
        stream.ReadExactly(prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaxLength)
        {
            throw new InvalidDataException($"{file}: the header has {length} bytes; a safetensors file has at most {MaxLength}.");
        }

        if ((long)length > fileLength - PrefixLength)
        {
            throw new InvalidDataException($"{file}: the header has {length} bytes, but only {fileLength - PrefixLength} follow; the file is truncated.");
        }

        byte[] json = new byte[(int)length];
        stream.ReadExactly(json);
        var (entries, metadata) = SafetensorsHeaderParser.Parse(json, file);
        long dataStart = PrefixLength + (long)length;
        CheckLayout(entries, fileLength - dataStart, file);
        return new SafetensorsHeader(entries, metadata, dataStart);
    }

    /// <summary>Makes the bytes in front of the data: length, JSON, and spaces up to a multiple of eight.</summary>
    /// <exception cref="ArgumentException">A name is used twice or reserved, a string is null or no valid Unicode, or the header gets too long.</exception>
    internal static byte[] Write(IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string>? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        // Relaxed: the default would escape every letter outside ASCII; this is a file, not a web page.
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            WriteJson(json, entries, metadata);
        }

        int padded = (buffer.WrittenCount + 7) & ~7;
        if (padded > MaxLength)
        {
            throw new ArgumentException($"The header has {padded} bytes; a safetensors file has at most {MaxLength}.", nameof(entries));
        }

        byte[] bytes = new byte[PrefixLength + padded];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)padded);
        bytes.AsSpan(PrefixLength).Fill((byte)' ');
        buffer.WrittenSpan.CopyTo(bytes.AsSpan(PrefixLength));
        return bytes;
    }

    private static void WriteJson(Utf8JsonWriter json, IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string>? metadata)
    {
        json.WriteStartObject();
        if (metadata is { Count: > 0 })
        {
            json.WriteStartObject(MetadataKey);
            var keys = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (key, value) in metadata)
            {
                if (!keys.Add(Checked(key, "A key of the metadata")))
                {
                    throw new ArgumentException($"The key '{key}' of the metadata is used twice; every string needs its own.", nameof(metadata));
                }

                json.WriteString(key, Checked(value, $"The metadata '{key}'"));
            }

            json.WriteEndObject();
        }

        var names = new HashSet<string>(StringComparer.Ordinal) { MetadataKey };
        foreach (SafetensorsEntry entry in entries)
        {
            if (!names.Add(Checked(entry.Name, "The name of a tensor")))
            {
                throw new ArgumentException($"The name '{entry.Name}' is used twice or reserved; every tensor needs its own.", nameof(entries));
            }

            json.WriteStartObject(entry.Name);
            json.WriteString("dtype", entry.DataType);
            json.WriteStartArray("shape");
            foreach (int extent in entry.Shape)
            {
                json.WriteNumberValue(extent);
            }

            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(entry.Begin);
            json.WriteNumberValue(entry.End);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    // The JSON writer puts U+FFFD in place of what UTF-8 cannot say, so that two names could become one.
    private static string Checked(string? text, string what)
    {
        if (text is null)
        {
            throw new ArgumentException($"{what} is null; expected a string.");
        }

        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                throw new ArgumentException(
                    $"{what} has half of a surrogate pair at position {i}, which no file can hold; expected text that is valid Unicode: '{text.Replace(text[i], '?')}'.");
            }
        }

        return text;
    }

    private static void CheckLayout(List<SafetensorsEntry> entries, long dataLength, string file)
    {
        entries.Sort(static (a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        long position = 0;
        foreach (SafetensorsEntry entry in entries)
        {
            if (entry.Begin != position)
            {
                string fault = entry.Begin < position ? "overlaps the tensor before it" : "leaves a hole before it";
                throw new InvalidDataException($"{file}: tensor '{Excerpt.Of(entry.Name)}' starts at byte {entry.Begin} of the data and {fault}; expected {position}.");
            }

            position = entry.End;
        }

        if (position != dataLength)
        {
            string fault = position > dataLength ? "the file is truncated" : "something else follows";
            throw new InvalidDataException($"{file}: the tensors have {position} bytes, but {dataLength} follow the header; {fault}.");
        }
    }
}
