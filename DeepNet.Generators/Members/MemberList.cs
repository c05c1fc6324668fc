using System;
using System.Collections.Generic;
using System.Linq;

namespace DeepNet.Generators.Members;

/// <summary>The members of a part of a network, in their order.</summary>
/// <param name="part">The part.</param>
internal sealed class MemberList(NetworkPart part)
{
    private readonly List<ClassMember> _members = [];

    /// <summary>The members that were added.</summary>
    public IReadOnlyList<ClassMember> Members => _members;

    public ClassMember Add(ClassMember member)
    {
        member = member with { Part = part };
        _members.Add(member);
        return member;
    }

    /// <summary>Adds a constant that the interface has too.</summary>
    public ClassMember Constant(string type, string name, string summary) =>
        Add(new(MemberKind.Constant, name, true, _ => type) { Documentation = ClassMember.Summary(summary) });

    /// <summary>Adds a private field.</summary>
    public ClassMember Field(string name, Func<ClassFacts, string> type) => Add(new(MemberKind.Field, name, false, type));

    /// <summary>Adds the class of the places in the workspace that a program uses.</summary>
    public ClassMember Memory(string name) => Add(new(MemberKind.Class, name, false, _ => "class") { IsStatic = true });

    /// <summary>Adds a private method, whose parameters its back end knows.</summary>
    public ClassMember Private(string name, Func<ClassFacts, string> type, string summary = "") =>
        Add(new(MemberKind.Method, name, false, type) { Documentation = summary.Length > 0 ? ClassMember.Summary(summary) : _ => [] });
}
