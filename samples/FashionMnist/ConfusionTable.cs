using DeepNet.Training;
using Spectre.Console;

namespace FashionMnist;

/// <summary>Draws a confusion matrix with each class's precision, recall and F1.</summary>
internal static class ConfusionTable
{
    public static Table Render(ConfusionMatrix matrix, string[] names)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn("");
        foreach (string name in names)
        {
            table.AddColumn(new TableColumn(name[..Math.Min(4, name.Length)]).RightAligned().Padding(0, 1).NoWrap());
        }

        foreach (string figure in new[] { "prec.", "recall", "F1" })
        {
            table.AddColumn(new TableColumn(figure).RightAligned().Padding(0, 1).NoWrap());
        }

        for (int actual = 0; actual < names.Length; actual++)
        {
            List<string> cells = [names[actual]];
            for (int predicted = 0; predicted < names.Length; predicted++)
            {
                cells.Add(Cell(matrix[actual, predicted], actual == predicted));
            }

            cells.Add($"{matrix.Precision(actual):F3}");
            cells.Add($"{matrix.Recall(actual):F3}");
            cells.Add($"{matrix.F1(actual):F3}");
            table.AddRow([.. cells]);
        }

        return table;
    }

    private static string Cell(long count, bool right) => count == 0 ? "[grey]·[/]" : right ? $"[green]{count}[/]" : $"{count}";
}
