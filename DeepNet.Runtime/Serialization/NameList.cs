namespace DeepNet.Serialization;

/// <summary>Names for a message: all of a few, the first of many.</summary>
internal static class NameList
{
    private const int Shown = 4;

    /// <summary>Gives <c>'a', 'b', 'c', 'd' and 8 more</c>, or <c>none</c>.</summary>
    internal static string Quote(IReadOnlyCollection<string> names)
    {
        if (names.Count == 0)
        {
            return "none";
        }

        string first = string.Join(", ", names.Take(Shown).Select(static name => $"'{Excerpt.Of(name)}'"));
        return names.Count > Shown ? $"{first} and {names.Count - Shown} more" : first;
    }
}
