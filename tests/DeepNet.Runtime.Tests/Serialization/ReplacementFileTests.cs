using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using DeepNet.Serialization;

namespace DeepNet.Runtime.Tests.Serialization;

/// <summary>What becomes of the file that is replaced, of the links to it, and of what is no file.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ReplacementFileTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [UnixFact]
    public void A_link_stays_a_link_and_its_target_is_replaced()
    {
        Directory.CreateDirectory(_directory["data"]);
        File.WriteAllText(_directory["data/weights"], "old");
        File.CreateSymbolicLink(_directory["data/near"], "weights");
        File.CreateSymbolicLink(_directory["far"], "data/near");
        File.CreateSymbolicLink(_directory["absolute"], _directory["far"]);

        foreach (string link in (string[])["data/near", "far", "absolute"])
        {
            Write(_directory[link], link);
            Assert.Equal(link, File.ReadAllText(_directory["data/weights"]));
        }

        Assert.Equal("weights", new FileInfo(_directory["data/near"]).LinkTarget);
        Assert.Equal("data/near", new FileInfo(_directory["far"]).LinkTarget);
        Assert.Equal(_directory["far"], new FileInfo(_directory["absolute"]).LinkTarget);
        Assert.Equal(["absolute", "data", "far"], _directory.Files);
        Assert.Equal(2, Directory.GetFileSystemEntries(_directory["data"]).Length);
    }

    [UnixFact]
    public void A_link_to_nothing_yet_makes_its_target()
    {
        File.CreateSymbolicLink(_directory["link"], "target");
        Write(_directory["link"], "new");
        Assert.Equal("new", File.ReadAllText(_directory["target"]));
        Assert.Equal("target", new FileInfo(_directory["link"]).LinkTarget);
    }

    // The system goes up from where the linked folder really lies; the path as written would lead elsewhere.
    [UnixFact]
    public void A_link_upwards_inside_a_linked_folder_is_followed_as_the_system_does()
    {
        Directory.CreateDirectory(_directory["real/inner"]);
        File.CreateSymbolicLink(_directory["real/inner/link"], "../weights");
        Directory.CreateSymbolicLink(_directory["folder"], "real/inner");
        Write(_directory["folder/link"], "new");
        Assert.Equal("new", File.ReadAllText(_directory["real/weights"]));
        Assert.Equal(["folder", "real"], _directory.Files);
    }

    [UnixFact]
    public void Links_in_a_circle_are_refused()
    {
        File.CreateSymbolicLink(_directory["a"], "b");
        File.CreateSymbolicLink(_directory["b"], "a");
        Assert.Contains("symbolic links", Assert.Throws<IOException>(() => Write(_directory["a"], "new")).Message, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], _directory.Files);
    }

    [UnixFact]
    public void The_mode_is_kept()
    {
        foreach (UnixFileMode mode in (UnixFileMode[])[Owner, Owner | UnixFileMode.GroupRead | UnixFileMode.GroupWrite, UnixFileMode.UserWrite, Owner | UnixFileMode.UserExecute])
        {
            File.WriteAllText(_directory["weights"], "old");
            File.SetUnixFileMode(_directory["weights"], mode);
            Write(_directory["weights"], "new");
            Assert.Equal(mode, File.GetUnixFileMode(_directory["weights"]));
            File.SetUnixFileMode(_directory["weights"], Owner);
            Assert.Equal("new", File.ReadAllText(_directory["weights"]));
        }
    }

    [UnixFact]
    public void A_new_file_has_the_mode_of_new_files()
    {
        File.WriteAllText(_directory["other"], "");
        Write(_directory["weights"], "new");
        Assert.Equal(File.GetUnixFileMode(_directory["other"]), File.GetUnixFileMode(_directory["weights"]));
    }

    [UnixFact]
    public void Nobody_else_can_read_the_temporary_file_of_a_private_one()
    {
        File.WriteAllText(_directory["weights"], "old");
        File.SetUnixFileMode(_directory["weights"], Owner);
        using var file = new ReplacementFile(_directory["weights"]);
        Assert.Equal(Owner, File.GetUnixFileMode(_directory[_directory.Files[0]]));
    }

    // Root too: its rights would be enough.
    [UnixFact]
    public void A_read_only_file_is_left_alone()
    {
        File.WriteAllText(_directory["weights"], "old");
        File.CreateSymbolicLink(_directory["link"], "weights");
        File.SetUnixFileMode(_directory["weights"], UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        string message = Assert.Throws<UnauthorizedAccessException>(() => Write(_directory["weights"], "new")).Message;
        Assert.Equal($"'{_directory["weights"]}' is read-only; it is left as it is. Give it a write permission, or take another name.", message);
        Assert.Contains($"leads to '{_directory["weights"]}'", Assert.Throws<UnauthorizedAccessException>(() => Write(_directory["link"], "new")).Message);
        Assert.Equal("old", File.ReadAllText(_directory["weights"]));
        Assert.Equal(["link", "weights"], _directory.Files);
    }

    [UnixFact]
    public void A_file_that_became_read_only_meanwhile_is_left_alone()
    {
        File.WriteAllText(_directory["weights"], "old");
        using (var file = new ReplacementFile(_directory["weights"]))
        {
            File.SetUnixFileMode(_directory["weights"], UnixFileMode.UserRead);
            Assert.Throws<UnauthorizedAccessException>(file.Commit);
        }

        Assert.Equal("old", File.ReadAllText(_directory["weights"]));
        Assert.Equal(["weights"], _directory.Files);
    }

    [UnixFact]
    public void A_folder_is_refused()
    {
        Directory.CreateDirectory(_directory["taken"]);
        Assert.Contains("is a folder;", Assert.Throws<IOException>(() => Write(_directory["taken"], "new")).Message);
        Assert.Contains("is the path of a folder;", Assert.Throws<IOException>(() => Write(_directory["free/"], "new")).Message);
        Assert.Equal(["taken"], _directory.Files);
    }

    [UnixFact]
    public void A_named_pipe_is_refused()
    {
        Assert.True(Shell.Run("mkfifo", _directory["pipe"]));
        Assert.Equal(
            $"'{_directory["pipe"]}' is a named pipe; expected a regular file, or a name that is free.",
            Assert.Throws<IOException>(() => Write(_directory["pipe"], "new")).Message);
        Assert.Equal(["pipe"], _directory.Files);
    }

    [UnixFact]
    public void A_socket_is_refused()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_directory["socket"]));
        Assert.Contains("is a socket;", Assert.Throws<IOException>(() => Write(_directory["socket"], "new")).Message);
        Assert.Equal(["socket"], _directory.Files);
    }

    // A device of the same numbers as /dev/null, and a link to it. Only root can make one, and only where the file system allows it.
    [UnixFact]
    public void A_device_is_refused()
    {
        if (!Shell.Run("mknod", _directory["null"], "c", "1", "3"))
        {
            return;
        }

        File.CreateSymbolicLink(_directory["link"], "null");
        Assert.Contains("is a device;", Assert.Throws<IOException>(() => Write(_directory["null"], "new")).Message);
        Assert.Contains("is a device;", Assert.Throws<IOException>(() => Write(_directory["link"], "new")).Message);
        Assert.Equal(["link", "null"], _directory.Files);
        Assert.True(Shell.Run("test", "-c", _directory["null"]));
    }

    [UnixFact]
    public void An_empty_file_is_a_file()
    {
        File.WriteAllText(_directory["weights"], "");
        Write(_directory["weights"], "new");
        Assert.Equal("new", File.ReadAllText(_directory["weights"]));
    }

    [UnixFact]
    public void The_longest_name_there_is_can_be_written()
    {
        string name = new('n', 255);
        Write(_directory[name], "new");
        Write(_directory[name], "newer");
        Assert.Equal([name], _directory.Files);
    }

    private static void Write(string path, string text)
    {
        using var file = new ReplacementFile(path);
        file.Content.Write(Encoding.UTF8.GetBytes(text));
        file.Commit();
    }
}
