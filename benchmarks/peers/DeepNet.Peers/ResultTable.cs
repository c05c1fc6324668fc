using System.Globalization;

namespace DeepNet.Peers;

/// <summary>The table, for the terminal or as Markdown.</summary>
/// <param name="output">Where it goes.</param>
/// <param name="peer">The other side.</param>
/// <param name="markdown">Whether it is for a document.</param>
internal sealed class ResultTable(TextWriter output, IPeer peer, bool markdown)
{
    private readonly int[] _widths = [37, 10, peer.Name.Length + 3, 7, 13, .. peer.IsManaged ? [9, peer.Name.Length + 2] : (int[])[6, 4]];

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
        Row(["case", "DeepNet µs", $"{peer.Name} µs", "ratio", "quartiles", .. peer.IsManaged ? ["DeepNet B", $"{peer.Name} B"] : (string[])["target", "met"]]);
        if (markdown)
        {
            output.WriteLine(peer.IsManaged ? "|---|---:|---:|---:|---:|---:|---:|" : "|---|---:|---:|---:|---:|---:|---|");
        }
    }

    public void Row(PeerResult result) => Row(
    [
        result.Case.Name,
        Number(result.DeepNet),
        Number(result.Peer),
        Times(result.Ratio),
        $"{Number(result.LowRatio)} - {Number(result.HighRatio)}",
        .. peer.IsManaged ? Bytes(result) : Bar(result),
    ]);

    private static string[] Bytes(PeerResult result) =>
    [
        result.Bytes.DeepNet.ToString("N0", CultureInfo.InvariantCulture),
        result.Bytes.Peer.ToString("N0", CultureInfo.InvariantCulture),
    ];

    private string[] Bar(PeerResult result) =>
    [
        result.Bar is { } bar ? Times(bar) : "",
        result.Met switch { true => "yes", false => markdown ? "**no**" : "NO", null => "" },
    ];

    private static string Times(double ratio) => Number(ratio) + "x";

    private static string Number(double value) => value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private void Row(string[] cells)
    {
        output.WriteLine(markdown
            ? $"| {string.Join(" | ", cells)} |"
            : string.Join("  ", cells.Select((c, i) => i == 0 ? c.PadRight(_widths[i]) : c.PadLeft(_widths[i]))));
        output.Flush();
    }
}
