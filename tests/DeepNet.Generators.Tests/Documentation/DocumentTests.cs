using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DeepNet.Generators.Tests.Documentation;

/// <summary>
/// What the documents show is true: their C# compiles, a comment such as <c>//    ~~~~ DEEP0102: message</c> under a line is exactly what the
/// analyzer reports there, commands name projects and scripts that exist, and links lead somewhere.
/// </summary>
public sealed partial class DocumentTests
{
    private const string ImplicitUsings = "global using System;\nglobal using System.Collections.Generic;\nglobal using System.IO;\nglobal using System.Linq;\n";

    private static readonly string Root = Documents.Root;

    public static TheoryData<string> WithCode => ["README.md", "CONTRIBUTING.md"];

    public static TheoryData<string> All => [.. Documents.All];

    [Theory]
    [MemberData(nameof(WithCode))]
    public void Code_compiles_and_reports_what_is_marked(string document)
    {
        string[] blocks = CodeBlock().Matches(Text(document)).Select(m => m.Groups[1].Value).ToArray();
        string[] types = blocks.Where(b => !HasStatements(b) && !Squiggle().IsMatch(b)).ToArray();
        foreach (string block in blocks)
        {
            bool isProgram = HasStatements(block);
            GeneratorRun run = Run(isProgram ? [block, .. types] : [block], isProgram);

            IEnumerable<string> reported = run.AnalyzerDiagnostics
                .Select(d => $"{d.Location.GetLineSpan().Span} {d.Id}: {d.GetMessage(CultureInfo.InvariantCulture)}");
            Assert.Equal(Marked(block), reported);
            Assert.True(run.CompilerDiagnostics.Count == 0, Verify.Text(run.CompilerDiagnostics) + "\nin\n" + block);
        }
    }

    [Fact]
    public void The_readme_shows_a_network_a_program_and_a_mistake()
    {
        string[] blocks = CodeBlock().Matches(Text("README.md")).Select(m => m.Groups[1].Value).ToArray();
        Assert.Contains(blocks, HasStatements);
        Assert.Contains(blocks, b => b.Contains("[Network", StringComparison.Ordinal) && !Squiggle().IsMatch(b));
        Assert.Contains(blocks, b => Squiggle().IsMatch(b));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Commands_name_what_exists(string document)
    {
        foreach (Match match in Command().Matches(Text(document)))
        {
            string path = match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value;
            Assert.True(Directory.Exists(Path.Combine(Root, path)) || File.Exists(Path.Combine(Root, path)), $"{document} names {path}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Links_lead_somewhere(string document)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Root, document))!;
        foreach (Match match in Link().Matches(Text(document)))
        {
            string target = match.Groups[1].Value;
            if (!target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#'))
            {
                string path = Path.Combine(folder, target.Split('#')[0]);
                Assert.True(Directory.Exists(path) || File.Exists(path), $"{document} links to {target}");
            }
        }
    }

    private static GeneratorRun Run(string[] files, bool isProgram)
    {
        CSharpCompilation compilation = Sources.Compile([.. files, ImplicitUsings]).AddReferences(Sources.Shaders);
        OutputKind kind = isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        return GeneratorRun.Of(compilation.WithOptions(compilation.Options.WithOutputKind(kind)));
    }

    private static bool HasStatements(string block) => CSharpSyntaxTree.ParseText(block).GetCompilationUnitRoot().Members.Any(m => m is GlobalStatementSyntax);

    /// <summary>The diagnostics that comments of a block promise, in the form in which they are compared.</summary>
    private static IEnumerable<string> Marked(string block)
    {
        SourceText text = SourceText.From(block);
        foreach (Match match in Squiggle().Matches(block))
        {
            // The comment stands under the line at fault.
            int line = text.Lines.GetLineFromPosition(match.Index).LineNumber - 1;
            Group squiggle = match.Groups[1];
            int start = squiggle.Index - match.Index;
            LinePositionSpan span = new(new LinePosition(line, start), new LinePosition(line, start + squiggle.Length));
            yield return $"{span} {match.Groups[2].Value}";
        }
    }

    private static string Text(string document) => File.ReadAllText(Path.Combine(Root, document));

    [GeneratedRegex(@"^```csharp\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^// *(~+) (DEEP\d{4}: .*)$", RegexOptions.Multiline)]
    private static partial Regex Squiggle();

    [GeneratedRegex(@"(?:--project |^dotnet (?:build|pack|test) |^bash |^/usr/bin/python3 )([A-Za-z][\w./-]*)|^((?:\.ci|samples|benchmarks|tests)/[\w./-]+)", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
