using System.Diagnostics;
using System.Globalization;

namespace DeepNet.CompileCost;

/// <summary>A program, a network of it, and the runtime's settings.</summary>
/// <param name="Network">The network's class.</param>
/// <param name="Runtime">What the row says of the runtime.</param>
/// <param name="Program">The program's assembly, or the program itself if it was published.</param>
/// <param name="Settings">Environment variables of the runtime.</param>
/// <param name="Bar">What <see cref="FirstStepCost.Total"/> has to stay below.</param>
internal sealed record FirstStepCase(string Network, string Runtime, string Program, IReadOnlyDictionary<string, string> Settings, double? Bar);

/// <summary>The times of a fresh process up to the end of its first training step at batch 32, in milliseconds.</summary>
/// <param name="Main">From the start of the process to the first line of the program.</param>
/// <param name="Create">Making the network.</param>
/// <param name="Step">The first step.</param>
/// <param name="Total">From the start of the process to the end of the first step.</param>
/// <param name="Fastest">The same, of the fastest process: the others are medians.</param>
/// <param name="SecondStep">The second step.</param>
/// <param name="Jit">What the JIT took of all that.</param>
/// <param name="Methods">The methods that it compiled.</param>
internal sealed record FirstStepCost(double Main, double Create, double Step, double Total, double Fastest, double SecondStep, double Jit, double Methods)
{
    /// <summary>Starts a fresh process a case, in turns, so that what else the machine does falls on all cases alike.</summary>
    /// <exception cref="InvalidOperationException">A process failed.</exception>
    public static FirstStepCost[] Measure(FirstStepCase[] cases, int runs)
    {
        double[][][] all = new double[runs][][];
        for (int run = 0; run < runs; run++)
        {
            all[run] = [.. cases.Select(c => Run(c.Program, c.Network, c.Settings))];
        }

        return [.. cases.Select((_, i) =>
        {
            double[] Sorted(int figure) => [.. all.Select(run => run[i][figure]).Order()];
            double Median(int figure) => Sorted(figure)[runs / 2];
            return new FirstStepCost(Median(0), Median(1), Median(2), Median(3), Sorted(3)[0], Median(4), Median(5), Median(6));
        })];
    }

    private static double[] Run(string program, string network, IReadOnlyDictionary<string, string> settings)
    {
        bool isAssembly = program.EndsWith(".dll", StringComparison.Ordinal);
        ProcessStartInfo start = new(isAssembly ? "dotnet" : program) { RedirectStandardOutput = true };
        if (isAssembly)
        {
            start.ArgumentList.Add(program);
        }

        foreach ((string name, string value) in settings)
        {
            start.Environment[name] = value;
        }

        start.ArgumentList.Add(network);
        start.ArgumentList.Add(Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture));
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? [.. output.Trim().Split(';').Select(f => double.Parse(f, CultureInfo.InvariantCulture))]
            : throw new InvalidOperationException($"{program} failed for {network}; its error is above.");
    }
}
