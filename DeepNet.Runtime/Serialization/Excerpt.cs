namespace DeepNet.Serialization;

/// <summary>Text of a file for a message: all of it if it is short, else a piece, since a damaged or hostile file can hold any length.</summary>
internal static class Excerpt
{
    private const int Longest = 100;
    private const int Before = 40;

    /// <summary>Gives the text, or the piece of it around a position, with <c>...</c> where something is left out.</summary>
    internal static string Of(string text, int position = 0)
    {
        if (text.Length <= Longest)
        {
            return text;
        }

        int start = Math.Clamp(position - Before, 0, text.Length - Longest);
        int end = start + Longest;

        // Half of a surrogate pair is no text.
        start += char.IsLowSurrogate(text[start]) ? 1 : 0;
        end -= char.IsHighSurrogate(text[end - 1]) ? 1 : 0;
        return $"{(start > 0 ? "..." : "")}{text[start..end]}{(end < text.Length ? "..." : "")}";
    }
}
