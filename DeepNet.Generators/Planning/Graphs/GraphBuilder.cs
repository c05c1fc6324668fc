using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using DeepNet.Generators.Diagnostics;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Layers.Structure;
using DeepNet.Generators.Losses;
using DeepNet.Generators.Model;
using DeepNet.Generators.Optimizers;

namespace DeepNet.Generators.Planning.Graphs;

/// <summary>
/// Turns attributes into a graph: resolves names, infers shapes, attaches losses. After a mistake it goes on with what is still known, and
/// layers that depend on a faulty one stay silent, so that one mistake gives one diagnostic.
/// </summary>
/// <param name="spec">The declaration.</param>
/// <param name="errors">Takes the mistakes.</param>
/// <param name="assumes">Whether a faulty layer gets a node too, with what can be said of its name and parameters: see <see cref="Assume"/>.</param>
internal sealed class GraphBuilder(NetworkSpec spec, List<PlanError> errors, bool assumes = false)
{
    private readonly List<Node> _nodes = [];
    private readonly List<(LossDefinition Definition, AttributeSpec Attribute, IReadOnlyList<Node> Nodes)> _losses = [];
    private readonly NodeNames _names = new(spec, errors);
    private readonly LayerCount _count = new();

    /// <summary>Whether a layer could not be made, so that what depends on it is unknown.</summary>
    private bool _isIncomplete;

    public (AttributeSpec Attribute, OptimizerDefinition Definition)? Optimizer { get; private set; }

    /// <summary>The inputs and layers that a network with a mistake would have without it, as far as its declaration tells.</summary>
    public static IReadOnlyList<Node> Assume(NetworkSpec spec)
    {
        GraphBuilder builder = new(spec, [], assumes: true);
        builder.Build();
        return builder._nodes;
    }

    /// <summary>Builds the graph, or returns null and leaves errors.</summary>
    public Graph? Build()
    {
        // The layer or input before; null at the start, or behind a faulty layer.
        Node? previous = null;
        for (int i = 0; i < spec.Attributes.Count; i++)
        {
            AttributeSpec attribute = spec.Attributes[i];
            if (attribute.IsBroken && !assumes)
            {
                previous = AddBroken(attribute, previous);
            }
            else if (attribute.Kind == "Input")
            {
                previous = AddInput(attribute, i);
            }
            else if (LayerCatalog.Find(attribute.Kind) is { } layer)
            {
                if (!_count.Add(layer, new LayerContext(attribute, i, "", [], errors)))
                {
                    return null;
                }

                previous = AddLayer(layer, attribute, i, previous, _names);
            }
            else if (assumes)
            {
                // A loss or an optimizer has no parameters.
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

        if (assumes)
        {
            return null;
        }

        new NetworkRules(spec, errors).Check(_nodes, _isIncomplete);
        if (errors.Any(e => !DiagnosticCatalog.IsWarning(e.Id)) || _isIncomplete)
        {
            return null;
        }

        foreach (Node node in _nodes)
        {
            node.IsObserved |= node.Consumers.Count == 0;
        }

        return new Graph(_nodes, _losses.Select(l => LossNode.Create(l.Definition, l.Attribute, l.Nodes, _losses.Count == 1)).ToList());
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
            _names.Numbered(layer.DefaultName(attribute));
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
        string name = _names.Declare(attribute, index, spec.Attributes.Count(a => a.Kind == "Input") == 1 ? "Input" : _names.Numbered("Input"));
        if (context.HasErrors || !CheckSize(context, shape))
        {
            _isIncomplete = true;
            return null;
        }

        Node node = new(_nodes.Count, index, attribute, null, name, [], shape) { IsInteger = attribute.Flag("Integer") };
        _nodes.Add(node);
        _names.Bind(name, node);
        return node;
    }

    private Node? AddLayer(LayerDefinition layer, AttributeSpec attribute, int index, Node? previous, NameScope scope)
    {
        if (layer.IsComposition)
        {
            return AddComposition(layer, attribute, index, previous, scope);
        }

        string defaultName = scope.Numbered(layer.DefaultName(attribute));
        IReadOnlyList<Node>? inputs = layer.InputsArgument is { } argument ? NamedInputs(attribute, index, argument, scope) : SingleInput(attribute, index, previous, scope);
        Dictionary<string, Node> optional = OptionalInputs(layer, attribute, index, scope, ref inputs);
        string local = scope.Declare(attribute, index, defaultName);
        string name = scope.FullName(local);
        inputs = WithoutIntegers(layer, attribute, index, name, inputs, scope);

        // The arguments are checked even behind a faulty layer: they are mistakes of their own.
        LayerContext context = new(attribute, index, name, inputs ?? [Unknown], errors, scope.IsNested);
        Shape? shape = (inputs is null && layer.InputsArgument is not null) || attribute.IsBroken ? null : layer.InferShape(context);
        double scale = LearningRateScale(context, scope);
        bool isShared = TryFindShared(context, attribute, index, local, scope, layer, out Node? shared);
        if (inputs is null || shape is null || !isShared || context.HasErrors || !CheckSize(context, shape))
        {
            _isIncomplete = true;
            return assumes ? Add(new Node(_nodes.Count, index, AssumedNode.Attribute(attribute), layer, name, [Unknown], Shape.Of(1)) { SharedWith = shared }, local, scope) : null;
        }

        Node node = new(_nodes.Count, index, attribute, layer, name, inputs, shape)
        {
            IsFrozen = scope.IsFrozen || attribute.Flag("Freeze"),
            LearningRateScale = scale,
            SharedWith = shared,
            OptionalInputs = optional,
        };
        foreach (Node input in inputs)
        {
            input.Consumers.Add(node);
        }

        return Add(node, local, scope);
    }

    /// <summary>The product of the scales of a layer and of what it is in, which must be finite in single precision too.</summary>
    private static double LearningRateScale(LayerContext context, NameScope scope)
    {
        double scale = context.NotNegative("LearningRateScale") * scope.LearningRateScale;
        if (!context.HasErrors && scale > float.MaxValue)
        {
            context.Report("DEEP0201", "LearningRateScale", -1, context.DisplayName, "LearningRateScale", "finite when it is multiplied with those of the blocks around it", scale.ToString("R", CultureInfo.InvariantCulture));
        }

        return scale;
    }

    private Node Add(Node node, string local, NameScope scope)
    {
        _nodes.Add(node);
        scope.Bind(local, node);
        return node;
    }

    /// <summary>Adds the layers that a composition stands for; its output is that of the last.</summary>
    private Node? AddComposition(LayerDefinition layer, AttributeSpec attribute, int index, Node? previous, NameScope scope)
    {
        string local = layer.OpensScope ? scope.Declare(attribute, index, scope.Numbered(layer.DefaultName(attribute))) : "";
        IReadOnlyList<Node>? inputs = SingleInput(attribute, index, previous, scope);
        Dictionary<string, Node> optional = OptionalInputs(layer, attribute, index, scope, ref inputs);
        LayerContext context = new(attribute, index, scope.FullName(local), inputs ?? [Unknown], errors, scope.IsNested);
        context.NotNegative("LearningRateScale");
        IReadOnlyList<AttributeSpec>? layers = layer.Composition(context);
        if (inputs is null || layers is null || context.HasErrors)
        {
            _isIncomplete = true;
            inputs = [Unknown];
            layers = assumes ? layer.Composition(new LayerContext(AssumedNode.Attribute(attribute), index, "", inputs, [])) : null;
            if (layers is null)
            {
                return null;
            }
        }

        NameScope inside = scope;
        if (layer.OpensScope)
        {
            BlockNames? shared = null;
            if (attribute.Text("SharedWith") is { } reference && (shared = scope.Block(reference)) is null)
            {
                if (!scope.IsNested && _names.IsLater(reference, index))
                {
                    context.Report("DEEP0114", "SharedWith", -1, reference, attribute.Kind);
                }
                else
                {
                    context.Report("DEEP0117", "SharedWith", -1, context.DisplayName, reference, "there is no earlier composition of this name");
                }
            }

            BlockNames block = new(scope, _names, local, attribute, inputs[0], shared);
            foreach (KeyValuePair<string, Node> named in optional)
            {
                // Inside it has the argument's name.
                block.Bind(named.Key, named.Value);
            }

            scope.Bind(local, block);
            inside = block;
        }

        Node? at = inputs[0];
        foreach (AttributeSpec inner in layers)
        {
            at = inner.IsBroken && !assumes ? AddBroken(inner, at) : AddLayer(LayerCatalog.Find(inner.Kind)!, inner, index, at, inside);
        }

        if (at is not null && layer.OpensScope)
        {
            scope.Bind(local, at);
        }

        return at;
    }

    /// <summary>The inputs that single arguments name, also put behind the others.</summary>
    private Dictionary<string, Node> OptionalInputs(LayerDefinition layer, AttributeSpec attribute, int index, NameScope scope, ref IReadOnlyList<Node>? inputs)
    {
        Dictionary<string, Node> named = [];
        foreach (string argument in layer.OptionalInputs)
        {
            if (attribute.Text(argument) is not { } reference)
            {
                continue;
            }

            if (scope.Find(reference, index, scope.IsNested ? null : argument, -1) is not { } node)
            {
                inputs = null;
                continue;
            }

            named.Add(argument, node);
            inputs = inputs?.Append(node).ToList();
        }

        return named;
    }

    /// <summary>Finds the layer whose parameters are used, if the attribute or a block around says so; false if there is none that fits.</summary>
    private static bool TryFindShared(LayerContext context, AttributeSpec attribute, int index, string local, NameScope scope, LayerDefinition layer, out Node? shared)
    {
        shared = scope.SharedWith?.Local(local);
        if (attribute.Text("SharedWith") is { } reference)
        {
            shared = scope.Find(reference, index, scope.IsNested ? null : "SharedWith", -1);
            if (shared is null)
            {
                return false;
            }
        }

        if (shared is not null && shared.Layer != layer)
        {
            context.Report("DEEP0117", "SharedWith", -1, context.DisplayName, shared.Name, $"that is {(shared.IsInput ? "an input" : "a " + shared.Layer!.Name)}");
            return false;
        }

        return true;
    }

    /// <summary>
    /// Numbers that name something cannot be computed with: that is reported, and the layer then counts as one behind a faulty layer, so that their
    /// shape is no second mistake.
    /// </summary>
    private IReadOnlyList<Node>? WithoutIntegers(LayerDefinition layer, AttributeSpec attribute, int index, string name, IReadOnlyList<Node>? inputs, NameScope scope)
    {
        int count = inputs is null || layer.IntegerLimit(attribute) is not null ? 0 : layer.InputsArgument is null ? 1 : inputs.Count;
        for (int i = 0; i < count; i++)
        {
            if (inputs![i].IsInteger)
            {
                string? argument = layer.InputsArgument ?? (attribute.Text("From") is null ? null : "From");
                new LayerContext(attribute, index, name, inputs, errors, scope.IsNested)
                    .Report("DEEP0118", argument, layer.InputsArgument is null ? -1 : i, $"{attribute.Kind} '{name}'", inputs[i].Name);
                return null;
            }
        }

        return inputs;
    }

    /// <summary>Stands in for the output of a faulty layer, so that the arguments of the next can be checked.</summary>
    private static Node Unknown { get; } = new(0, 0, new AttributeSpec("", EquatableArray<ArgumentSpec>.Empty, false), null, "", [], Shape.Of(1));

    private IReadOnlyList<Node>? SingleInput(AttributeSpec attribute, int index, Node? previous, NameScope scope)
    {
        if (attribute.Text("From") is { } from)
        {
            return scope.Find(from, index, scope.IsNested ? null : "From", -1) is { } node ? [node] : null;
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

    private IReadOnlyList<Node>? NamedInputs(AttributeSpec attribute, int index, string argument, NameScope scope)
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

        List<Node> nodes = names.Select((n, i) => scope.Find(n, index, scope.IsNested ? null : argument, i)).OfType<Node>().ToList();
        return nodes.Count == names.Count ? nodes : null;
    }

    private void AddLoss(LossDefinition loss, AttributeSpec attribute, int index, Node? previous)
    {
        // Without any layer, that is the mistake; an input that the loss names would stay one also with a layer.
        bool hasNothing = NetworkRules.HasNoLayer(spec) && attribute.Text("From") is null;
        IReadOnlyList<Node>? inputs = hasNothing ? null : LossLayers(loss, attribute, index, SingleInput(attribute, index, previous, _names));
        LayerContext context = new(attribute, index, "", inputs ?? [Unknown], errors);
        context.Positive("Weight");
        if (inputs is null)
        {
            _isIncomplete = true;
            return;
        }

        if (inputs.FirstOrDefault(n => n.IsInput) is { } input)
        {
            string? argument = loss.LayerArguments.Concat(["From"]).FirstOrDefault(a => attribute.Text(a) is { } name && _names.Find(name, index, a, -1) == input);
            context.Report("DEEP0304", argument, -1, attribute.Kind, input.Name);
            return;
        }

        loss.Check(context);
        for (int i = 0; i < inputs.Count; i++)
        {
            Node node = inputs[i];
            LossDefinition? other = inputs.Take(i).Contains(node) ? loss : _losses.FirstOrDefault(l => l.Nodes.Contains(node)).Definition;
            if (other is not null)
            {
                context.Report("DEEP0301", null, -1, node.Name, other.Name, loss.Name);
                return;
            }

            node.IsObserved = true;
        }

        _losses.Add((loss, attribute, inputs));
    }

    /// <summary>Adds to the layer of a loss those that its arguments name.</summary>
    private IReadOnlyList<Node>? LossLayers(LossDefinition loss, AttributeSpec attribute, int index, IReadOnlyList<Node>? inputs)
    {
        foreach (string argument in loss.LayerArguments)
        {
            if (attribute.Text(argument) is not { } reference)
            {
                errors.Add(new PlanError("DEEP0310", index, null, -1, new[] { attribute.Kind, argument }.ToEquatableArray()));
                return null;
            }

            inputs = _names.Find(reference, index, argument, -1) is { } node ? inputs?.Append(node).ToList() : null;
        }

        return inputs;
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
}
