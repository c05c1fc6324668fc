using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepNet.Generators.Parsing;

/// <summary>A fault of a declaration that does not depend on its layers.</summary>
internal sealed record DeclarationFault(string Id, Location Location, params object[] MessageArguments);

/// <summary>The rules for the class itself: what has to hold before any code can be added to it.</summary>
internal static class DeclarationRules
{
    /// <summary>The members that every network gets, apart from its layers; methods with their numbers of parameters.</summary>
    private static readonly Dictionary<string, int[]> GeneratedMethods = new()
    {
        ["Forward"] = [2], ["Predict"] = [2], ["TrainStep"] = [2], ["Backward"] = [2], ["Evaluate"] = [2], ["ApplyGradients"] = [0], ["ZeroGradients"] = [0],
        ["Save"] = [2], ["Load"] = [1], ["Create"] = [1],
    };

    private static readonly HashSet<string> GeneratedMembers =
    [
        "Parameters", "Gradients", "LearningRate", "ParameterCount", "InputSize", "OutputSize", "TargetSize", "MaxBatch", "TrainingBytes",
        "InferenceBytes", "FlopsPerSample",
    ];

    public static IReadOnlyList<DeclarationFault> Check(INamedTypeSymbol type)
    {
        List<DeclarationFault> faults = [];
        List<TypeDeclarationSyntax> declarations = Declarations(type);
        if (declarations.Count == 0)
        {
            return faults;
        }

        Location place = declarations[0].Identifier.GetLocation();
        if (declarations.FirstOrDefault(d => !IsPartial(d)) is { } whole)
        {
            faults.Add(new DeclarationFault("DEEP0001", whole.Identifier.GetLocation(), type.Name));
        }

        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (Declarations(outer).FirstOrDefault(d => !IsPartial(d)) is { } outerWhole)
            {
                faults.Add(new DeclarationFault("DEEP0002", outerWhole.Identifier.GetLocation(), outer.Name, type.Name));
            }
        }

        if (IsGeneric(type))
        {
            faults.Add(new DeclarationFault("DEEP0003", place, type.Name));
        }

        if (IsFileLocal(type))
        {
            faults.Add(new DeclarationFault("DEEP0004", place, type.Name));
        }

        if (type.IsStatic || type.IsAbstract)
        {
            faults.Add(new DeclarationFault("DEEP0005", place, type.Name, type.IsStatic ? "static" : "abstract"));
        }

        CheckAttributesTogether(type, faults);
        CheckMembers(type, faults);
        CheckConstruction(type, declarations, faults);
        if (declarations[0].SyntaxTree.Options is CSharpParseOptions { LanguageVersion: var version } && version < LanguageVersion.CSharp12)
        {
            faults.Add(new DeclarationFault("DEEP0009", place, type.Name, version.ToDisplayString()));
        }

        return faults;
    }

    /// <summary>The declarations that the user wrote.</summary>
    private static List<TypeDeclarationSyntax> Declarations(INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .Where(r => !IsGenerated(r.SyntaxTree))
        .Select(r => r.GetSyntax())
        .OfType<TypeDeclarationSyntax>()
        .ToList();

    private static bool IsGenerated(SyntaxTree tree) => tree.FilePath.Contains(typeof(NetworkGenerator).FullName!);

    private static bool IsPartial(TypeDeclarationSyntax declaration) => declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static bool IsGeneric(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? at = type; at is not null; at = at.ContainingType)
        {
            if (at.TypeParameters.Length > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFileLocal(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? at = type; at is not null; at = at.ContainingType)
        {
            if (at.IsFileLocal)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The order of layers is the order of attributes, which is only defined within one declaration.</summary>
    private static void CheckAttributesTogether(INamedTypeSymbol type, List<DeclarationFault> faults)
    {
        SyntaxNode? first = null;
        foreach (AttributeData attribute in NetworkParser.Attributes(type))
        {
            SyntaxNode? syntax = attribute.ApplicationSyntaxReference?.GetSyntax();
            SyntaxNode? declaration = syntax?.FirstAncestorOrSelf<TypeDeclarationSyntax>();
            first ??= declaration;
            if (declaration != first)
            {
                faults.Add(new DeclarationFault("DEEP0006", syntax!.GetLocation(), type.Name));
                return;
            }
        }
    }

    private static void CheckMembers(INamedTypeSymbol type, List<DeclarationFault> faults)
    {
        HashSet<string> layers = [.. LayerNames(type)];
        foreach (ISymbol member in type.GetMembers())
        {
            if (member.IsImplicitlyDeclared || member.DeclaringSyntaxReferences.All(r => IsGenerated(r.SyntaxTree)))
            {
                continue;
            }

            bool clashes = member is IMethodSymbol method && GeneratedMethods.TryGetValue(member.Name, out int[]? counts)
                ? counts.Contains(method.Parameters.Length)
                : GeneratedMembers.Contains(member.Name) || layers.Contains(member.Name) || (GeneratedMethods.ContainsKey(member.Name) && member is not IMethodSymbol);
            if (clashes)
            {
                faults.Add(new DeclarationFault("DEEP0007", member.Locations.First(l => l.SourceTree is { } tree && !IsGenerated(tree)), type.Name, member.Name));
            }
        }
    }

    /// <summary>The properties that layers with parameters get.</summary>
    private static IEnumerable<string> LayerNames(INamedTypeSymbol type)
    {
        int dense = 0;
        foreach (AttributeData attribute in NetworkParser.Attributes(type))
        {
            if (NetworkParser.Kind(attribute.AttributeClass!) == "Dense")
            {
                dense++;
                string? name = attribute.NamedArguments.FirstOrDefault(a => a.Key == "Name").Value.Value as string;
                yield return name is { Length: > 0 } ? NetworkParser.PropertyName(name) : "Dense" + dense.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }
        }
    }

    private static void CheckConstruction(INamedTypeSymbol type, List<TypeDeclarationSyntax> declarations, List<DeclarationFault> faults)
    {
        if (declarations.FirstOrDefault(d => d.ParameterList is not null) is { } primary)
        {
            faults.Add(new DeclarationFault("DEEP0008", primary.ParameterList!.GetLocation(), type.Name));
            return;
        }

        if (type.BaseType is { SpecialType: not SpecialType.System_Object } parent
            && !parent.InstanceConstructors.Any(c => c.Parameters.Length == 0 && c.DeclaredAccessibility != Accessibility.Private))
        {
            faults.Add(new DeclarationFault("DEEP0011", declarations[0].Identifier.GetLocation(), type.Name, parent.Name));
        }

        foreach (ConstructorDeclarationSyntax constructor in declarations.SelectMany(d => d.Members).OfType<ConstructorDeclarationSyntax>())
        {
            if (!constructor.Modifiers.Any(SyntaxKind.StaticKeyword) && constructor.Initializer?.ThisOrBaseKeyword.IsKind(SyntaxKind.ThisKeyword) != true)
            {
                faults.Add(new DeclarationFault("DEEP0010", constructor.Identifier.GetLocation(), type.Name));
            }
        }
    }
}
