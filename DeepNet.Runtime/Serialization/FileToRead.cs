namespace DeepNet.Serialization;

/// <summary>Opens a file for reading, with a message in the words of the caller where the system's says less.</summary>
internal static class FileToRead
{
    /// <summary>Opens it.</summary>
    /// <param name="path">The path as the caller gave it.</param>
    /// <param name="bufferSize">The bytes that are read at once; 0 for what the caller asks for.</param>
    /// <returns>The file, at its start.</returns>
    /// <exception cref="FileNotFoundException">The file is not there.</exception>
    /// <exception cref="IOException">The path is that of a folder.</exception>
    internal static FileStream Open(string path, int bufferSize = 4096)
    {
        // The system says of a folder that access is denied.
        if (Directory.Exists(path))
        {
            throw new IOException($"'{path}' is a folder; expected a file.");
        }

        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize);
    }
}
