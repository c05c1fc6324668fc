using System.Globalization;

namespace Programs;

/// <summary>What programs reached and in which time, as a file keeps it: name, value and seconds, separated by tabs.</summary>
internal sealed class RecordedResults
{
    private readonly Dictionary<string, (double Value, double Seconds)> _rows = [];

    /// <summary>Reads a file; one that is not there holds nothing.</summary>
    public static RecordedResults Load(string path)
    {
        RecordedResults results = new();
        foreach (string line in File.Exists(path) ? File.ReadAllLines(path) : [])
        {
            string[] cells = line.Split('\t');
            results._rows[cells[0]] = (double.Parse(cells[1], CultureInfo.InvariantCulture), double.Parse(cells[2], CultureInfo.InvariantCulture));
        }

        return results;
    }

    /// <summary>A program's row.</summary>
    public (double Value, double Seconds)? Find(string name) => _rows.TryGetValue(name, out (double, double) row) ? row : null;

    /// <summary>Takes a result in place of the one before.</summary>
    public void Set(string name, ProgramResult result) => _rows[name] = (result.Value, result.Seconds);

    /// <summary>Writes the rows in the order of the programs.</summary>
    public void Save(string path) => File.WriteAllLines(path, ProgramTable.All
        .Where(program => _rows.ContainsKey(program.Name))
        .Select(program => string.Create(CultureInfo.InvariantCulture, $"{program.Name}\t{_rows[program.Name].Value:G6}\t{_rows[program.Name].Seconds:G4}")));
}
