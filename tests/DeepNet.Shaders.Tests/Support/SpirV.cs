using System.Diagnostics;
using DeepNet.Shaders.CompilerServices;

namespace DeepNet.Shaders.Tests.Support;

/// <summary>The validator of the Khronos Group, the program <c>spirv-val</c>.</summary>
internal static class SpirV
{
    /// <summary>Where the program is; null where it is not installed.</summary>
    public static string? Validator { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { Path.Combine(folder, "spirv-val"), Path.Combine(folder, "spirv-val.exe") }).FirstOrDefault(File.Exists);

    /// <summary>Fails for a shader that the validator does not accept.</summary>
    public static void Validate(ComputeShader shader)
    {
        string file = Path.Combine(Path.GetTempPath(), $"deepnet-{Guid.NewGuid():N}.spv");
        try
        {
            File.WriteAllBytes(file, shader.SpirV);
            using Process process = Process.Start(new ProcessStartInfo(Validator!, ["--target-env", "vulkan1.1", file]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            string message = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{shader}: {message}");
        }
        finally
        {
            File.Delete(file);
        }
    }
}

/// <summary>A test that needs the program <c>spirv-val</c> beside a device.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SpirVFactAttribute : FactAttribute
{
    /// <summary>Skips where one of the two is missing.</summary>
    public SpirVFactAttribute() => Skip = new GpuFactAttribute().Skip ?? (SpirV.Validator is null ? "no spirv-val" : null);
}
