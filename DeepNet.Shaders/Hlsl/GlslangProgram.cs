using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DeepNet.Shaders.Hlsl;

/// <summary>Compiles with the program of the Khronos Group, the front end that libshaderc holds too: for systems that have no libshaderc, or one that cannot be loaded.</summary>
internal static class GlslangProgram
{
    private const string Output = "shader.spv";

    /// <summary>The program's names: the usual one, and what it is called since version 13.</summary>
    public static IReadOnlyList<string> Names { get; } = OperatingSystem.IsWindows() ? ["glslangValidator.exe", "glslang.exe"] : ["glslangValidator", "glslang"];

    /// <summary>The program's path, or null.</summary>
    public static string? Path { get; } = Find(Names, Environment.GetEnvironmentVariable("PATH") ?? "");

    /// <summary>The first program of these names in a list of folders, or null.</summary>
    public static string? Find(IReadOnlyList<string> names, string folders) =>
        folders.Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(_ => names, System.IO.Path.Combine).FirstOrDefault(File.Exists);

    /// <summary>The words of the SPIR-V, or null and what the compiler said.</summary>
    public static (uint[]? Words, string Message) Compile(string program, string source)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("deepnet-");
        try
        {
            File.WriteAllText(System.IO.Path.Combine(folder.FullName, HlslCompiler.FileName), source);
            (int code, string message) = Run(program, folder.FullName);
            return code == 0
                ? (MemoryMarshal.Cast<byte, uint>(File.ReadAllBytes(System.IO.Path.Combine(folder.FullName, Output))).ToArray(), "")
                : (null, message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (int Code, string Message) Run(string program, string folder)
    {
        ProcessStartInfo start = new(
            program, ["-D", "-V", "--target-env", "vulkan1.1", "-S", "comp", "-e", HlslCompiler.EntryPoint, "-o", Output, HlslCompiler.FileName])
        {
            // A name without folders in the messages.
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();

            // It begins with the file's name, on a line of its own.
            return (process.ExitCode, output[(output.IndexOf('\n') + 1)..] + errors.Result);
        }
        catch (Win32Exception exception)
        {
            throw new GpuUnavailableException($"The shader compiler {program} does not start: {exception.Message}");
        }
    }
}
