using System.Diagnostics;

namespace DeepNet.DirectX;

/// <summary>Counts what passed and what failed.</summary>
internal sealed class Score
{
    public int Passed { get; private set; }

    public int Failed { get; private set; }

    /// <summary>Runs a check, which fails by an exception.</summary>
    public void Run(string name, Action check)
    {
        Stopwatch watch = Stopwatch.StartNew();
        try
        {
            check();
            Passed++;
            Console.WriteLine($"passed {name} ({watch.Elapsed.TotalSeconds:0.0} s)");
        }
#pragma warning disable CA1031 // Whatever it throws, it failed.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Failed++;
            Console.WriteLine($"FAILED {name} ({watch.Elapsed.TotalSeconds:0.0} s): {exception}");
        }
    }

    /// <summary>Counts a check without a line of its own.</summary>
    public void Count(bool passed, string failure)
    {
        if (passed)
        {
            Passed++;
        }
        else
        {
            Failed++;
            Console.WriteLine("FAILED " + failure);
        }
    }
}
