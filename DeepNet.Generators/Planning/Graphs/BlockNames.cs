using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Planning.Graphs;

/// <summary>The names inside one use of a block. The block sees its own layers and what it takes, as <c>input</c>.</summary>
/// <param name="outer">The names around the block.</param>
/// <param name="network">The names of the whole network.</param>
/// <param name="name">The name of this use, in the scope around it.</param>
/// <param name="attribute">The composition's attribute.</param>
/// <param name="input">What the block takes.</param>
/// <param name="sharedWith">The earlier use of the block whose parameters this one uses, or null.</param>
internal sealed class BlockNames : NameScope
{
    private readonly NameScope _outer;
    private readonly NodeNames _network;
    private readonly string _name;
    private readonly AttributeSpec _attribute;
    private readonly BlockNames? _sharedWith;
    private readonly HashSet<string> _declared = [];

    public BlockNames(NameScope outer, NodeNames network, string name, AttributeSpec attribute, Node input, BlockNames? sharedWith)
    {
        (_outer, _network, _name, _attribute, _sharedWith) = (outer, network, name, attribute, sharedWith);
        Nodes.Add("Input", input);
    }

    public override bool IsFrozen => _outer.IsFrozen || _attribute.Flag("Freeze");

    public override double LearningRateScale => _outer.LearningRateScale * _attribute.Number("LearningRateScale");

    public override bool IsNested => true;

    /// <summary>What the attribute says, or the same place in what a block around is shared with.</summary>
    public override BlockNames? SharedWith => _sharedWith ?? _outer.SharedWith?.Block(_name);

    public override string Declare(AttributeSpec attribute, int index, string defaultName)
    {
        string? given = attribute.Text("Name");
        string local = given is { Length: > 0 } ? Pascal(given) : defaultName;
        _declared.Add(local);
        Remember(local, given);
        _network.DeclareNested(FullName(local), given, index);
        return local;
    }

    public override string FullName(string name) => _outer.FullName(_name) + name;

    public override Node? Find(string reference, int index, string? argument, int element)
    {
        if (reference.Length > 0 && Local(Pascal(reference)) is { } node)
        {
            return node;
        }

        // A faulty layer of the block, or one that does not compile, may be the one that is meant.
        if (reference.Length > 0 && _declared.Contains(Pascal(reference)) || _attribute.IsUnknown)
        {
            return null;
        }

        _network.ReportUnknown(reference, index, KnownNames);
        return null;
    }
}
