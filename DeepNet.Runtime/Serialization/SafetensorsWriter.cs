namespace DeepNet.Serialization;

/// <summary>Writes a safetensors file piece by piece. The file is replaced only when everything is on disk.</summary>
internal sealed class SafetensorsWriter : IDisposable
{
    private readonly ReplacementFile _file;
    private readonly long _end;

    /// <summary>Creates the temporary file and writes the header.</summary>
    /// <param name="path">The file to replace.</param>
    /// <param name="entries">The tensors, in the order in which their data will be written, without holes.</param>
    /// <param name="metadata">The string map, or null.</param>
    internal SafetensorsWriter(string path, IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string>? metadata)
    {
        byte[] header = SafetensorsHeader.Write(entries, metadata);
        _end = header.Length + (entries.Count == 0 ? 0 : entries[^1].End);
        _file = new ReplacementFile(path);
        try
        {
            _file.Content.Write(header);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Writes the next bytes of data.</summary>
    internal void Write(ReadOnlySpan<byte> data) => _file.Content.Write(data);

    /// <summary>Puts everything on disk and replaces the file.</summary>
    internal void Commit()
    {
        if (_file.Content.Position != _end)
        {
            throw new InvalidOperationException($"{_file.Content.Position} bytes were written; the header promises {_end}.");
        }

        _file.Commit();
    }

    /// <summary>Deletes the temporary file unless it has replaced the target.</summary>
    public void Dispose() => _file.Dispose();
}
