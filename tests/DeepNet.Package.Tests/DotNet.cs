using System.Diagnostics;

namespace DeepNet.Package.Tests;

/// <summary>Runs the dotnet command line.</summary>
internal static class DotNet
{
    /// <summary>What a command prints that succeeds.</summary>
    public static string Run(string directory, params string[] arguments)
    {
        (int exitCode, string output) = Start(directory, arguments);
        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
        return output;
    }

    /// <summary>The distinct errors of a build that fails.</summary>
    public static IReadOnlyList<string> Errors(string directory, params string[] arguments)
    {
        (int exitCode, string output) = Start(directory, ["build", "-v:q", "-nologo", "-clp:NoSummary", .. arguments]);
        Assert.True(exitCode != 0, $"dotnet build {string.Join(' ', arguments)} succeeded:\n{output}");
        return output.Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal)).Distinct().ToList();
    }

    private static (int ExitCode, string Output) Start(string directory, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new("dotnet") { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // What the surrounding test run sets for itself must not reach the project under test.
        foreach (string variable in new[] { "MSBUILD_EXE_PATH", "MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILDLOADALLFILESASWRITEABLE" })
        {
            start.Environment.Remove(variable);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
