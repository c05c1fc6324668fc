using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace DeepNet.Generators.Tests.Fixtures;

/// <summary>Assertions about what is reported for a source.</summary>
internal static partial class Verify
{
    /// <summary>
    /// Exactly the marked diagnostics are reported, each where it is marked, with all of <paramref name="messageParts"/> in the message of
    /// the first, and the compiler has nothing to add, although <see cref="Usage"/> uses the network.
    /// </summary>
    public static void Reports(string marked, params string[] messageParts) => Reports(marked, usage: true, messageParts);

    /// <summary>As <see cref="Reports(string, string[])"/>, with or without a program that uses a class called Net.</summary>
    public static void Reports(string marked, bool usage, params string[] messageParts) => Reports(marked, compiles: true, usage, LanguageVersion.Latest, messageParts);

    /// <summary>As <see cref="Reports(string, string[])"/>, for mistakes because of which no code can be added: what the compiler says is left out.</summary>
    public static void ReportsWithoutCode(string marked, params string[] messageParts) => Reports(marked, compiles: false, usage: false, LanguageVersion.Latest, messageParts);

    /// <summary>As <see cref="ReportsWithoutCode"/>, for an older version of C#.</summary>
    public static void ReportsWithoutCode(string marked, LanguageVersion version, params string[] messageParts) => Reports(marked, compiles: false, usage: false, version, messageParts);

    /// <summary>Neither the compiler nor the analyzer has anything to say, and there is code.</summary>
    public static GeneratorRun IsClean(params string[] files)
    {
        GeneratorRun run = GeneratorRun.Of(files);
        IsClean(run);
        return run;
    }

    /// <summary>Neither the compiler nor the analyzer has anything to say, and there is code.</summary>
    public static void IsClean(GeneratorRun run)
    {
        IsEmpty(run.AnalyzerDiagnostics);
        IsEmpty(run.CompilerDiagnostics);
        Assert.NotEmpty(run.Files);
        Assert.All(run.Files.Values, text => Assert.DoesNotContain("the declaration has an error", text));
    }

    /// <summary>Only the compiler reports, and only <paramref name="ids"/>: a mistake that is not the generator's business.</summary>
    public static void CompilerReports(string source, params string[] ids)
    {
        GeneratorRun run = GeneratorRun.Of(source, Usage(source));
        IsEmpty(run.AnalyzerDiagnostics);
        Assert.Equal(ids.Order(), run.CompilerDiagnostics.Select(d => d.Id).Order());
    }

    /// <summary>Diagnostics as lines of text.</summary>
    public static string Text(IEnumerable<Diagnostic> diagnostics) => string.Join("\n", diagnostics.Select(Line));

    private static void Reports(string marked, bool compiles, bool usage, LanguageVersion version, string[] messageParts)
    {
        Markup markup = Markup.Parse(marked);
        GeneratorRun run = GeneratorRun.Of(Sources.Compile("User", Sources.ParseOptions.WithLanguageVersion(version), [], usage ? [markup.Text, Usage(markup.Text)] : [markup.Text]));
        IReadOnlyList<Diagnostic> actual = run.AnalyzerDiagnostics;
        SourceText text = SourceText.From(markup.Text);
        string expected = string.Join("\n", markup.Expected.OrderBy(e => e.Span.Start).Select(e => $"{e.Id} at {Place(text, e.Span)}"));
        string got = string.Join("\n", actual.Select(d => $"{d.Id} at {Place(text, d.Location.SourceSpan)}"));
        Assert.True(expected == got, $"Expected:\n{expected}\nbut was:\n{got}\n{Text(actual)}");
        Assert.All(messageParts, part => Assert.Contains(part, actual[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Assert.All(actual, d => Assert.DoesNotMatch(@"\{\d\}", d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
        if (compiles)
        {
            IsEmpty(run.CompilerDiagnostics);
        }
        else
        {
            Assert.DoesNotContain(run.CompilerDiagnostics, d => d.Id is "CS8785" or "CS8784");
        }
    }

    /// <summary>A program that uses everything that a network called Net would have.</summary>
    private static string Usage(string source)
    {
        bool labels = LabelLoss().IsMatch(source) && !source.Contains("DenseTargets", StringComparison.Ordinal);
        string type = FirstNamespace().Match(source) is { Success: true } match ? match.Groups[1].Value + ".Net" : "Net";
        bool oneInput = CountOf(source, "Input(") <= 1;
        bool oneLoss = CountOf(source, "Loss") == 1;
        string training = oneLoss ? $$"""
                    float loss = net.TrainStep(input, target) + net.Backward(input, target) + net.Evaluate(input, target);
                    net.ApplyGradients();
                    net.ZeroGradients();
                    net.Gradients.Clear();
                    net.LearningRate = loss + {{type}}.TargetSize + {{type}}.TrainingBytes;
            """ : "";
        bool oneOutput = oneInput && CountOf(source, "Loss") <= 1 && !source.Contains("From = \"input\"", StringComparison.Ordinal);
        string prediction = oneOutput ? """
                    net.Forward(input, output);
                    net.Predict(input, output);
            """ : "";
        string dense = FirstDense().Match(source) is { Success: true } first && !first.Value.Contains("Name", StringComparison.Ordinal) ? """
                    net.Dense1.Weight.Clear();
                    net.Dense1.Bias.Clear();
            """ : "";
        return $$"""
            using System;
            internal static class Usage
            {
                internal static long Use()
                {
                    {{type}} net = new(seed: 1);
                    net = {{type}}.Create(2);
                    float[] input = new float[8], output = new float[8];
                    {{(labels ? "int" : "float")}}[] target = [0];
                    net.Save("a");
                    net.Load("a");
                    net.Parameters.Clear();
            {{dense}}
            {{prediction}}
            {{(oneInput ? training : "")}}
                    return {{type}}.ParameterCount + {{type}}.InputSize + {{type}}.OutputSize + {{type}}.MaxBatch + {{type}}.InferenceBytes + {{type}}.FlopsPerSample + target.Length + output.Length + input.Length;
                }
            }
            """;
    }

    /// <summary>Fails with all diagnostics in the message.</summary>
    private static void IsEmpty(IReadOnlyList<Diagnostic> diagnostics) => Assert.True(diagnostics.Count == 0, Text(diagnostics));

    private static int CountOf(string text, string part) => text.Split(part).Length - 1;

    private static string Place(SourceText text, TextSpan span) => $"{text.Lines.GetLinePosition(span.Start)} '{text.ToString(span)}'";

    private static string Line(Diagnostic diagnostic)
    {
        string code = diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan) ?? "";
        return $"{diagnostic.Location.SourceTree?.FilePath}: {diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)} at '{code}'";
    }

    [GeneratedRegex(@"\b(CrossEntropyLoss|FocalLoss|MultiClassHingeLoss|CtcLoss)\b")]
    private static partial Regex LabelLoss();

    [GeneratedRegex(@"\bDense\([^()]*\)")]
    private static partial Regex FirstDense();

    [GeneratedRegex(@"^namespace (\S+);", RegexOptions.Multiline)]
    private static partial Regex FirstNamespace();
}
