namespace DeepNet.Serialization;

/// <summary>
/// Writes a safetensors file under a temporary name in the same directory and renames it at the end,
/// so that whoever reads the file sees the old one or the complete new one, even if the process dies.
/// </summary>
internal sealed class SafetensorsWriter : IDisposable
{
    private readonly string _path;
    private readonly string _temporaryPath;
    private readonly FileStream _stream;
    private readonly long _end;
    private bool _committed;

    /// <summary>Creates the temporary file and writes the header.</summary>
    /// <param name="path">The file to replace.</param>
    /// <param name="entries">The tensors, in the order in which their data will be written, without holes.</param>
    /// <param name="metadata">The string map, or null.</param>
    internal SafetensorsWriter(string path, IReadOnlyList<SafetensorsEntry> entries, IReadOnlyDictionary<string, string>? metadata)
    {
        byte[] header = SafetensorsHeader.Write(entries, metadata);
        _path = Path.GetFullPath(path);
        _temporaryPath = Path.Combine(Path.GetDirectoryName(_path) ?? _path, $".{Path.GetRandomFileName()}.tmp");
        _end = header.Length + (entries.Count == 0 ? 0 : entries[^1].End);
        _stream = new FileStream(_temporaryPath, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        try
        {
            _stream.Write(header);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Writes the next bytes of data.</summary>
    internal void Write(ReadOnlySpan<byte> data) => _stream.Write(data);

    /// <summary>Puts everything on disk and replaces the file.</summary>
    internal void Commit()
    {
        if (_stream.Position != _end)
        {
            throw new InvalidOperationException($"{_stream.Position} bytes were written; the header promises {_end}.");
        }

        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(_temporaryPath, _path, overwrite: true);
        _committed = true;
    }

    /// <summary>Deletes the temporary file unless it has replaced the target.</summary>
    public void Dispose()
    {
        if (_committed)
        {
            return;
        }

        try
        {
            // Disposing flushes, which fails again on a full disk; the file has to go nevertheless.
            _stream.Dispose();
        }
        catch (IOException)
        {
        }

        try
        {
            File.Delete(_temporaryPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The exception on its way to the caller says what went wrong; this one would hide it.
        }
    }
}
