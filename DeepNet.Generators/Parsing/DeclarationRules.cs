using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Members;
using DeepNet.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepNet.Generators.Parsing;

/// <summary>A fault of a declaration that does not depend on its layers.</summary>
internal sealed record DeclarationFault(string Id, Location Location, params object[] MessageArguments)
{
    /// <summary>What it says, without the place.</summary>
    public Mistake Mistake => new(Id, MessageArguments.Select(a => a.ToString()).ToEquatableArray());
}

/// <summary>The rules for the class itself: what has to hold before any code can be added to it.</summary>
internal static class DeclarationRules
{
    private const string Remedy = "rename or remove it";

    /// <summary>Where the user declares something.</summary>
    public static Location Place(ISymbol symbol) => symbol.Locations.FirstOrDefault(l => l.SourceTree is { } tree && !IsGenerated(tree)) ?? symbol.Locations[0];

    public static IReadOnlyList<DeclarationFault> Check(INamedTypeSymbol type)
    {
        List<DeclarationFault> faults = [];
        List<TypeDeclarationSyntax> declarations = Declarations(type);
        if (declarations.Count == 0)
        {
            return faults;
        }

        // Of several declarations one without 'partial' is an error of the compiler.
        Location place = declarations[0].Identifier.GetLocation();
        if (declarations.Count == 1 && !IsPartial(declarations[0]))
        {
            faults.Add(new DeclarationFault("DEEP0001", place, type.Name));
        }

        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            List<TypeDeclarationSyntax> outers = Declarations(outer);
            if (outers.Count == 1 && !IsPartial(outers[0]))
            {
                faults.Add(new DeclarationFault("DEEP0002", outers[0].Identifier.GetLocation(), outer.Name, type.Name));
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
        CheckNames(type, place, faults);
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

    /// <summary>Whether a file is one that this generator wrote.</summary>
    public static bool IsGenerated(SyntaxTree tree) => tree.FilePath.Contains(typeof(NetworkGenerator).FullName!);

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

    private static void CheckNames(INamedTypeSymbol type, Location place, List<DeclarationFault> faults)
    {
        NetworkParts parts = Parts(type);
        if (GeneratedNames.Contains(type.Name, parts))
        {
            faults.Add(new DeclarationFault("DEEP0013", place, type.Name));
        }

        foreach (ISymbol member in type.GetMembers())
        {
            // What a property declares for itself goes with it.
            if (member.IsImplicitlyDeclared || member is IMethodSymbol { AssociatedSymbol: not null } || member.DeclaringSyntaxReferences.All(r => IsGenerated(r.SyntaxTree)))
            {
                continue;
            }

            Location location = Place(member);
            if (IsConstructorOfSeed(member))
            {
                faults.Add(new DeclarationFault("DEEP0007", location, type.Name, type.Name + "(int)", Remedy));
            }
            else if (GeneratedNames.Clashes(member, parts))
            {
                faults.Add(new DeclarationFault("DEEP0007", location, type.Name, member.Name, Remedy));
            }
            else if (IsRequired(member))
            {
                faults.Add(new DeclarationFault("DEEP0014", location, type.Name, member.Name));
            }
        }

        for (INamedTypeSymbol? parent = type.BaseType; parent is { SpecialType: not SpecialType.System_Object }; parent = parent.BaseType)
        {
            // A network's members do not exist yet while the generator runs.
            bool isNetwork = NetworkParser.IsNetwork(parent);
            List<ISymbol> members = parent.GetMembers().Where(m => m.DeclaredAccessibility != Accessibility.Private && !m.IsImplicitlyDeclared && m is not IMethodSymbol { AssociatedSymbol: not null }).ToList();
            string? clash = isNetwork ? "Parameters" : members.FirstOrDefault(m => GeneratedNames.Clashes(m, parts))?.Name;
            if (clash is not null)
            {
                faults.Add(new DeclarationFault("DEEP0015", place, type.Name, parent.Name, clash));
                return;
            }

            if (members.FirstOrDefault(IsRequired) is { } required)
            {
                faults.Add(new DeclarationFault("DEEP0014", place, type.Name, required.Name));
                return;
            }
        }
    }

    private static NetworkParts Parts(INamedTypeSymbol type) => new(
        NetworkParser.Attributes(type).Any(a => NetworkParser.Trains(a.AttributeClass!)),
        NetworkParser.HasState(type, []),
        NetworkParser.NetworkMark(type)?.NamedArguments.Any(a => a is { Key: "Gpu", Value.Value: true }) ?? false);

    private static bool IsConstructorOfSeed(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters.Length: 1 } constructor
        && constructor.Parameters[0].Type.SpecialType == SpecialType.System_Int32
        && constructor.DeclaringSyntaxReferences.All(r => r.GetSyntax() is ConstructorDeclarationSyntax);

    private static bool IsRequired(ISymbol member) => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };

    private static void CheckConstruction(INamedTypeSymbol type, List<TypeDeclarationSyntax> declarations, List<DeclarationFault> faults)
    {
        if (declarations.FirstOrDefault(d => d.ParameterList is not null) is { } primary)
        {
            faults.Add(new DeclarationFault("DEEP0008", primary.ParameterList!.GetLocation(), type.Name));
            return;
        }

        if (type.BaseType is { SpecialType: not SpecialType.System_Object, TypeKind: not TypeKind.Error } parent && !parent.InstanceConstructors.Any(c => TakesNothing(c, type)))
        {
            faults.Add(new DeclarationFault("DEEP0011", declarations[0].Identifier.GetLocation(), type.Name, parent.Name));
        }

        foreach (ConstructorDeclarationSyntax constructor in declarations.SelectMany(d => d.Members).OfType<ConstructorDeclarationSyntax>())
        {
            // The one that takes a seed clashes with the generated one, which is already reported.
            bool takesSeed = constructor.ParameterList.Parameters.Count == 1
                && constructor.ParameterList.Parameters[0].Type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.IntKeyword };
            if (!takesSeed && !constructor.Modifiers.Any(SyntaxKind.StaticKeyword) && constructor.Initializer?.ThisOrBaseKeyword.IsKind(SyntaxKind.ThisKeyword) != true)
            {
                faults.Add(new DeclarationFault("DEEP0010", constructor.Identifier.GetLocation(), type.Name));
            }
        }
    }

    /// <summary>Whether a derived class's constructor calls this one implicitly.</summary>
    private static bool TakesNothing(IMethodSymbol constructor, INamedTypeSymbol derived) =>
        constructor.Parameters.All(p => p.IsOptional || p.IsParams)
        && constructor.DeclaredAccessibility switch
        {
            Accessibility.Private => false,
            Accessibility.Internal or Accessibility.ProtectedAndInternal => SymbolEqualityComparer.Default.Equals(constructor.ContainingAssembly, derived.ContainingAssembly)
                || constructor.ContainingAssembly.GivesAccessTo(derived.ContainingAssembly),
            _ => true,
        };
}
