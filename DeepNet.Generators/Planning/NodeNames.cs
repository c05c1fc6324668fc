using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepNet.Generators.Planning;

/// <summary>The names of inputs and layers: which are valid, which are taken, and what a reference means.</summary>
internal sealed class NodeNames(NetworkSpec spec, List<PlanError> errors) : NameScope
{
    /// <summary>What every class has, or what generated code refers to by a simple name, which a property of that name would hide.</summary>
    private static readonly HashSet<string> Reserved =
    [
        "Equals", "GetHashCode", "ToString", "GetType", "MemberwiseClone", "ReferenceEquals", "Finalize", "EqualityContract", "PrintMembers", "Deconstruct",
        "Unsafe", "MemoryMarshal", "MethodImplOptions", "AlignedBlock", "BatchChecks", "WeightInitialization", "NetworkFile", "DropoutMask",
    ];

    /// <summary>What generated methods call their parameters and locals, among which inputs are parameters.</summary>
    private static readonly HashSet<string> ReservedForInputs = ["N", "Loss", "Output", "Prediction", "Labels", "Targets", "Weights", "Coefficients"];

    /// <summary>What is put behind the names of outputs for the parameters of methods, among which inputs are parameters.</summary>
    private static readonly string[] ParameterSuffixes = ["Output", "Prediction", "Labels", "Targets", "Weights"];

    private readonly Dictionary<string, int> _declared = new(StringComparer.Ordinal);
    private readonly bool _isAnyBroken = spec.Attributes.Any(a => a.IsBroken);

    /// <summary>The name in PascalCase of the attribute's node; reports an invalid or taken name.</summary>
    public override string Declare(AttributeSpec attribute, int index, string defaultName)
    {
        string? given = attribute.Text("Name");
        string name = given is null or "" ? defaultName : Pascal(given);
        bool isClass = attribute.Kind != "Input" && name == spec.Type.Name;
        if (isClass || given is not null && (!SyntaxFacts.IsValidIdentifier(given) || IsKeyword(Graph.CamelCase(name)) || IsReserved(name) || (attribute.Kind == "Input" && ReservedForInputs.Contains(name))))
        {
            Report("DEEP0110", index, given is null ? null : "Name", -1, given ?? name);
            return defaultName;
        }

        if (IsTaken(name, attribute.Kind == "Input"))
        {
            Report("DEEP0106", index, given is null ? null : "Name", -1, given ?? name);
            return defaultName;
        }

        _declared.Add(name, index);
        return name;
    }

    /// <summary>Takes the name of a layer inside a block, which is reported if it is taken.</summary>
    public void DeclareNested(string name, int index)
    {
        if (IsTaken(name, isInput: false) || IsReserved(name) || name == spec.Type.Name)
        {
            Report("DEEP0106", index, null, -1, name);
            return;
        }

        _declared.Add(name, index);
    }

    public void ReportUnknown(string reference, int index, IEnumerable<string> known) =>
        Report("DEEP0115", index, null, -1, reference, string.Join(", ", known));

    public override string FullName(string name) => name;

    private static bool IsKeyword(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None;

    /// <summary>Whether no layer can have the name, in PascalCase.</summary>
    public static bool IsReserved(string name, bool trains = true) => Reserved.Contains(name) || Parsing.GeneratedNames.Contains(name, trains, steps: true);

    /// <summary>Whether the name, or one that is made from it, is that of another node. Dense 'x' gets a type 'XParameters', head 'x' a parameter 'xOutput'.</summary>
    private bool IsTaken(string name, bool isInput) =>
        _declared.ContainsKey(name)
        || Stems(name, ["Parameters"]).Any(_declared.ContainsKey)
        || _declared.ContainsKey(name + "Parameters")
        || (isInput ? Stems(name, ParameterSuffixes).Any(_declared.ContainsKey) : ParameterSuffixes.Any(s => _declared.TryGetValue(name + s, out int other) && spec.Attributes[other].Kind == "Input"));

    private static IEnumerable<string> Stems(string name, IEnumerable<string> suffixes) => suffixes
        .Where(s => name.Length > s.Length && name.EndsWith(s, StringComparison.Ordinal))
        .Select(s => name.Substring(0, name.Length - s.Length));

    public override Node? Find(string reference, int index, string? argument, int element)
    {
        string name = reference.Length == 0 ? "" : Pascal(reference);
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
            string known = string.Join(", ", Nodes.Keys.Select(Graph.CamelCase));
            Report("DEEP0115", index, argument, element, reference, known.Length == 0 ? "none" : known);
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
        if (Layers.LayerCatalog.Find(attribute.Kind) is not { } layer)
        {
            return [];
        }

        IEnumerable<string>? names = layer.InputsArgument is { } argument
            ? Layers.LayerContext.Names(attribute, argument)
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
        while (at >= 0 && spec.Attributes[at].Kind != "Input" && Layers.LayerCatalog.Find(spec.Attributes[at].Kind) is null);

        return at;
    }

    private int NamedIndex(string name) => LaterIndex(name, 0);

    private void Report(string id, int index, string? argument, int element, params string[] arguments) =>
        errors.Add(new PlanError(id, index, argument, element, arguments.ToEquatableArray()));
}
