using System.Collections.Generic;
using System.Linq;

namespace DeepNet.Generators.Model;

/// <summary>
/// A network as it was declared. Immutable and compared by value, without symbols, syntax or locations: a new member has to keep both
/// properties, or every keystroke regenerates every network.
/// </summary>
internal sealed record NetworkSpec
{
    /// <summary>The namespace as C# writes it, or an empty string.</summary>
    public required string Namespace { get; init; }

    /// <summary>The types around the network, outermost first.</summary>
    public required EquatableArray<TypeSpec> ContainingTypes { get; init; }

    public required TypeSpec Type { get; init; }

    /// <summary>The attributes in source order, without <c>[Network]</c>.</summary>
    public required EquatableArray<AttributeSpec> Attributes { get; init; }

    public required AttributeSpec Network { get; init; }

    /// <summary>The members that the user declares or inherits and that those of a layer may collide with.</summary>
    public required EquatableArray<UserMember> Members { get; init; }

    /// <summary>Whether the project refers to DeepNet.Shaders, which code for a GPU calls.</summary>
    public bool HasShaders { get; init; }

    /// <summary>The mistakes because of which no code can be added to the type; empty if it can.</summary>
    public required EquatableArray<Mistake> Faults { get; init; }

    /// <summary>The places of the attributes with an argument that is not known, -1 for <c>[Network]</c>.</summary>
    public IEnumerable<int> UnknownAttributes =>
        Enumerable.Range(-1, Attributes.Count + 1).Where(i => (i < 0 ? Network : Attributes[i]).IsUnknown);

    /// <summary>The stem of the generated files' names, which no other network of the assembly has in any case.</summary>
    public required string FileStem { get; init; }

    /// <summary>The place of one of the attributes, or -1 for another.</summary>
    public int IndexOf(AttributeSpec attribute)
    {
        for (int i = 0; i < Attributes.Count; i++)
        {
            if (ReferenceEquals(Attributes[i], attribute))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The full name with <c>.</c> between all parts.</summary>
    public string FullName => string.Join(".", new[] { Namespace }.Where(n => n.Length > 0).Concat(ContainingTypes.Select(t => t.Name)).Append(Type.Name));
}
