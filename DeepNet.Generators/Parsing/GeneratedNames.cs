using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Members;
using Microsoft.CodeAnalysis;

namespace DeepNet.Generators.Parsing;

/// <summary>The names that generated code declares in a network's class by <see cref="ClassMembers"/>. Those of layers are apart.</summary>
internal static class GeneratedNames
{
    /// <summary>All names of a network with some parts.</summary>
    public static IEnumerable<string> All(NetworkParts parts) => ClassMembers.All.Where(m => m.IsNamed && parts.Has(m.Part)).Select(m => m.Name).Distinct();

    /// <summary>Whether a network has a member of this name, or C# keeps the name for one.</summary>
    public static bool Contains(string name, NetworkParts parts) =>
        Members(name, parts).Any() || (IsAccessor(name) && IsProperty(name.Substring("get_".Length), parts));

    /// <summary>Whether a member cannot stand beside the generated ones. An overload of a generated method can.</summary>
    public static bool Clashes(ISymbol member, NetworkParts parts)
    {
        if (!Contains(member.Name, parts))
        {
            return false;
        }

        return member is not IMethodSymbol method
            || (IsAccessor(member.Name) ? !IsOtherOverload(member) : Members(member.Name, parts).Any(m => m.Kind != MemberKind.Method || IsAmbiguous(method, m)));
    }

    /// <summary>Whether a network has a property of this name.</summary>
    public static bool IsProperty(string name, NetworkParts parts) => Members(name, parts).Any(m => m.Kind == MemberKind.Property);

    /// <summary>Whether a method has a name that C# keeps for a property, such as <c>set_Parameters</c>, but takes more or fewer arguments, which C# allows.</summary>
    public static bool IsOtherOverload(ISymbol member) =>
        member is IMethodSymbol method && IsAccessor(member.Name) && method.Parameters.Length != (member.Name[0] == 'g' ? 0 : 1);

    /// <summary>Whether C# may take a method of the user for a generated one.</summary>
    private static bool IsAmbiguous(IMethodSymbol method, ClassMember generated) =>
        !generated.AllowsOverloads
        || (generated.Parameters is null
            ? method.TypeParameters.Length == 0 && method.Parameters.Select(p => Keyword(p.Type)).SequenceEqual(generated.FixedParameters.Select(p => LastPart(p.Type)))
            // These take spans, in numbers that depend on the graph.
            : method.Parameters.Length > 1 && method.Parameters.All(p => p.Type.Name is "Span" or "ReadOnlySpan"));

    private static IEnumerable<ClassMember> Members(string name, NetworkParts parts) => ClassMembers.Named(name).Where(m => parts.Has(m.Part));

    private static string Keyword(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Int32 => "int",
        SpecialType.System_String => "string",
        SpecialType.System_Boolean => "bool",
        _ => type.Name,
    };

    private static string LastPart(string type) => type.Substring(type.LastIndexOf('.') + 1);

    private static bool IsAccessor(string name) => name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal);
}
