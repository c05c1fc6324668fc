using System.Diagnostics;
using System.Globalization;

namespace DeepNet.Shaders.Hlsl;

/// <summary>Tells versions of a compiler apart, by the size and the time of its file.</summary>
internal static class FileIdentity
{
    public static string Of(string path)
    {
        FileInfo file = new(path);
        return file.Exists ? string.Create(CultureInfo.InvariantCulture, $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}") : path;
    }

    /// <summary>That of a loaded library: where it was loaded from is looked up in the process; where that is not told, its name has to do.</summary>
    public static string OfLibrary(nint handle, string name)
    {
        using Process process = Process.GetCurrentProcess();
        foreach (ProcessModule module in process.Modules)
        {
            using (module)
            {
                if (module.BaseAddress == handle || module.ModuleName.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return Of(module.FileName);
                }
            }
        }

        return name;
    }
}
