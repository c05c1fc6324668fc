using System;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DeepNet.Generators.Parsing;

/// <summary>Whether kernels get scalar twins: the property <c>DeepNetScalarTwins</c>, which DeepNet's own tests set.</summary>
internal static class TwinOptions
{
    public static bool Read(AnalyzerConfigOptions options) =>
        options.TryGetValue("build_property.DeepNetScalarTwins", out string? text) && text.Trim().Equals("true", StringComparison.OrdinalIgnoreCase);
}
