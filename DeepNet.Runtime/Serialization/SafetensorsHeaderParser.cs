using System.Text.Json;
using System.Text.Unicode;

namespace DeepNet.Serialization;

/// <summary>Reads the JSON of a header token by token and checks each tensor on its own.</summary>
internal static class SafetensorsHeaderParser
{
    /// <summary>Reads the JSON.</summary>
    /// <exception cref="InvalidDataException">It is not well-formed, has a name twice, or a tensor contradicts itself.</exception>
    internal static (List<SafetensorsEntry> Entries, Dictionary<string, string> Metadata) Parse(ReadOnlySpan<byte> json, string file)
    {
        if (!Utf8.IsValid(json))
        {
            throw new InvalidDataException($"{file}: the header is not UTF-8; this is no safetensors file, or it is damaged.");
        }

        try
        {
            var reader = new Utf8JsonReader(json);
            return ParseObject(ref reader, file);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a lone surrogate written as an escape is JSON, but no string.
            throw new InvalidDataException($"{file}: the header is not valid JSON: {exception.Message}", exception);
        }
    }

    private static (List<SafetensorsEntry> Entries, Dictionary<string, string> Metadata) ParseObject(ref Utf8JsonReader reader, string file)
    {
        var entries = new List<SafetensorsEntry>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        Expect(ref reader, JsonTokenType.StartObject, "the header", file);
        while (NextName(ref reader) is { } name)
        {
            if (!names.Add(name))
            {
                throw new InvalidDataException($"{file}: '{Excerpt.Of(name)}' is in the header twice.");
            }

            if (name == SafetensorsHeader.MetadataKey)
            {
                ParseMetadata(ref reader, metadata, file);
            }
            else
            {
                entries.Add(ParseTensor(ref reader, name, file));
            }
        }

        // The spaces that align the data; anything else after the object throws.
        reader.Read();
        return (entries, metadata);
    }

    private static void ParseMetadata(ref Utf8JsonReader reader, Dictionary<string, string> metadata, string file)
    {
        Expect(ref reader, JsonTokenType.StartObject, SafetensorsHeader.MetadataKey, file);
        while (NextName(ref reader) is { } key)
        {
            Expect(ref reader, JsonTokenType.String, $"{SafetensorsHeader.MetadataKey}.{Excerpt.Of(key)}", file);
            if (!metadata.TryAdd(key, reader.GetString()!))
            {
                throw new InvalidDataException($"{file}: '{Excerpt.Of(key)}' is in {SafetensorsHeader.MetadataKey} twice.");
            }
        }
    }

    private static SafetensorsEntry ParseTensor(ref Utf8JsonReader reader, string name, string file)
    {
        string? dataType = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        Expect(ref reader, JsonTokenType.StartObject, $"tensor '{Excerpt.Of(name)}'", file);
        while (NextName(ref reader) is { } field)
        {
            bool twice = field switch { "dtype" => dataType is not null, "shape" => shape is not null, "data_offsets" => offsets is not null, _ => false };
            if (twice)
            {
                throw new InvalidDataException($"{file}: tensor '{Excerpt.Of(name)}' has '{Excerpt.Of(field)}' twice.");
            }

            switch (field)
            {
                case "dtype":
                    Expect(ref reader, JsonTokenType.String, $"the dtype of tensor '{Excerpt.Of(name)}'", file);
                    dataType = reader.GetString();
                    break;
                case "shape":
                    shape = ParseNumbers(ref reader, $"the shape of tensor '{Excerpt.Of(name)}'", file);
                    break;
                case "data_offsets":
                    offsets = ParseNumbers(ref reader, $"data_offsets of tensor '{Excerpt.Of(name)}'", file);
                    break;
                default:
                    // The reference implementation ignores fields that it does not know, too.
                    reader.Read();
                    reader.Skip();
                    break;
            }
        }

        if (dataType is null || shape is null || offsets is not [long begin, long end])
        {
            throw new InvalidDataException($"{file}: tensor '{Excerpt.Of(name)}' is incomplete; expected dtype, shape and two data_offsets.");
        }

        return Check(new SafetensorsEntry(name, dataType, ToExtents(shape, name, file), begin, end), file);
    }

    private static SafetensorsEntry Check(SafetensorsEntry entry, string file)
    {
        int size = SafetensorsDataType.SizeOf(entry.DataType);
        if (size == 0)
        {
            throw new InvalidDataException($"{file}: tensor '{Excerpt.Of(entry.Name)}' has the unknown dtype '{Excerpt.Of(entry.DataType)}'.");
        }

        bool fits = SafetensorsEntry.TryCountBytes(entry.Shape, size, out long bytes);
        if (!fits || entry.End < entry.Begin || entry.End - entry.Begin != bytes)
        {
            throw new InvalidDataException(
                $"{file}: tensor '{Excerpt.Of(entry.Name)}' has {Excerpt.Of(entry.DataType)} {SafetensorsEntry.ShapeText(entry.Shape)}, "
                + $"{(fits ? bytes : "too many")} bytes, but its data is from {entry.Begin} to {entry.End}.");
        }

        return entry;
    }

    private static int[] ToExtents(List<long> shape, string name, string file)
    {
        int[] extents = new int[shape.Count];
        for (int i = 0; i < extents.Length; i++)
        {
            if (shape[i] > int.MaxValue)
            {
                throw new InvalidDataException($"{file}: tensor '{Excerpt.Of(name)}' has the extent {shape[i]}; at most {int.MaxValue} can be read.");
            }

            extents[i] = (int)shape[i];
        }

        return extents;
    }

    private static List<long> ParseNumbers(ref Utf8JsonReader reader, string what, string file)
    {
        var numbers = new List<long>();
        Expect(ref reader, JsonTokenType.StartArray, what, file);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long number) || number < 0)
            {
                throw new InvalidDataException($"{file}: {what} holds something that is not a whole number from 0 to {long.MaxValue}.");
            }

            numbers.Add(number);
        }

        return numbers;
    }

    // The next property of the object the reader is in, or null at its end. Read throws where the JSON breaks off.
    private static string? NextName(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type, string what, string file)
    {
        if (!reader.Read() || reader.TokenType != type)
        {
            throw new InvalidDataException($"{file}: {what} is {reader.TokenType}; expected {type}.");
        }
    }
}
