using System.Text;

namespace DeepNet.Serialization;

/// <summary>
/// Writes a file under a temporary name in the same folder and renames it at the end, so that whoever reads the file sees the old one or the complete
/// new one, even if the process dies. All files that the library writes are written here.
/// </summary>
/// <remarks>
/// A symbolic link stays one: the file that it leads to is replaced. The new file has the mode of the old one (on Windows its attributes); owner and
/// access list are those of a new file.
/// A process that is killed leaves its temporary file. The next writer of the same path removes it: a writer that lives holds a lock on its own, which
/// ends with the process, so that what can be locked by another is left over.
/// </remarks>
internal sealed class ReplacementFile : IDisposable
{
    // Each further attempt needs another writer that takes the new file for a left one in the moment between its creation and its lock.
    private const int MostAttempts = 100;

    private readonly ReplacementTarget _target;
    private readonly FileStream _stream;
    private bool _committed;

    /// <summary>Checks the file to replace, removes what dead writers left, and creates the temporary file.</summary>
    /// <param name="path">The file to replace.</param>
    /// <inheritdoc cref="ReplacementTarget.Check" path="/exception"/>
    internal ReplacementFile(string path)
    {
        _target = new ReplacementTarget(path);
        // A checksum instead of the name, which may already be as long as a name can be. Names that share one do no harm: only the dead's files go.
        string prefix = $".deepnet-{Crc32.Of(Encoding.UTF8.GetBytes(Path.GetFileName(_target.Location))):x8}-";
        _stream = Create(prefix);
        RemoveLeftOver(prefix);
    }

    /// <summary>Where the content goes.</summary>
    internal Stream Content => _stream;

    /// <summary>Puts everything on disk and replaces the file.</summary>
    internal void Commit()
    {
        _stream.Flush(flushToDisk: true);
        _target.Check();
        _target.CopyAttributesTo(_stream);
        // The file is still open: without its lock another writer would remove it as a left one.
        File.Move(_stream.Name, _target.Location, overwrite: true);
        _committed = true;
    }

    /// <summary>Closes the file, and deletes it unless it has replaced the target.</summary>
    public void Dispose()
    {
        if (!_committed)
        {
            Ignoring(() => File.Delete(_stream.Name));
        }

        // Disposing flushes, which fails again on a full disk.
        Ignoring(_stream.Dispose);
    }

    private FileStream Create(string prefix)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            // A shared lock, on Unix: the file is open for a moment under its final name, and readers must not be refused then.
            Share = FileShare.Read | FileShare.Delete,
        };
        if (!OperatingSystem.IsWindows() && File.Exists(_target.Location))
        {
            // Nobody may read the new file who may not read the old one. The mode is copied at the end.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        for (int attempt = 1; ; attempt++)
        {
            string path = Path.Combine(_target.Folder, $"{prefix}{Path.GetRandomFileName()}.tmp");
            try
            {
                var stream = new FileStream(path, options);
                if (File.Exists(path) || attempt == MostAttempts)
                {
                    return stream;
                }

                stream.Dispose();
            }
            catch (UnauthorizedAccessException denied)
            {
                throw _target.FolderIsClosed(denied);
            }
            catch (IOException) when (attempt < MostAttempts && Directory.Exists(_target.Folder))
            {
            }
        }
    }

    private void RemoveLeftOver(string prefix)
    {
        // Where locks do nothing (some network file systems, or by the program's configuration), the living and the dead look alike.
        if (TryOpenAlone(_stream.Name, FileOptions.None))
        {
            return;
        }

        Ignoring(() =>
        {
            foreach (string path in Directory.EnumerateFiles(_target.Folder, $"{prefix}*.tmp"))
            {
                if (path != _stream.Name)
                {
                    TryOpenAlone(path, FileOptions.DeleteOnClose);
                }
            }
        });
    }

    private static bool TryOpenAlone(string path, FileOptions options)
    {
        try
        {
            new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, options).Dispose();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // For what may fail without harm: the exception on its way to the caller says what went wrong, and this one would hide it.
    private static void Ignoring(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}
