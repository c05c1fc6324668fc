using Spectre.Console;

namespace Programs;

/// <summary>Runs programs one after the other and shows what they reached.</summary>
/// <param name="quick">Whether to take less data and fewer epochs.</param>
/// <param name="recordDirectory">Where results are kept; null for nowhere.</param>
internal sealed class ProgramRun(bool quick, string? recordDirectory)
{
    private const string TableStart = "<!-- table: written by --record -->";
    private const string TableEnd = "<!-- end of the table -->";

    private readonly RecordedResults _pyTorch = RecordedResults.Load(Path.Combine(recordDirectory ?? Path.Combine(AppContext.BaseDirectory, "results"), "pytorch.tsv"));

    /// <summary>Runs the programs.</summary>
    /// <returns>Whether all met their targets.</returns>
    public bool Run(IEnumerable<SampleProgram> programs)
    {
        List<(SampleProgram Program, ProgramResult Result)> runs = [];
        foreach (SampleProgram program in programs)
        {
            AnsiConsole.WriteLine($"{program.Number,3}  {program.Name}: {program.Title}");
            ProgramResult result = program.Run(quick);
            runs.Add((program, result));
            Show(program, result);
            if (recordDirectory is not null && !quick)
            {
                Record(recordDirectory, program, result);
            }
        }

        AnsiConsole.Write(ResultTable.Render(runs, _pyTorch, quick));
        int failed = runs.Count(run => !run.Program.Passes(run.Result));
        AnsiConsole.WriteLine($"{runs.Count - failed} passed, {failed} failed");
        return failed == 0;
    }

    private void Show(SampleProgram program, ProgramResult result)
    {
        AnsiConsole.WriteLine(
            $"     {program.Measure} {ResultTable.Figure(result.Value)} ({(program.Passes(result) ? "passed" : "FAILED")}: "
            + $"{(program.LessIsBetter ? "at most" : "at least")} {ResultTable.Figure(result.Bar)}) in {ResultTable.Time(result.Seconds)} s of processor time");
        if (!quick && _pyTorch.Find(program.Name) is (double value, double seconds))
        {
            AnsiConsole.WriteLine($"     PyTorch: {ResultTable.Figure(value)} in {ResultTable.Time(seconds)} s");
        }

        AnsiConsole.WriteLine();
    }

    private void Record(string directory, SampleProgram program, ProgramResult result)
    {
        string path = Path.Combine(directory, "deepnet.tsv");
        RecordedResults deepNet = RecordedResults.Load(path);
        deepNet.Set(program.Name, result);
        deepNet.Save(path);

        string page = Path.Combine(directory, "..", "RESULTS.md");
        string[] parts = File.ReadAllText(page).Split([TableStart, TableEnd], StringSplitOptions.None);
        File.WriteAllText(page, $"{parts[0]}{TableStart}\n{ResultTable.Markdown(deepNet, _pyTorch)}\n{TableEnd}{parts[2]}");
    }
}
