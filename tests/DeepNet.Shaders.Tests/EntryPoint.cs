using System.Diagnostics;

namespace DeepNet.Shaders.Tests;

/// <summary>This assembly as a program: says which devices it finds. Tests start it with another environment, which the Vulkan loader reads once for a process.</summary>
internal static class EntryPoint
{
    public static int Main()
    {
        Console.WriteLine($"{GpuDevice.Adapters.Count} adapters");
        try
        {
            using GpuDevice device = GpuDevice.Open();
            Console.WriteLine($"Opened {device.Adapter}");
        }
        catch (GpuUnavailableException exception)
        {
            Console.WriteLine($"{nameof(GpuUnavailableException)}: {exception.Message}");
        }

        return 0;
    }

    /// <summary>Runs the program with these variables set.</summary>
    public static (int Code, string Output) Run(Dictionary<string, string> environment)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(EntryPoint).Assembly.Location]) { RedirectStandardOutput = true };
        // The log of a validation layer belongs to the process that tests.
        start.Environment.Remove("VK_INSTANCE_LAYERS");
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
