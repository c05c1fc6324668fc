using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace DeepNet.Generators.Tests.Fixtures;

/// <summary>A source in which expected diagnostics are marked: <c>[Dense({|DEEP0200:0|})]</c>.</summary>
internal sealed record Markup(string Text, IReadOnlyList<(string Id, TextSpan Span)> Expected)
{
    /// <summary>Takes the marks out of a text.</summary>
    public static Markup Parse(string marked)
    {
        const int idLength = 8; // DEEP0000
        StringBuilder text = new();
        List<(string, TextSpan)> expected = [];
        Stack<(string Id, int Start)> open = new();
        for (int i = 0; i < marked.Length; i++)
        {
            if (marked.AsSpan(i).StartsWith("{|DEEP", StringComparison.Ordinal))
            {
                open.Push((marked.Substring(i + 2, idLength), text.Length));
                i += 2 + idLength;
            }
            else if (open.Count > 0 && marked.AsSpan(i).StartsWith("|}", StringComparison.Ordinal))
            {
                (string id, int start) = open.Pop();
                expected.Add((id, TextSpan.FromBounds(start, text.Length)));
                i++;
            }
            else
            {
                text.Append(marked[i]);
            }
        }

        Assert.Empty(open);
        return new Markup(text.ToString(), expected);
    }
}
