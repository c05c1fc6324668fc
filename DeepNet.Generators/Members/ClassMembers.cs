using System;
using System.Collections.Generic;
using System.Linq;

namespace DeepNet.Generators.Members;

/// <summary>
/// All members that a network's class may have, apart from the views of layers, which <see cref="LayerMembers"/> names. <see cref="MemberWriter"/> writes no others.
/// </summary>
internal static class ClassMembers
{
    private static readonly ILookup<string, ClassMember> ByName;

    static ClassMembers()
    {
        All = [.. NetworkMembers.List.Members, .. TrainingMembers.List.Members, .. UpdateMembers.List.Members, .. SequenceMembers.List.Members, .. GpuMembers.List.Members];
        ByName = All.Where(m => m.IsNamed).ToLookup(m => m.Name, StringComparer.Ordinal);
    }

    public static IReadOnlyList<ClassMember> All { get; }

    /// <summary>The members of a name; a method may be overloaded.</summary>
    public static IEnumerable<ClassMember> Named(string name) => ByName[name];

    /// <summary>Whether a member is one of these.</summary>
    public static bool Contain(ClassMember member) => All.Any(m => ReferenceEquals(m, member));
}
