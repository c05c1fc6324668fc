using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepNet.Generators.Planning;

/// <summary>The names of inputs and layers: which are valid, which are taken, and what a reference means.</summary>
internal sealed class NodeNames(NetworkSpec spec, List<PlanError> errors)
{
    /// <summary>What the generated members use for themselves.</summary>
    private static readonly HashSet<string> Reserved =
    [
        "Parameters", "Gradients", "Forward", "Predict", "TrainStep", "Backward", "Evaluate", "ApplyGradients", "ZeroGradients", "Save", "Load",
        "Create", "LearningRate", "ParameterCount", "InputSize", "OutputSize", "TargetSize", "MaxBatch", "TrainingBytes", "InferenceBytes",
        "FlopsPerSample", "N", "Loss", "Path", "IncludeState", "Seed", "Value", "Input", "Output", "Labels", "Targets", "Prediction", "Equals",
        "GetHashCode", "ToString", "GetType", "MemberwiseClone", "ReferenceEquals", "Finalize", "Offset", "EqualityContract", "PrintMembers", "Deconstruct",
    ];

    private readonly Dictionary<string, Node> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _declared = new(StringComparer.Ordinal);

    /// <summary>The name in PascalCase of the attribute's node; reports an invalid or taken name.</summary>
    public string Declare(AttributeSpec attribute, int index, string defaultName)
    {
        string? given = attribute.Text("Name");
        string name = given is null or "" ? defaultName : Pascal(given);
        if (given is not null && (!SyntaxFacts.IsValidIdentifier(given) || Reserved.Contains(name) && !(attribute.Kind == "Input" && name == "Input")))
        {
            Report("DEEP0110", index, "Name", -1, given);
            return defaultName;
        }

        if (given is not null && SyntaxFacts.GetKeywordKind(Graph.CamelCase(name)) != SyntaxKind.None || name == spec.Type.Name)
        {
            Report("DEEP0110", index, given is null ? null : "Name", -1, given ?? name);
            return defaultName;
        }

        if (_declared.ContainsKey(name))
        {
            Report("DEEP0106", index, given is null ? null : "Name", -1, given ?? name);
            return defaultName;
        }

        _declared.Add(name, index);
        return name;
    }

    public void Bind(Node node) => _nodes[node.Name] = node;

    /// <summary>The node that a reference names, or null: reported, unless it names a layer that is faulty itself.</summary>
    public Node? Find(string reference, int index, string argument, int element)
    {
        string name = reference.Length == 0 ? "" : Pascal(reference);
        if (_nodes.TryGetValue(name, out Node? node))
        {
            return node;
        }

        if (_declared.ContainsKey(name))
        {
            return null;
        }

        int later = LaterIndex(name, index);
        if (later == index || later > index && Reaches(later, index))
        {
            Report("DEEP0104", index, argument, element, reference, spec.Attributes[index].Kind);
        }
        else if (later > index)
        {
            Report("DEEP0114", index, argument, element, reference, spec.Attributes[index].Kind);
        }
        else
        {
            string known = string.Join(", ", _nodes.Keys.Select(Graph.CamelCase));
            Report("DEEP0115", index, argument, element, reference, known.Length == 0 ? "none" : known);
        }

        return null;
    }

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
        return names is null ? [at - 1] : names.Where(n => n.Length > 0).Select(n => NamedIndex(Pascal(n)));
    }

    private int NamedIndex(string name) => LaterIndex(name, 0);

    private void Report(string id, int index, string? argument, int element, params string[] arguments) =>
        errors.Add(new PlanError(id, index, argument, element, arguments.ToEquatableArray()));

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}
