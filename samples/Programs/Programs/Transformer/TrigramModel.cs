namespace Programs;

/// <summary>
/// Guesses a character from the two before it, by how often it followed them, mixed with what followed one of them and with what is frequent at all:
/// interpolated Kneser-Ney smoothing (Kneser and Ney 1995; Chen and Goodman 1999).
/// </summary>
internal sealed class TrigramModel
{
    private const double Discount = 0.75;

    private readonly int _vocabulary;
    private readonly double[] _single;
    private readonly int[] _pairs;
    private readonly int[] _triples;

    private TrigramModel(int vocabulary)
    {
        _vocabulary = vocabulary;
        _single = new double[vocabulary];
        _pairs = new int[vocabulary * vocabulary];
        _triples = new int[vocabulary * vocabulary * vocabulary];
    }

    /// <summary>Counts a text's trigrams.</summary>
    public static TrigramModel Train(ReadOnlySpan<int> text, int vocabulary)
    {
        TrigramModel model = new(vocabulary);
        bool[] pairSeen = new bool[vocabulary * vocabulary];
        for (int i = 1; i < text.Length; i++)
        {
            pairSeen[(text[i - 1] * vocabulary) + text[i]] = true;
        }

        for (int i = 2; i < text.Length; i++)
        {
            int triple = (((text[i - 2] * vocabulary) + text[i - 1]) * vocabulary) + text[i];
            // For the shorter contexts it counts how many different characters came before, not how often.
            model._pairs[triple % pairSeen.Length] += model._triples[triple] == 0 ? 1 : 0;
            model._triples[triple]++;
        }

        int kinds = pairSeen.Count(seen => seen);
        for (int character = 0; character < vocabulary; character++)
        {
            int before = Enumerable.Range(0, vocabulary).Count(first => pairSeen[(first * vocabulary) + character]);
            model._single[character] = (before + 1.0) / (kinds + vocabulary);
        }

        return model;
    }

    /// <summary>The mean of the bits that it takes to say which character comes next.</summary>
    public double BitsPerCharacter(ReadOnlySpan<int> text)
    {
        double bits = 0;
        for (int i = 2; i < text.Length; i++)
        {
            double pair = Mix(_pairs.AsSpan(text[i - 1] * _vocabulary, _vocabulary), text[i], _single[text[i]]);
            double triple = Mix(_triples.AsSpan(((text[i - 2] * _vocabulary) + text[i - 1]) * _vocabulary, _vocabulary), text[i], pair);
            bits -= Math.Log2(triple);
        }

        return bits / (text.Length - 2);
    }

    // Takes the discount from each count that there is, and gives what was taken to the shorter context's probability.
    private static double Mix(ReadOnlySpan<int> counts, int character, double shorter)
    {
        int total = 0;
        int different = 0;
        foreach (int count in counts)
        {
            total += count;
            different += count > 0 ? 1 : 0;
        }

        return total == 0 ? shorter : (Math.Max(counts[character] - Discount, 0) + (Discount * different * shorter)) / total;
    }
}
