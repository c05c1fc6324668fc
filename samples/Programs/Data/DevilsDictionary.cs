namespace Programs;

/// <summary>The Devil's Dictionary by Ambrose Bierce (1911), 355,000 characters.</summary>
/// <param name="Train">The first nine tenths, as places in <paramref name="Characters"/>.</param>
/// <param name="Test">The rest.</param>
/// <param name="Characters">The different characters of the text, in order.</param>
internal sealed record DevilsDictionary(int[] Train, int[] Test, string Characters)
{
    public static DevilsDictionary Load()
    {
        string text = ShippedData.Text("devils-dictionary.txt.gz");
        string characters = new([.. text.Distinct().Order()]);
        int[] tokens = [.. text.Select(character => characters.IndexOf(character))];
        int cut = (int)(tokens.Length * 9L / 10);
        return new(tokens[..cut], tokens[cut..], characters);
    }
}
