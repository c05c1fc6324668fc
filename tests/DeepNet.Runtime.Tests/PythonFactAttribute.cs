using System.Diagnostics;

namespace DeepNet.Runtime.Tests;

/// <summary>A test that needs /usr/bin/python3 with numpy; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    private const string Interpreter = "/usr/bin/python3";
    private static readonly Lazy<bool> Available = new(() => File.Exists(Interpreter) && Start("import numpy", []).ExitCode == 0);

    public PythonFactAttribute()
    {
        if (!Available.Value)
        {
            Skip = $"{Interpreter} with numpy is not installed.";
        }
    }

    /// <summary>Runs a script and returns what it prints.</summary>
    public static string Run(string script, params string[] arguments)
    {
        var (exitCode, output, error) = Start(script, arguments);
        Assert.True(exitCode == 0, error);
        return output;
    }

    private static (int ExitCode, string Output, string Error) Start(string script, string[] arguments)
    {
        var start = new ProcessStartInfo(Interpreter) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
