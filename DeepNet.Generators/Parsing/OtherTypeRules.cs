using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using DeepNet.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepNet.Generators.Parsing;

/// <summary>The rules for types whether they are networks or not: what must not be on them, and where they must not be.</summary>
internal static class OtherTypeRules
{
    /// <summary>What is wrong with a type apart from what <see cref="DeclarationRules"/> says of a network.</summary>
    public static IEnumerable<DeclarationFault> Check(INamedTypeSymbol type, CancellationToken cancellation)
    {
        // A type there would come before what kernels mean by its name.
        IReadOnlyList<INamespaceSymbol> namespaces = FileNames.Namespaces(type);
        bool isOfUser = type.DeclaringSyntaxReferences.Any(r => !DeclarationRules.IsGenerated(r.SyntaxTree));
        if (isOfUser && type.ContainingType is null && namespaces.Count >= 2 && $"{namespaces[0].Name}.{namespaces[1].Name}" == GeneratedNamespaces.Kernels)
        {
            yield return new DeclarationFault("DEEP0017", DeclarationRules.Place(type), type.Name, GeneratedNamespaces.Kernels);
        }

        // On anything but a class the compiler refuses the attributes.
        if (type.TypeKind == TypeKind.Class && !NetworkParser.IsNetwork(type) && !NetworkParser.HasUnknownAttribute(type)
            && !type.GetAttributes().Any(a => a.AttributeClass is not null && NetworkParser.IsBlockMark(a))
            && NetworkParser.Attributes(type).FirstOrDefault() is { } attribute)
        {
            Location location = attribute.ApplicationSyntaxReference!.GetSyntax(cancellation).GetLocation();
            yield return new DeclarationFault("DEEP0012", location, type.Name, NetworkParser.Kind(attribute.AttributeClass!)!);
        }
    }

    /// <summary>The same as the generator says it, without places.</summary>
    public static EquatableArray<(string Type, Mistake Mistake)> Mistakes(ISymbol? declared, CancellationToken cancellation) =>
        declared is INamedTypeSymbol type ? Check(type, cancellation).Select(f => (type.ToDisplayString(), f.Mistake)).ToEquatableArray() : EquatableArray<(string, Mistake)>.Empty;

    /// <summary>Whether a declaration may break a rule, as far as its text alone tells: few do, so that few have to be bound.</summary>
    public static bool MayBreak(SyntaxNode node) =>
        node is ClassDeclarationSyntax or RecordDeclarationSyntax && IsPartWithoutNetwork((TypeDeclarationSyntax)node)
        || node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax && IsInNamespaceOfKernels(node);

    private static bool IsPartWithoutNetwork(TypeDeclarationSyntax declaration)
    {
        List<string> kinds = declaration.AttributeLists.SelectMany(l => l.Attributes).Select(Kind).ToList();
        return !kinds.Contains("Network") && kinds.Any(NetworkParser.IsPart);
    }

    /// <summary>The name as it is written, without what stands before it and without its suffix.</summary>
    private static string Kind(AttributeSyntax attribute)
    {
        string name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }

    private static bool IsInNamespaceOfKernels(SyntaxNode node)
    {
        string name = string.Join(".", node.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(n => n.Name.ToString().Replace(" ", "").Replace("@", "")));
        return name == GeneratedNamespaces.Kernels || name.StartsWith(GeneratedNamespaces.Kernels + ".", StringComparison.Ordinal);
    }
}
