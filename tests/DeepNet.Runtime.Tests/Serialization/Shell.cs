using System.Diagnostics;

namespace DeepNet.Runtime.Tests.Serialization;

/// <summary>Runs programs for what .NET cannot make itself, such as named pipes.</summary>
internal static class Shell
{
    /// <summary>Runs a command and waits for it; false if it fails.</summary>
    public static bool Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
