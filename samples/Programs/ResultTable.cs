using Spectre.Console;

namespace Programs;

/// <summary>The results side by side: DeepNet's, the target, and PyTorch's as recorded.</summary>
internal static class ResultTable
{
    private static readonly string[] Columns = ["", "program", "measure", "target", "DeepNet", "PyTorch", "DeepNet s", "PyTorch s", ""];

    /// <summary>Draws the results of a run. What PyTorch reached is shown beside full runs only, for quick ones do less.</summary>
    public static Table Render(IReadOnlyList<(SampleProgram Program, ProgramResult Result)> runs, RecordedResults pyTorch, bool quick)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string column in Columns)
        {
            table.AddColumn(new TableColumn(column).NoWrap());
        }

        foreach ((SampleProgram program, ProgramResult result) in runs)
        {
            (double Value, double Seconds)? peer = quick ? null : pyTorch.Find(program.Name);
            table.AddRow([.. Cells(program, result, peer), program.Passes(result) ? "[green]passed[/]" : "[red]FAILED[/]"]);
        }

        return table;
    }

    /// <summary>The recorded results as a table in Markdown.</summary>
    public static string Markdown(RecordedResults deepNet, RecordedResults pyTorch)
    {
        List<string> lines = ["| | program | measure | DeepNet | PyTorch | DeepNet s | PyTorch s |", "|---|---|---|---:|---:|---:|---:|"];
        foreach (SampleProgram program in ProgramTable.All)
        {
            (double Value, double Seconds)? own = deepNet.Find(program.Name);
            (double Value, double Seconds)? peer = pyTorch.Find(program.Name);
            lines.Add(
                $"| {program.Number} | {program.Name} | {program.Measure}{(program.LessIsBetter ? " (less is better)" : "")} | {Figure(own?.Value)} | {Figure(peer?.Value)} "
                + $"| {Time(own?.Seconds)} | {Time(peer?.Seconds)} |");
        }

        return string.Join('\n', lines);
    }

    /// <summary>A measure with four digits.</summary>
    public static string Figure(double? value) => value is null ? "" : value >= 100 ? $"{value:F1}" : $"{value:F4}";

    /// <summary>Seconds, as exactly as they can be measured.</summary>
    public static string Time(double? seconds) => seconds is null ? "" : seconds >= 100 ? $"{seconds:F0}" : seconds >= 10 ? $"{seconds:F1}" : $"{seconds:F2}";

    private static string[] Cells(SampleProgram program, ProgramResult result, (double Value, double Seconds)? peer) =>
    [
        program.Number, program.Name, program.Measure, $"{(program.LessIsBetter ? "≤" : "≥")} {Figure(result.Bar)}",
        Figure(result.Value), Figure(peer?.Value), Time(result.Seconds), Time(peer?.Seconds),
    ];
}
