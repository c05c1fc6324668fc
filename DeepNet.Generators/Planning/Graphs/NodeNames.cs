using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Members;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Planning.Graphs;

/// <summary>The names of inputs and layers: which are valid, which are taken, and what a reference means.</summary>
internal sealed class NodeNames(NetworkSpec spec, List<PlanError> errors) : NameScope
{
    /// <summary>What is put behind the names of outputs for the parameters of methods, among which inputs are parameters.</summary>
    private static readonly string[] ParameterSuffixes = ["Output", "Prediction", "Labels", "Targets", "Weights"];

    private readonly Dictionary<string, int> _declared = new(StringComparer.Ordinal);
    private readonly bool _isAnyBroken = spec.Attributes.Any(a => a.IsBroken);

    /// <summary>Names that are reported: what a reference to one of them means is not known.</summary>
    private readonly HashSet<string> _faulty = new(StringComparer.Ordinal);

    /// <summary>The name in PascalCase of the attribute's node; reports an invalid or taken name.</summary>
    public override string Declare(AttributeSpec attribute, int index, string defaultName)
    {
        string? given = attribute.Text("Name");
        string name = given is null or "" ? defaultName : Pascal(given);
        string? argument = given is null ? null : "Name";
        bool isInput = attribute.Kind == "Input";
        if (ReservedNames.Collision(spec, given, name, isInput) is { } reason)
        {
            Report("DEEP0110", index, argument, -1, given ?? name, reason);
        }
        else if (TakenBy(name, isInput) is { } other)
        {
            Report("DEEP0106", index, argument, -1, given ?? name, other);
        }
        else
        {
            _declared.Add(name, index);
            Remember(name, given);
            return name;
        }

        _faulty.Add(name);
        _faulty.Add(defaultName);
        return defaultName;
    }

    /// <summary>Takes the name of a layer inside a block, which is reported if it is taken.</summary>
    public void DeclareNested(string name, string? given, int index)
    {
        if ((ReservedNames.Collision(spec, given, name, isInput: false)) is { } reason)
        {
            Report("DEEP0110", index, null, -1, given ?? name, reason);
        }
        else if (TakenBy(name, isInput: false) is { } other)
        {
            Report("DEEP0106", index, null, -1, name, other);
        }
        else
        {
            _declared.Add(name, index);
        }
    }

    public void ReportUnknown(string reference, int index, string known) => Report("DEEP0115", index, null, -1, reference, known);

    public override string FullName(string name) => name;

    /// <summary>What has the name, or one that is made from it. Dense 'x' gets a type 'XParameters', head 'x' a parameter 'xOutput'.</summary>
    private string? TakenBy(string name, bool isInput)
    {
        if (_declared.TryGetValue(name, out int same))
        {
            return $"{Title(name, same)}; names must differ by more than the case of the first letter";
        }

        if (!isInput && Stems(name, [LayerMembers.TypeName("")]).FirstOrDefault(_declared.ContainsKey) is { } layer)
        {
            return $"the type of the parameters of {Title(layer, _declared[layer])}";
        }

        if (!isInput && _declared.TryGetValue(LayerMembers.TypeName(name), out int longer))
        {
            return $"{Title(LayerMembers.TypeName(name), longer)}, whose name would be that of the type of its parameters";
        }

        if (isInput && Stems(name, ParameterSuffixes).FirstOrDefault(_declared.ContainsKey) is { } head)
        {
            return $"the parameter '{Graph.CamelCase(name)}' of {Title(head, _declared[head])}";
        }

        string? suffix = isInput ? null : ParameterSuffixes.FirstOrDefault(s => _declared.TryGetValue(name + s, out int other) && spec.Attributes[other].Kind == "Input");
        return suffix is null ? null : $"the parameter '{Graph.CamelCase(name)}{suffix}', as which methods take {Title(name + suffix, _declared[name + suffix])}";
    }

    /// <summary>How messages name what was declared.</summary>
    private string Title(string name, int index) => $"{spec.Attributes[index].Kind} '{(spec.Attributes[index].Text("Name") is { Length: > 0 } given && Pascal(given) == name ? given : name)}'";

    private static IEnumerable<string> Stems(string name, IEnumerable<string> suffixes) => suffixes
        .Where(s => name.Length > s.Length && name.EndsWith(s, StringComparison.Ordinal))
        .Select(s => name.Substring(0, name.Length - s.Length));

    public override Node? Find(string reference, int index, string? argument, int element)
    {
        string name = reference.Length == 0 ? "" : Pascal(reference);
        if (_faulty.Contains(name))
        {
            return null;
        }

        if (Nodes.TryGetValue(name, out Node? node))
        {
            return node;
        }

        // Nothing flows from a layer whose parameters are shared, so there is no cycle.
        bool isShared = argument == "SharedWith";
        if (isShared && _declared.TryGetValue(name, out int declared) && declared == index)
        {
            Report("DEEP0117", index, argument, element, $"{spec.Attributes[index].Kind} '{name}'", reference, "that is this layer itself");
            return null;
        }

        // A layer that is broken may be the one that is meant.
        if (_declared.ContainsKey(name) || _isAnyBroken)
        {
            return null;
        }

        int later = LaterIndex(name, index);
        if (later == index || later > index && !isShared && Reaches(later, index))
        {
            Report("DEEP0104", index, argument, element, reference, spec.Attributes[index].Kind);
        }
        else if (later > index)
        {
            Report("DEEP0114", index, argument, element, reference, spec.Attributes[index].Kind);
        }
        else
        {
            Report("DEEP0115", index, argument, element, reference, KnownNames);
        }

        return null;
    }

    /// <summary>Whether a later attribute is given the name that a reference says.</summary>
    public bool IsLater(string reference, int index) => reference.Length > 0 && LaterIndex(Pascal(reference), index) > index;

    /// <summary>The index of a later attribute (or this one) that is given the name, or -1.</summary>
    private int LaterIndex(string name, int from)
    {
        for (int i = from; i < spec.Attributes.Count; i++)
        {
            if (spec.Attributes[i].Text("Name") is { Length: > 0 } given && Pascal(given) == name)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether the layer at <paramref name="later"/> takes, directly or through others, the layer at <paramref name="index"/>.</summary>
    private bool Reaches(int later, int index)
    {
        HashSet<int> seen = [];
        Stack<int> open = new([later]);
        while (open.Count > 0)
        {
            int at = open.Pop();
            if (at == index)
            {
                return true;
            }

            if (at < 0 || !seen.Add(at))
            {
                continue;
            }

            foreach (int source in Sources(at))
            {
                open.Push(source);
            }
        }

        return false;
    }

    private IEnumerable<int> Sources(int at)
    {
        AttributeSpec attribute = spec.Attributes[at];
        if (LayerCatalog.Find(attribute.Kind) is not { } layer)
        {
            return [];
        }

        IEnumerable<string>? names = layer.InputsArgument is { } argument
            ? LayerContext.Names(attribute, argument)
            : attribute.Text("From") is { } from ? [from] : null;
        IEnumerable<int> sources = names is null ? [Previous(at)] : names.Where(n => n.Length > 0).Select(n => NamedIndex(Pascal(n)));
        return sources.Concat(layer.OptionalInputs.Select(attribute.Text).Where(n => n is { Length: > 0 }).Select(n => NamedIndex(Pascal(n!))));
    }

    /// <summary>The layer or input before, or -1.</summary>
    private int Previous(int at)
    {
        do
        {
            at--;
        }
        while (at >= 0 && spec.Attributes[at].Kind != "Input" && LayerCatalog.Find(spec.Attributes[at].Kind) is null);

        return at;
    }

    private int NamedIndex(string name) => LaterIndex(name, 0);

    private void Report(string id, int index, string? argument, int element, params string[] arguments) =>
        errors.Add(new PlanError(id, index, argument, element, arguments.ToEquatableArray()));
}
