using System.Diagnostics;
using DeepNet.Shaders.CompilerServices;
using DeepNet.Shaders.Tests.Support;

namespace DeepNet.Shaders.Tests.Compiling;

/// <summary>The validator of the Khronos Group accepts every shader.</summary>
public sealed class SpirVTests
{
    [SpirVFact]
    public void Every_shader_is_valid()
    {
        foreach (ComputeShader shader in TestShaders.All)
        {
            string file = Path.Combine(Path.GetTempPath(), $"deepnet-{Guid.NewGuid():N}.spv");
            try
            {
                File.WriteAllBytes(file, shader.SpirV);
                Assert.True(Validate(file, out string message), $"{shader}: {message}");
            }
            finally
            {
                File.Delete(file);
            }
        }
    }

    private static bool Validate(string file, out string message)
    {
        using Process process = Process.Start(new ProcessStartInfo(SpirVFactAttribute.Validator!, ["--target-env", "vulkan1.1", file]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        message = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    /// <summary>A test that needs the program <c>spirv-val</c> too.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class SpirVFactAttribute : FactAttribute
    {
        public SpirVFactAttribute() => Skip = new GpuFactAttribute().Skip ?? (Validator is null ? "no spirv-val" : null);

        public static string? Validator { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => new[] { Path.Combine(folder, "spirv-val"), Path.Combine(folder, "spirv-val.exe") }).FirstOrDefault(File.Exists);
    }
}
