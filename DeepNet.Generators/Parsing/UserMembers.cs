using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Model;
using DeepNet.Generators.Planning.Graphs;
using Microsoft.CodeAnalysis;

namespace DeepNet.Generators.Parsing;

/// <summary>
/// Finds the members of a class whose names begin as those of layers do. Which of them collide, the planner knows; the others are left out, so that
/// an edit of theirs leaves the model as it is.
/// </summary>
internal static class UserMembers
{
    public static EquatableArray<UserMember> Find(INamedTypeSymbol type, IEnumerable<AttributeSpec> attributes)
    {
        List<string> beginnings = [.. attributes.SelectMany(Beginnings).Distinct()];
        IEnumerable<UserMember> own = type.GetMembers()
            .Where(m => IsDeclared(m) && m.DeclaringSyntaxReferences.Any(r => !DeclarationRules.IsGenerated(r.SyntaxTree)))
            .Select(m => new UserMember(m.Name, null));
        return own.Concat(Inherited(type)).Where(m => beginnings.Any(b => IsOf(m.Name, b))).Distinct().OrderBy(m => m.Name, StringComparer.Ordinal).ToEquatableArray();
    }

    private static IEnumerable<UserMember> Inherited(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? parent = type.BaseType; parent is { SpecialType: not SpecialType.System_Object }; parent = parent.BaseType)
        {
            foreach (ISymbol member in parent.GetMembers().Where(m => m.DeclaredAccessibility != Accessibility.Private && IsDeclared(m)))
            {
                yield return new UserMember(member.Name, parent.Name);
            }
        }
    }

    /// <summary>Whether a member stands for itself, unlike the methods of a property, and is no overload that can stand beside them.</summary>
    private static bool IsDeclared(ISymbol member) =>
        !member.IsImplicitlyDeclared && member is not IMethodSymbol { AssociatedSymbol: not null } && !GeneratedNames.IsOtherOverload(member);

    private static bool IsOf(string member, string beginning) =>
        member.StartsWith(beginning, StringComparison.Ordinal)
        || ((member.StartsWith("get_", StringComparison.Ordinal) || member.StartsWith("set_", StringComparison.Ordinal))
            && string.CompareOrdinal(member, "get_".Length, beginning, 0, beginning.Length) == 0);

    /// <summary>What the names of a layer's members begin with; those of layers in a block begin with the block's name, or are numbered as the others are.</summary>
    private static IEnumerable<string> Beginnings(AttributeSpec attribute)
    {
        if (LayerCatalog.Find(attribute.Kind) is not { } layer)
        {
            yield break;
        }

        yield return attribute.Text("Name") is { Length: > 0 } name ? NameScope.Pascal(name) : layer.DefaultName(attribute);
        foreach (string inner in attribute.Arguments.Select(a => a.Value).OfType<BlockSpec>().SelectMany(b => b.Attributes).SelectMany(Beginnings))
        {
            yield return inner;
        }
    }
}
