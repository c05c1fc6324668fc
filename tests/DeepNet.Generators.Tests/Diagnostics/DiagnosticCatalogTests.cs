using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using DeepNet.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepNet.Generators.Tests.Diagnostics;

/// <summary>Descriptors, release notes, documentation pages and tests name the same ids, and the samples of the pages do what they say.</summary>
public sealed partial class DiagnosticCatalogTests
{
    /// <summary>What no declaration in a sample's namespace brings about: an older language, an option of the project, a namespace of its own, a fault of DeepNet.</summary>
    private static readonly string[] Elsewhere = ["DEEP0009", "DEEP0016", "DEEP0017", "DEEP0900"];

    private static IEnumerable<string> Ids => DiagnosticCatalog.All.Keys.Order(StringComparer.Ordinal);

    public static TheoryData<string> Pages => [.. Ids];

    [Fact]
    public void Release_notes_have_a_row_for_each()
    {
        string notes = File.ReadAllText(Path.Combine(Root(), "DeepNet.Generators", "AnalyzerReleases.Unshipped.md"))
            + File.ReadAllText(Path.Combine(Root(), "DeepNet.Generators", "AnalyzerReleases.Shipped.md"));
        IEnumerable<string> rows = ReleaseRow().Matches(notes).Select(m => m.Value.TrimEnd());
        Assert.Equal(Ids.Select(id => DiagnosticCatalog.All[id]).Select(d => $"{d.Id} | {d.Category} | {d.DefaultSeverity} | {d.Title}"), rows);
    }

    [Fact]
    public void There_is_a_page_for_each()
    {
        IEnumerable<string> pages = Directory.GetFiles(PagesFolder(), "DEEP*.md").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal);
        Assert.Equal(Ids, pages);
        string list = File.ReadAllText(Path.Combine(PagesFolder(), "README.md"));
        Assert.Equal(
            Ids.Select(id => $"| [{id}]({id}.md) | {DiagnosticCatalog.All[id].DefaultSeverity} | {DiagnosticCatalog.All[id].Title} |"),
            ListRow().Matches(list).Select(m => m.Value));
    }

    [Fact]
    public void The_list_has_each_under_its_block()
    {
        string list = File.ReadAllText(Path.Combine(PagesFolder(), "README.md"));
        IEnumerable<string> filed = list.Split("\n## ").Skip(1)
            .SelectMany(part => ListRow().Matches(part).Select(row => $"{row.Value[3..11]} under {part[..part.IndexOf('\n', StringComparison.Ordinal)]}"));
        Dictionary<char, string> blocks = new() { ['0'] = "Declaration", ['1'] = "Shapes and graph", ['2'] = "Arguments", ['3'] = "Losses and optimizers", ['4'] = "GPU", ['9'] = "Faults of DeepNet" };
        Assert.Equal(Ids.Select(id => $"{id} under {blocks[id[5]]}"), filed);
    }

    [Fact]
    public void There_is_a_test_for_each()
    {
        string folder = Path.Combine(Root(), "tests", "DeepNet.Generators.Tests", "Diagnostics");
        string tests = string.Concat(Directory.GetFiles(folder, "*Tests.cs").Select(File.ReadAllText));
        Assert.Equal(Ids, MarkedId().Matches(tests).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_has_all_its_parts(string id)
    {
        DiagnosticDescriptor descriptor = DiagnosticCatalog.All[id];
        string page = Page(id);
        Assert.StartsWith($"# {id}: {descriptor.Title}\n\n{descriptor.DefaultSeverity}. ", page, StringComparison.Ordinal);
        Assert.Equal(["Example", "Fix", "Why"], Heading().Matches(page).Select(m => m.Groups[1].Value));
        Assert.EndsWith("/docs/diagnostics/" + id + ".md", descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_example_reports_exactly_its_id()
    {
        GeneratorRun run = GeneratorRun.Of(Sources.Compile(Ids.Select(id => Sample(id, "Example")).ToArray()));
        IEnumerable<string> older = GeneratorRun.Of(Sources.Compile("User", Sources.ParseOptions.WithLanguageVersion(LanguageVersion.CSharp11), [], Sample("DEEP0009", "Example")))
            .AnalyzerDiagnostics.Select(d => d.Id);
        Assert.Equal(["DEEP0009"], older);
        Match option = Property().Match(Page("DEEP0016"));
        IEnumerable<string> optional = GeneratorRun.Of(Sources.Compile(Sample("DEEP0016", "Example")), new ProjectOptions((option.Groups[1].Value, option.Groups[2].Value)))
            .AnalyzerDiagnostics.Select(d => d.Id);
        Assert.Equal(["DEEP0016"], optional);
        IEnumerable<string> outside = GeneratorRun.Of(Sources.Compile(Text("DEEP0017", "Example"))).AnalyzerDiagnostics.Select(d => d.Id);
        Assert.Equal(["DEEP0017"], outside);
        string[] ids = Ids.ToArray();
        IEnumerable<string> reported = run.AnalyzerDiagnostics.Select(d => $"{ids[FileIndex(d)]} reports {d.Id}").Order(StringComparer.Ordinal);
        Assert.Equal(ids.Where(id => !Elsewhere.Contains(id)).Select(id => $"{id} reports {id}"), reported);
    }

    /// <summary>No analyzer runs, so the generated code has the error instead, once.</summary>
    [Fact]
    public void Each_example_is_an_error_without_analyzers()
    {
        string[] errors = Ids.Where(id => DiagnosticCatalog.All[id].DefaultSeverity == DiagnosticSeverity.Error && !Elsewhere.Contains(id)).ToArray();
        GeneratorRun run = GeneratorRun.Of(Sources.Compile(errors.Select(id => Sample(id, "Example")).ToArray()), new ProjectOptions(("RunAnalyzers", "false")));
        Assert.Equal(errors.Select(id => $"{id} in Page{id}"), Unreported(run).Order(StringComparer.Ordinal));

        (string, string)[] off = [("RunAnalyzers", "false")];
        Match option = Property().Match(Page("DEEP0016"));
        Assert.Equal(["DEEP0009 in Net"], Unreported(GeneratorRun.Of(Sources.Compile("User", Sources.ParseOptions.WithLanguageVersion(LanguageVersion.CSharp11), [], Text("DEEP0009", "Example")), new ProjectOptions(off))));
        Assert.Equal(["DEEP0016"], Unreported(GeneratorRun.Of(Sources.Compile(), new ProjectOptions([.. off, (option.Groups[1].Value, option.Groups[2].Value)]))));
        Assert.Equal(["DEEP0017 in DeepNet"], Unreported(GeneratorRun.Of(Sources.Compile(Text("DEEP0017", "Example")), new ProjectOptions(off))));
    }

    [Fact]
    public void Each_fix_reports_nothing() => Verify.IsClean(Ids.Select(id => Sample(id, "Fix")).ToArray());

    /// <summary>The mistakes that the generated code holds, each with the first part of the name of its type.</summary>
    private static IEnumerable<string> Unreported(GeneratorRun run) => run.CompilerDiagnostics
        .Where(d => d.Id == "CS1029")
        .Select(d => Unlocated().Match(d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)).Groups[1].Value);

    /// <summary>The C# of a section, in a namespace of its own so that all samples stand in one compilation.</summary>
    private static string Sample(string id, string section) => $"namespace Page{id}\n{{\n{Text(id, section)}}}\n";

    private static string Text(string id, string section)
    {
        string page = Page(id);
        return Code().Match(page[page.IndexOf("## " + section, StringComparison.Ordinal)..]).Groups[1].Value;
    }

    private static int FileIndex(Diagnostic diagnostic) =>
        int.Parse(Path.GetFileNameWithoutExtension(diagnostic.Location.SourceTree!.FilePath)["File".Length..], System.Globalization.CultureInfo.InvariantCulture);

    private static string Page(string id) => File.ReadAllText(Path.Combine(PagesFolder(), id + ".md"));

    private static string PagesFolder() => Path.Combine(Root(), "docs", "diagnostics");

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));

    [GeneratedRegex(@"^DEEP\d{4} .*$", RegexOptions.Multiline)]
    private static partial Regex ReleaseRow();

    [GeneratedRegex(@"^\| \[DEEP.*\|$", RegexOptions.Multiline)]
    private static partial Regex ListRow();

    [GeneratedRegex(@"(?:\{\||Equal\("")(DEEP\d{4})["":]")]
    private static partial Regex MarkedId();

    [GeneratedRegex(@"^## (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"<(DeepNet\w+)>(.*?)</")]
    private static partial Regex Property();

    [GeneratedRegex(@"(DEEP\d{4}(?: in \w+)?)")]
    private static partial Regex Unlocated();

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();
}
