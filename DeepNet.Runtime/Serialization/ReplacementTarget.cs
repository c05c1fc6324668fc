using System.Formats.Tar;

namespace DeepNet.Serialization;

/// <summary>The file that is to be replaced: where it really lies, whether it may be replaced, and what the new one takes over.</summary>
internal sealed class ReplacementTarget
{
    private const UnixFileMode AnyWrite = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const int TarBlock = 512;
    private const int TarTypeOffset = 156;
    private readonly string _asked;

    /// <summary>Finds and checks a file.</summary>
    /// <param name="path">The path as the caller gave it.</param>
    /// <inheritdoc cref="Check" path="/exception"/>
    internal ReplacementTarget(string path)
    {
        _asked = path;
        if (Path.EndsInDirectorySeparator(path))
        {
            throw Refused("the path of a folder");
        }

        Location = LinkedPath.Resolve(path);
        Check();
    }

    /// <summary>The full path, with no symbolic link in it.</summary>
    internal string Location { get; }

    /// <summary>The folder of the file.</summary>
    internal string Folder => Path.GetDirectoryName(Location) ?? Location;

    /// <summary>Refuses what must not be replaced. A file that is not there yet passes.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder of the file is not there.</exception>
    /// <exception cref="IOException">It is a folder, a device, a pipe, a socket: anything but a regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only.</exception>
    internal void Check()
    {
        if (Directory.Exists(Location))
        {
            throw Refused("a folder");
        }

        if (Location.StartsWith(@"\\.\", StringComparison.Ordinal))
        {
            throw Refused("a device");
        }

        if (!Directory.Exists(Folder))
        {
            throw new DirectoryNotFoundException($"{Name()} cannot be written: there is no folder '{Folder}'.");
        }

        if (!File.Exists(Location))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            if ((File.GetAttributes(Location) & FileAttributes.ReadOnly) != 0)
            {
                throw ReadOnly();
            }

            return;
        }

        if (Unusual() is { } kind)
        {
            throw Refused(kind);
        }

        // Replacing needs only a right to the folder, and root needs none at all: whether the file itself may be written has to be asked.
        if ((File.GetUnixFileMode(Location) & AnyWrite) == 0)
        {
            throw ReadOnly();
        }

        using FileStream writable = new(Location, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }

    /// <summary>Gives the new file what the old one has: the mode on Unix, the attributes on Windows.</summary>
    internal void CopyAttributesTo(FileStream file)
    {
        if (!File.Exists(Location))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            File.SetAttributes(file.Name, File.GetAttributes(Location));
        }
        else
        {
            File.SetUnixFileMode(file.SafeFileHandle, File.GetUnixFileMode(Location));
        }
    }

    /// <summary>What is thrown if no file can be made in the folder, in place of the system's words, which name the temporary one.</summary>
    internal UnauthorizedAccessException FolderIsClosed(Exception cause) => new($"{Name()} cannot be written: the folder '{Folder}' takes no new file from this user.", cause);

    // What the file is if it is no regular one. Only the library's writer of tar files asks the system for that, and it writes the answer into the
    // header. It would write the content too, but whatever has a length is regular.
    private string? Unusual()
    {
        if (new FileInfo(Location).Length > 0)
        {
            return null;
        }

        using var header = new MemoryStream(2 * TarBlock);
        try
        {
            using var tar = new TarWriter(header, TarEntryFormat.Ustar, leaveOpen: true);
            tar.WriteEntry(Location, "file");
        }
        catch (UnauthorizedAccessException)
        {
            // Only regular files are opened.
            return null;
        }
        catch (IOException) when (File.Exists(Location))
        {
            return "a socket";
        }

        return (TarEntryType)header.GetBuffer()[TarTypeOffset] switch
        {
            TarEntryType.RegularFile => null,
            TarEntryType.CharacterDevice or TarEntryType.BlockDevice => "a device",
            TarEntryType.Fifo => "a named pipe",
            _ => "no regular file",
        };
    }

    private IOException Refused(string kind) => new($"{Name()} is {kind}; expected a regular file, or a name that is free.");

    private UnauthorizedAccessException ReadOnly() => new($"{Name()} is read-only; it is left as it is. Give it a write permission, or take another name.");

    private string Name() => Location is null || Location == Path.GetFullPath(_asked) ? $"'{_asked}'" : $"'{_asked}', which leads to '{Location}',";
}
