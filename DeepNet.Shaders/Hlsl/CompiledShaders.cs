using System.Security.Cryptography;
using System.Text;

namespace DeepNet.Shaders.Hlsl;

/// <summary>
/// Compiled shaders on disk, so that a program compiles each once for a user of the machine. A file's name is the hash of the compiler and the text; it begins with the hash of its
/// content, so that one that was cut off is not taken. Where nothing can be written, shaders are compiled each time.
/// </summary>
internal static class CompiledShaders
{
    /// <summary>The environment variable with the folder, or <c>off</c>.</summary>
    public const string Variable = "DEEPNET_SHADER_CACHE";

    private static readonly string? Folder = FolderFor(Environment.GetEnvironmentVariable(Variable), Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData));

    /// <summary>The compiled shader of this text by this compiler, from the disk or by <paramref name="compile"/>, whose exceptions are let through.</summary>
    public static byte[] Get(string compiler, string source, Func<byte[]> compile) => Get(Folder, compiler, source, compile);

    /// <summary>As the other, in this folder; without one nothing is kept.</summary>
    internal static byte[] Get(string? folder, string compiler, string source, Func<byte[]> compile)
    {
        if (folder is null)
        {
            return compile();
        }

        string path = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(compiler + '\0' + source))));
        if (Read(path) is { } kept)
        {
            return kept;
        }

        byte[] code = compile();
        Write(folder, path, code);
        return code;
    }

    /// <summary>The folder that a value of the variable and the user's folder for data of programs give; null for none.</summary>
    internal static string? FolderFor(string? value, string userFolder) =>
        string.Equals(value, "off", StringComparison.OrdinalIgnoreCase) ? null
        : !string.IsNullOrWhiteSpace(value) ? value
        : userFolder.Length > 0 ? Path.Combine(userFolder, "DeepNet", "shaders")
        : null;

    private static byte[]? Read(string path)
    {
        try
        {
            byte[] content = File.ReadAllBytes(path);
            ReadOnlySpan<byte> code = content.AsSpan(Math.Min(content.Length, SHA256.HashSizeInBytes));
            return code.Length > 0 && SHA256.HashData(code).AsSpan().SequenceEqual(content.AsSpan(0, SHA256.HashSizeInBytes)) ? code.ToArray() : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Under another name first: other processes see the whole file or none.</summary>
    private static void Write(string folder, string path, byte[] code)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(folder);
            using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(SHA256.HashData(code));
                file.Write(code);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Delete(temporary);
        }
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is not a shader's name, so nobody reads it.
        }
    }
}
