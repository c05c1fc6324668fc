namespace DeepNet.Runtime.Tests;

/// <summary>A directory that goes away with the test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("deepnet-").FullName;

    /// <summary>The full name of a file in the directory.</summary>
    public string this[string file] => Path.Combine(_root, file);

    /// <summary>The names of the existing files.</summary>
    public string[] Files => [.. Directory.GetFileSystemEntries(_root).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
