using System.Diagnostics;
using System.Globalization;
using DeepNet.Networks.Tests.Fixtures;

namespace DeepNet.Networks.Tests;

/// <summary>
/// The time of a training step of every network that is declared here, for benchmarks/layers/run.sh: the declaration that drives a layer's tests
/// is also its row there. Judges nothing, and does nothing unless the script has set the variable.
/// </summary>
public sealed class StepTimes
{
    private const string Variable = "DEEPNET_STEP_TIMES";
    private const int Rounds = 21;
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(4);

    [Fact]
    public void Are_written_if_asked_for()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder)
        {
            return;
        }

        string area = typeof(StepTimes).Assembly.GetName().Name!.Split('.')[1].ToLowerInvariant();
        List<string> lines = [];
        foreach (string name in Catalog.SingleNames)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{area};{name};{Microseconds(name)}"));
        }

        File.WriteAllLines(Path.Combine(folder, area + ".csv"), lines);
    }

    /// <summary>The median over rounds of the mean time of a step.</summary>
    private static double Microseconds(string network)
    {
        var fixture = Fixture<float>.Load(network);
        Subject<float> subject = fixture.CreateSubject();
        int steps = 1;
        while (Time(subject, fixture.First, steps) < RoundTime)
        {
            steps *= 2;
        }

        double[] rounds = [.. Enumerable.Range(0, Rounds).Select(_ => Time(subject, fixture.First, steps).TotalMicroseconds / steps)];
        Array.Sort(rounds);
        return rounds[Rounds / 2];
    }

    private static TimeSpan Time(Subject<float> subject, Batch<float> batch, int steps)
    {
        long started = Stopwatch.GetTimestamp();
        for (int step = 0; step < steps; step++)
        {
            subject.TrainStep(batch);
        }

        return Stopwatch.GetElapsedTime(started);
    }
}
