using DeepNet.Data;

namespace Programs;

/// <summary>12,500 dictionary words of five languages, without their accents.</summary>
internal static class Words
{
    /// <summary>The letters of the longest word.</summary>
    public const int MaxLength = 12;

    private const int TrainingCount = 10_000;

    /// <summary>The languages, in the order of their labels.</summary>
    public static readonly string[] Languages = ["English", "Spanish", "Dutch", "Polish", "Lithuanian"];

    /// <summary>Loads 10,000 words to train and 2,500 to test. A word is 1 to 26 for its letters behind as many zeros as are needed.</summary>
    public static (Dataset<int, int> Train, Dataset<int, int> Test) Load()
    {
        string[][] rows = [.. ShippedData.Lines("words.tsv.gz").Select(line => line.Split('\t'))];
        int[] letters = [.. rows.SelectMany(row => Encode(row[0]))];
        int[] labels = [.. rows.Select(row => Array.IndexOf(Languages, row[1]))];
        Dataset<int, int> all = new(letters, labels, MaxLength);
        return (all.Slice(0, TrainingCount), all.Slice(TrainingCount, all.Count - TrainingCount));
    }

    private static IEnumerable<int> Encode(string word) => word.PadLeft(MaxLength).Select(letter => letter == ' ' ? 0 : letter - 'a' + 1);
}
