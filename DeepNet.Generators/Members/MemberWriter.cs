using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Model;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Members;

/// <summary>
/// Writes the members of a network's class. Emitters get this and not the text itself, so that a member needs its line in <see cref="ClassMembers"/>, which reserves its name.
/// </summary>
/// <param name="writer">The text, inside the class.</param>
/// <param name="facts">The class.</param>
/// <param name="documentation">What is said of every member instead of its own documentation, or null.</param>
internal sealed class MemberWriter(SourceWriter writer, ClassFacts facts, Func<ClassMember, string>? documentation = null)
{
    private MemberKind? _last;

    /// <summary>The class.</summary>
    public ClassFacts Facts => facts;

    /// <summary>Writes a member with what follows its declaration: a value, or a body that is an expression.</summary>
    /// <param name="member">The member.</param>
    /// <param name="rest">What follows.</param>
    /// <param name="details">Documentation of what depends on the network's tensors.</param>
    public void Write(ClassMember member, string rest, IEnumerable<string>? details = null)
    {
        Begin(member, details);
        writer.Line(member.Declaration(facts) + rest + (member.Note.Length > 0 ? " // " + member.Note : ""));
    }

    /// <summary>Writes a constant.</summary>
    public void Constant(ClassMember member, long value) => Write(member, FormattableString.Invariant($" = {value};"));

    /// <summary>Writes a method or constructor; its body is <c>unchecked</c>.</summary>
    /// <param name="member">The member.</param>
    /// <param name="body">Writes the body.</param>
    /// <param name="details">Documentation of what depends on the network's tensors.</param>
    /// <param name="parameters">The parameters, if only the back end knows them.</param>
    /// <param name="type">The type of the result, if only the back end knows it.</param>
    public void Method(ClassMember member, Action<SourceWriter> body, IEnumerable<string>? details = null, string? parameters = null, string? type = null)
    {
        Begin(member, details);
        using (writer.Method((type is null ? member : member with { Type = _ => type }).Declaration(facts, parameters)))
        {
            body(writer);
        }
    }

    /// <summary>Writes a class, a property with accessors, or a list.</summary>
    /// <param name="member">The member.</param>
    /// <param name="body">Writes what is in it.</param>
    /// <param name="rest">What follows the declaration on its line.</param>
    /// <param name="open">What opens it.</param>
    /// <param name="close">What closes it.</param>
    /// <param name="details">Documentation of what depends on the network's plan.</param>
    public void Block(ClassMember member, Action<SourceWriter> body, string rest = "", string open = "{", string close = "}", IEnumerable<string>? details = null)
    {
        Begin(member, details);
        using (writer.Block(member.Declaration(facts) + rest, close, open))
        {
            body(writer);
        }
    }

    /// <summary>Writes what implements a static property of an interface, and no member that is found by its name.</summary>
    public void Implementation(string type, string owner, string name, string value)
    {
        Begin(MemberKind.Property, standsAlone: true);
        writer.Line($"static {type} {owner}.{name} => {value};");
    }

    /// <summary>Writes the members of a layer: a property, and its type.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="summary">The documentation of the property.</param>
    /// <param name="value">The property's value.</param>
    /// <param name="summaryOfType">The documentation of the type.</param>
    /// <param name="parameters">The parameters of the type's constructor, in parentheses, or nothing.</param>
    /// <param name="views">Writes the type's members.</param>
    public void View(string layer, string summary, string value, string summaryOfType, string parameters, Action<SourceWriter> views)
    {
        string type = LayerMembers.TypeName(layer);
        Begin(MemberKind.Property, standsAlone: true);
        writer.Line($"/// <summary>{summary}</summary>").Line($"public {type} {CSharpNames.Identifier(layer)} => {value}").Line();
        writer.Line($"/// <summary>{summaryOfType}</summary>");
        using (writer.Block($"public readonly ref struct {type}{parameters}"))
        {
            views(writer);
        }
    }

    private void Begin(ClassMember member, IEnumerable<string>? details)
    {
        if (!ClassMembers.Contain(member))
        {
            throw new InvalidOperationException($"'{member.Name}' is no member of {nameof(ClassMembers)}.");
        }

        if (!facts.Have(member))
        {
            throw new InvalidOperationException($"'{facts.TypeName}' has no member '{member.Name}', as {nameof(ClassMembers)} has it.");
        }

        Begin(member.Kind, standsAlone: member.Comment.Length > 0);
        writer.Documentation(documentation is null ? member.Documentation(facts).Concat(details ?? []) : [documentation(member)]);
        foreach (string line in new[] { member.Comment.Length > 0 ? "// " + member.Comment : "", member.Attribute }.Where(l => l.Length > 0))
        {
            writer.Line(line);
        }
    }

    /// <summary>Puts an empty line between members. Fields follow each other without.</summary>
    private void Begin(MemberKind kind, bool standsAlone)
    {
        if (_last is { } last && (standsAlone || last != MemberKind.Field || kind != MemberKind.Field))
        {
            writer.Line();
        }

        _last = kind;
    }
}
