using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace DeepNet.Generators.Parsing;

/// <summary>
/// The names of a network's files. The compiler compares them without regard to case, so they differ by more: of names in one namespace or type
/// that differ by case alone, all but the first get a number. The signs between the parts cannot be part of a name.
/// </summary>
internal static class FileNames
{
    /// <summary>What other files' names begin with: those of kernels, and that of an attribute which the compiler adds.</summary>
    private static readonly string[] Taken = ["Kernels", "Microsoft"];

    /// <summary>The stem, such as <c>App.Models.Outer+Net</c>.</summary>
    public static string Stem(INamedTypeSymbol type)
    {
        string stem = Part(type);
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            stem = Part(outer) + "+" + stem;
        }

        return string.Join(".", Namespaces(type).Select(Part).Append(stem));
    }

    /// <summary>The namespaces around a type, outermost first.</summary>
    public static IReadOnlyList<INamespaceSymbol> Namespaces(INamedTypeSymbol type)
    {
        List<INamespaceSymbol> namespaces = [];
        for (INamespaceSymbol at = type.ContainingNamespace; !at.IsGlobalNamespace; at = at.ContainingNamespace)
        {
            namespaces.Insert(0, at);
        }

        return namespaces;
    }

    private static string Part(INamespaceOrTypeSymbol symbol)
    {
        INamespaceOrTypeSymbol around = (INamespaceOrTypeSymbol?)symbol.ContainingType ?? symbol.ContainingNamespace;
        int before = around.GetMembers()
            .Where(m => m is INamespaceOrTypeSymbol && m.Name.Equals(symbol.Name, StringComparison.OrdinalIgnoreCase) && string.CompareOrdinal(m.Name, symbol.Name) < 0)
            .Select(m => m.Name)
            .Distinct()
            .Count();
        if (around is INamespaceSymbol { IsGlobalNamespace: true } && Taken.Contains(symbol.Name, StringComparer.OrdinalIgnoreCase))
        {
            before++;
        }

        return before == 0 ? symbol.Name : symbol.Name + "-" + before.ToString(CultureInfo.InvariantCulture);
    }
}
