using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Planning.Graphs;

/// <summary>The names in force where a layer is declared: those of the network, or of a block in it.</summary>
internal abstract class NameScope
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BlockNames> _blocks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _written = new(StringComparer.Ordinal) { ["Input"] = "input" };

    protected Dictionary<string, Node> Nodes { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the layers here stay as they are.</summary>
    public virtual bool IsFrozen => false;

    /// <summary>The factor of the learning rate of the layers here.</summary>
    public virtual double LearningRateScale => 1;

    /// <summary>Whether attributes here are written elsewhere, so that a mistake cannot be shown at their arguments.</summary>
    public virtual bool IsNested => false;

    /// <summary>The earlier use of the same block whose parameters the layers here use, or null.</summary>
    public virtual BlockNames? SharedWith => null;

    /// <summary>The name in this scope that the attribute's layer gets; reports an invalid or taken name.</summary>
    public abstract string Declare(AttributeSpec attribute, int index, string defaultName);

    /// <summary>The name in the network of what has <paramref name="name"/> here.</summary>
    public abstract string FullName(string name);

    /// <summary>The node that a reference names, or null: reported, unless it names a layer that is faulty itself.</summary>
    public abstract Node? Find(string reference, int index, string? argument, int element);

    /// <summary>The names that a reference here can say, as they were written, for messages.</summary>
    protected string KnownNames => Nodes.Count == 0 ? "none" : string.Join(", ", Nodes.Keys.Select(name => _written.TryGetValue(name, out string? written) ? written : name));

    /// <summary>Keeps how a name was written.</summary>
    protected void Remember(string name, string? given)
    {
        if (given is { Length: > 0 })
        {
            _written[name] = given;
        }
    }

    public virtual void Bind(string name, Node node) => Nodes[name] = node;

    public void Bind(string name, BlockNames block) => _blocks[name] = block;

    public Node? Local(string name) => Nodes.TryGetValue(name, out Node? node) ? node : null;

    /// <summary>The block that has a name here, or null.</summary>
    public BlockNames? Block(string reference) =>
        reference.Length > 0 && _blocks.TryGetValue(Pascal(reference), out BlockNames? block) ? block : null;

    /// <summary>The default name of the next layer of a kind.</summary>
    public string Numbered(string kind)
    {
        _counts.TryGetValue(kind, out int count);
        _counts[kind] = count + 1;
        return kind + (count + 1).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// A name as that of a property. What C# leaves out of identifiers, such as a zero-width space, is left out; two names whose first letters have one
    /// small letter are one.
    /// </summary>
    public static string Pascal(string name)
    {
        string plain = new(name.Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.Format).ToArray());
        return plain.Length == 0 ? "" : char.ToUpperInvariant(char.ToLowerInvariant(plain[0])) + plain.Substring(1);
    }
}
