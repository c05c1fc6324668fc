using System;
using System.Collections.Generic;
using System.Linq;

namespace DeepNet.Generators.Members;

/// <summary>
/// A member of a network's class: how it is declared and documented, and when it is there. Emitter and skeleton write it from this, and its name is reserved by it.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsPublic">Whether users see it, so that a faulty declaration has it too.</param>
/// <param name="Type">What it is or returns, with all modifiers behind the access and <c>static</c>.</param>
internal sealed record ClassMember(MemberKind Kind, string Name, bool IsPublic, Func<ClassFacts, string> Type)
{
    /// <summary>The part of a network that it belongs to. The names of parts that a network may have are reserved.</summary>
    public NetworkPart Part { get; init; }

    public bool IsStatic { get; init; }

    /// <summary>Whether it is a property that users set.</summary>
    public bool IsSettable { get; init; }

    /// <summary>When a class that has the part has the member too. A private member also needs one that uses it.</summary>
    public Func<ClassFacts, bool> Exists { get; init; } = _ => true;

    /// <summary>The parameters of a method that has the same in every network: type, and name with a default value if it has one.</summary>
    public IReadOnlyList<(string Type, string Name)> FixedParameters { get; init; } = [];

    /// <summary>The parameters of a method that depend on the network; null if they are fixed, or only the back end knows them.</summary>
    public Func<ClassFacts, string>? Parameters { get; init; }

    /// <summary>Whether users may add methods of this name: with other parameters than <see cref="FixedParameters"/>, or with anything but spans alone.</summary>
    public bool AllowsOverloads { get; init; }

    /// <summary>The XML documentation, line by line, up to what depends on the network's tensors.</summary>
    public Func<ClassFacts, IReadOnlyList<string>> Documentation { get; init; } = _ => [];

    /// <summary>A comment above it.</summary>
    public string Comment { get; init; } = "";

    /// <summary>A comment behind it.</summary>
    public string Note { get; init; } = "";

    /// <summary>An attribute.</summary>
    public string Attribute { get; init; } = "";

    /// <summary>Whether C# finds it by its name; a constructor has that of the class.</summary>
    public bool IsNamed => Kind != MemberKind.Constructor;

    /// <summary>A summary of one line.</summary>
    public static Func<ClassFacts, IReadOnlyList<string>> Summary(string text, params string[] lines) => _ => [$"<summary>{text}</summary>", .. lines];

    /// <summary>Its declaration, up to the body or the value.</summary>
    /// <param name="facts">The class.</param>
    /// <param name="parameters">The parameters, if only the back end knows them.</param>
    public string Declaration(ClassFacts facts, string? parameters = null)
    {
        string list = Kind is MemberKind.Method or MemberKind.Constructor
            ? $"({parameters ?? Parameters?.Invoke(facts) ?? string.Join(", ", FixedParameters.Select(p => $"{p.Type} {p.Name}"))})"
            : "";
        string name = IsNamed ? Type(facts) + " " + Name : facts.TypeName;
        return $"{(IsPublic ? "public" : "private")} {(IsStatic ? "static " : "")}{(Kind == MemberKind.Constant ? "const " : "")}{name}{list}";
    }
}
