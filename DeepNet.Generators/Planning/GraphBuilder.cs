using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Losses;
using DeepNet.Generators.Model;
using DeepNet.Generators.Optimizers;

namespace DeepNet.Generators.Planning;

/// <summary>
/// Turns attributes into a graph: resolves names, infers shapes, attaches losses. After a mistake it goes on with what is still known, and
/// layers that depend on a faulty one stay silent, so that one mistake gives one diagnostic.
/// </summary>
internal sealed class GraphBuilder(NetworkSpec spec, List<PlanError> errors)
{
    private readonly List<Node> _nodes = [];
    private readonly List<(LossDefinition Definition, AttributeSpec Attribute, Node Node)> _losses = [];
    private readonly Dictionary<string, int> _counts = [];
    private readonly NodeNames _names = new(spec, errors);

    /// <summary>Whether a layer could not be made, so that what depends on it is unknown.</summary>
    private bool _isIncomplete;

    public (AttributeSpec Attribute, OptimizerDefinition Definition)? Optimizer { get; private set; }

    /// <summary>Builds the graph, or returns null and leaves errors.</summary>
    public Graph? Build()
    {
        // The layer or input before; null at the start, or behind a faulty layer.
        Node? previous = null;
        for (int i = 0; i < spec.Attributes.Count; i++)
        {
            AttributeSpec attribute = spec.Attributes[i];
            if (attribute.IsBroken)
            {
                previous = AddBroken(attribute, previous);
            }
            else if (attribute.Kind == "Input")
            {
                previous = AddInput(attribute, i);
            }
            else if (LayerCatalog.Find(attribute.Kind) is { } layer)
            {
                previous = AddLayer(layer, attribute, i, previous);
            }
            else if (LossCatalog.Find(attribute.Kind) is { } loss)
            {
                AddLoss(loss, attribute, i, previous);
            }
            else if (OptimizerCatalog.Find(attribute.Kind) is { } optimizer)
            {
                AddOptimizer(optimizer, attribute, i);
            }
        }

        CheckPrecision();
        CheckWhole();
        if (errors.Any(e => !Diagnostics.DiagnosticCatalog.IsWarning(e.Id)) || _isIncomplete)
        {
            return null;
        }

        foreach (Node node in _nodes)
        {
            node.IsObserved |= node.Consumers.Count == 0;
        }

        return new Graph(_nodes, _losses.Select(l => new LossNode(l.Definition, l.Attribute, l.Node, TargetTensor(l))).ToList());
    }

    private Tensor TargetTensor((LossDefinition Definition, AttributeSpec Attribute, Node Node) loss)
    {
        string stem = loss.Definition.TakesLabels(loss.Attribute) ? "labels" : "targets";
        string name = _losses.Count == 1 ? stem : Graph.CamelCase(loss.Node.Name) + char.ToUpperInvariant(stem[0]) + stem.Substring(1);
        return new Tensor(name, TensorKind.Target, loss.Definition.TargetSize(loss.Attribute, loss.Node.Shape), perSample: true);
    }

    /// <summary>
    /// Passes over an attribute that does not compile, whose layer is unknown; a loss or an optimizer leaves the layer before as it is. Such a
    /// layer counts, so that the default names of those after it stay.
    /// </summary>
    private Node? AddBroken(AttributeSpec attribute, Node? previous)
    {
        _isIncomplete = true;
        if (LossCatalog.Find(attribute.Kind) is not null || OptimizerCatalog.Find(attribute.Kind) is not null)
        {
            return previous;
        }

        if (LayerCatalog.Find(attribute.Kind) is { } layer)
        {
            Numbered(layer.Name);
        }

        return null;
    }

    private Node? AddInput(AttributeSpec attribute, int index)
    {
        LayerContext context = new(attribute, index, "", [], errors);
        EquatableArray<int> sizes = attribute["Shape"] is EquatableArray<int> given ? given : EquatableArray<int>.Empty;
        if (sizes.Count is < 1 or > 4)
        {
            context.Report("DEEP0101", null, -1, sizes.Count.ToString(CultureInfo.InvariantCulture));
        }

        for (int i = 0; i < sizes.Count; i++)
        {
            if (sizes[i] < 1)
            {
                context.Report("DEEP0200", "Shape", i, "Input", "every size", sizes[i].ToString(CultureInfo.InvariantCulture));
            }
        }

        Shape shape = new(sizes);
        string name = _names.Declare(attribute, index, spec.Attributes.Count(a => a.Kind == "Input") == 1 ? "Input" : Numbered("Input"));
        if (context.HasErrors || !CheckSize(context, shape))
        {
            _isIncomplete = true;
            return null;
        }

        return Add(new Node(_nodes.Count, index, attribute, null, name, [], shape));
    }

    private Node? AddLayer(LayerDefinition layer, AttributeSpec attribute, int index, Node? previous)
    {
        string defaultName = Numbered(layer.Name);
        IReadOnlyList<Node>? inputs = layer.InputsArgument is { } argument ? NamedInputs(attribute, index, argument) : SingleInput(attribute, index, previous);
        string name = _names.Declare(attribute, index, defaultName);

        // The arguments are checked even behind a faulty layer: they are mistakes of their own.
        LayerContext context = new(attribute, index, name, inputs ?? [Unknown], errors);
        Shape? shape = inputs is null && layer.InputsArgument is not null ? null : layer.InferShape(context);
        if (inputs is null || shape is null || context.HasErrors || !CheckSize(context, shape))
        {
            _isIncomplete = true;
            return null;
        }

        Node node = Add(new Node(_nodes.Count, index, attribute, layer, name, inputs, shape));
        foreach (Node input in inputs)
        {
            input.Consumers.Add(node);
        }

        return node;
    }

    /// <summary>Stands in for the output of a faulty layer, so that the arguments of the next can be checked.</summary>
    private static Node Unknown { get; } = new(0, 0, new AttributeSpec("", EquatableArray<ArgumentSpec>.Empty, false), null, "", [], Shape.Of(1));

    private Node Add(Node node)
    {
        _nodes.Add(node);
        _names.Bind(node);
        return node;
    }

    private IReadOnlyList<Node>? SingleInput(AttributeSpec attribute, int index, Node? previous)
    {
        if (attribute.Text("From") is { } from)
        {
            return _names.Find(from, index, "From", -1) is { } node ? [node] : null;
        }

        if (previous is null && !_isIncomplete && _nodes.Count == 0 && spec.Attributes.All(a => a.Kind != "Input"))
        {
            // Reported once, for the class.
            return null;
        }

        if (previous is null && !_isIncomplete)
        {
            errors.Add(new PlanError("DEEP0105", index, null, -1, new[] { attribute.Kind }.ToEquatableArray()));
            _isIncomplete = true;
        }

        return previous is null ? null : [previous];
    }

    private IReadOnlyList<Node>? NamedInputs(AttributeSpec attribute, int index, string argument)
    {
        IReadOnlyList<string> names = LayerContext.Names(attribute, argument);
        if (names.Count < 2)
        {
            errors.Add(new PlanError("DEEP0109", index, null, -1, new[] { attribute.Kind, names.Count.ToString(CultureInfo.InvariantCulture) }.ToEquatableArray()));
            return null;
        }

        if (attribute.Text("From") is not null)
        {
            errors.Add(new PlanError("DEEP0111", index, "From", -1, new[] { attribute.Kind }.ToEquatableArray()));
            return null;
        }

        List<Node> nodes = names.Select((n, i) => _names.Find(n, index, argument, i)).OfType<Node>().ToList();
        return nodes.Count == names.Count ? nodes : null;
    }

    private void AddLoss(LossDefinition loss, AttributeSpec attribute, int index, Node? previous)
    {
        IReadOnlyList<Node>? inputs = SingleInput(attribute, index, previous);
        LayerContext context = new(attribute, index, "", inputs ?? [Unknown], errors);
        context.Positive("Weight", 1);
        if (inputs is null)
        {
            _isIncomplete = true;
            return;
        }

        Node node = inputs[0];
        if (node.IsInput)
        {
            context.Report("DEEP0304", attribute.Text("From") is null ? null : "From", -1, attribute.Kind, node.Name);
            return;
        }

        loss.Check(context);
        if (_losses.FirstOrDefault(l => l.Node == node).Definition is { } other)
        {
            context.Report("DEEP0301", null, -1, node.Name, other.Name, loss.Name);
            return;
        }

        node.IsObserved = true;
        _losses.Add((loss, attribute, node));
    }

    private void AddOptimizer(OptimizerDefinition optimizer, AttributeSpec attribute, int index)
    {
        LayerContext context = new(attribute, index, "", [], errors);
        if (Optimizer is { } first)
        {
            // Of the same kind it is a duplicate attribute, which the compiler reports.
            if (first.Definition != optimizer)
            {
                context.Report("DEEP0306", null, -1, first.Definition.Name, optimizer.Name);
            }

            return;
        }

        optimizer.Check(context);
        Optimizer = (attribute, optimizer);
    }

    private static bool CheckSize(LayerContext context, Shape shape)
    {
        // Four sizes can have a product beyond any integer type.
        BigInteger elements = shape.Sizes.Aggregate(BigInteger.One, (product, size) => product * size);
        if (elements <= int.MaxValue)
        {
            return true;
        }

        context.Report("DEEP0113", null, -1, context.DisplayName, elements.ToString(CultureInfo.InvariantCulture));
        return false;
    }

    /// <summary>A sample over all inputs, or over all outputs, is counted in an int.</summary>
    private void CheckSum(IEnumerable<Node> nodes, string what)
    {
        long sum = 0;
        foreach (Node node in nodes)
        {
            sum += node.Shape.Elements;
            if (sum > int.MaxValue)
            {
                Report("DEEP0113", node.AttributeIndex, what, sum.ToString(CultureInfo.InvariantCulture));
                return;
            }
        }
    }

    /// <summary>What can only be said of the network as a whole; said only if the parts are right.</summary>
    private void CheckWhole()
    {
        if (spec.Attributes.All(a => a.Kind != "Input"))
        {
            Report("DEEP0100", PlanError.NetworkAttribute, spec.Type.Name);
            return;
        }

        if (spec.Attributes.All(a => LayerCatalog.Find(a.Kind) is null))
        {
            Report("DEEP0107", PlanError.NetworkAttribute, spec.Type.Name);
            return;
        }

        bool hasLoss = spec.Attributes.Any(a => LossCatalog.Find(a.Kind) is not null);
        int optimizer = IndexOf(a => OptimizerCatalog.Find(a.Kind) is not null);
        if (hasLoss && optimizer < 0)
        {
            int loss = IndexOf(a => LossCatalog.Find(a.Kind) is not null);
            Report("DEEP0305", loss, spec.Attributes[loss].Kind);
        }
        else if (!hasLoss && optimizer >= 0)
        {
            Report("DEEP0308", optimizer, spec.Attributes[optimizer].Kind);
        }

        if (_isIncomplete || errors.Count > 0)
        {
            return;
        }

        CheckSum(_nodes.Where(n => n.IsInput), "The inputs");
        CheckSum(_nodes.Where(n => n.IsObserved || n.Consumers.Count == 0), "The outputs");
        foreach (Node node in _nodes.Where(n => n.Consumers.Count == 0 && !n.IsObserved))
        {
            if (node.IsInput)
            {
                Report("DEEP0112", node.AttributeIndex, node.Name);
            }
            else if (hasLoss)
            {
                Report("DEEP0108", node.AttributeIndex, node.Name);
            }
        }
    }

    private void CheckPrecision()
    {
        if (spec.Network["Precision"] is int precision and not (0 or 1))
        {
            string value = precision.ToString(CultureInfo.InvariantCulture);
            errors.Add(new PlanError("DEEP0201", PlanError.NetworkAttribute, "Precision", -1, new[] { "Network", "Precision", "Single or Double", value }.ToEquatableArray()));
        }
    }

    private int IndexOf(Func<AttributeSpec, bool> predicate)
    {
        for (int i = 0; i < spec.Attributes.Count; i++)
        {
            if (predicate(spec.Attributes[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private void Report(string id, int attribute, params string[] arguments) =>
        errors.Add(new PlanError(id, attribute, null, -1, arguments.ToEquatableArray()));

    private string Numbered(string kind)
    {
        _counts.TryGetValue(kind, out int count);
        _counts[kind] = count + 1;
        return kind + (count + 1).ToString(CultureInfo.InvariantCulture);
    }
}
