using System;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepNet.Generators.Parsing;

/// <summary>Whether anybody but the generator will tell of a mistake.</summary>
internal static class ReportOptions
{
    /// <summary>Whether the project builds without analyzers, as <c>RunAnalyzers</c> and <c>RunAnalyzersDuringBuild</c> say.</summary>
    public static bool AreAnalyzersOff(AnalyzerConfigOptions options)
    {
        string all = Read(options, "RunAnalyzers");
        return all.Length > 0 ? IsFalse(all) : !IsTrue(Read(options, "DesignTimeBuild")) && IsFalse(Read(options, "RunAnalyzersDuringBuild"));
    }

    private static string Read(AnalyzerConfigOptions options, string name) => options.TryGetValue("build_property." + name, out string? text) ? text.Trim() : "";

    private static bool IsFalse(string text) => text.Equals("false", StringComparison.OrdinalIgnoreCase);

    private static bool IsTrue(string text) => text.Equals("true", StringComparison.OrdinalIgnoreCase);
}
