using System.Globalization;

namespace DeepNet.Peers;

/// <summary>The table, for the terminal or as Markdown.</summary>
internal sealed class ResultTable(TextWriter output, bool markdown)
{
    private static readonly string[] Titles = ["case", "DeepNet µs", "PyTorch µs", "ratio", "quartiles", "bar", "met"];
    private static readonly int[] Widths = [30, 10, 10, 7, 13, 6, 4];

    public void Machine(IEnumerable<(string What, string Value)> facts)
    {
        foreach ((string what, string value) in facts)
        {
            output.WriteLine(markdown ? $"- {what}: {value}" : $"{what + ":",-10} {value}");
        }

        output.WriteLine();
    }

    public void Header()
    {
        Row(Titles);
        if (markdown)
        {
            output.WriteLine("|---|---:|---:|---:|---:|---:|---|");
        }
    }

    public void Row(PeerResult result) => Row(
        result.Case.Name,
        Number(result.DeepNet),
        Number(result.PyTorch),
        Times(result.Ratio),
        $"{Number(result.LowRatio)} - {Number(result.HighRatio)}",
        result.Case.Bar is { } bar ? Times(bar) : "",
        result.Met switch { true => "yes", false => markdown ? "**no**" : "NO", null => "" });

    private static string Times(double ratio) => Number(ratio) + "x";

    private static string Number(double value) => value.ToString(value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private void Row(params string[] cells)
    {
        output.WriteLine(markdown
            ? $"| {string.Join(" | ", cells)} |"
            : string.Join("  ", cells.Select((c, i) => i == 0 ? c.PadRight(Widths[i]) : c.PadLeft(Widths[i]))));
        output.Flush();
    }
}
