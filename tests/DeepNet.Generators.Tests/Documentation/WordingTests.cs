using System.Text.RegularExpressions;
using DeepNet.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace DeepNet.Generators.Tests.Documentation;

/// <summary>Documents, public comments and messages write a rate with "per" ("numbers per parameter"), and do without phrases that readers stumbled over.</summary>
public sealed partial class WordingTests
{
    public static TheoryData<string> Texts => [.. Documents.All, .. CodeOf("DeepNet.Runtime"), .. CodeOf("DeepNet.Shaders")];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Rates_say_per(string file) => Assert.Empty(Rate().Matches(Prose(file)).Select(m => m.Value));

    [Theory]
    [MemberData(nameof(Texts))]
    public void Phrases_are_plain(string file) => Assert.Empty(Phrase().Matches(Prose(file)).Select(m => m.Value));

    [Fact]
    public void Messages_are_plain() =>
        Assert.DoesNotContain(DiagnosticCatalog.All.Values.SelectMany(Lines), line => Rate().IsMatch(line) || Phrase().IsMatch(line));

    [Theory]
    [InlineData("203,530 FLOPs an image", true)]
    [InlineData("two numbers a parameter", true)]
    [InlineData("transposes W once a step", true)]
    [InlineData("one label per row", false)]
    [InlineData("a label is a number", false)]
    public void A_rate_is_found(string text, bool expected) => Assert.Equal(expected, Rate().IsMatch(text));

    private static IEnumerable<string> Lines(DiagnosticDescriptor descriptor) => [$"{descriptor.Title}", $"{descriptor.MessageFormat}"];

    /// <summary>A document as it is, and of a source file what its comments and strings hold.</summary>
    private static string Prose(string file)
    {
        string text = File.ReadAllText(Path.Combine(Documents.Root, file));
        return file.EndsWith(".md", StringComparison.Ordinal) ? text : string.Join('\n', text.Split('\n').Where(line => SourceText().IsMatch(line)));
    }

    private static IEnumerable<string> CodeOf(string folder) => Documents.Files(folder, "*.cs");

    [GeneratedRegex("///|//|\"")]
    private static partial Regex SourceText();

    [GeneratedRegex(@"\b(?:FLOPs?|bytes|bits|numbers?|images|samples|labels?|values?|factors?|weights?|microseconds|µs|ns|one|once|call)(?:</?\w+>)? an? (?:element|step|epoch|sample|image|second|parameter|class|row|query|channel|dimension|character|call|batch|vector|unit|layer)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Rate();

    [GeneratedRegex(@"\bby a hair\b|\bheld (?:to|against)\b|\bask(?:s|ed|ing)? ahead\b|\bwhat there is\b|\bthat (?:is|are) there\b|\btold (?:in|by)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Phrase();
}
