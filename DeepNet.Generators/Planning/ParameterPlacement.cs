using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Planning;

/// <summary>Gets the parameters and buffers of every layer and lays them out one after the other, each kind in its region.</summary>
internal sealed class ParameterPlacement(List<PlanError> errors)
{
    private const int MostElements = int.MaxValue / 8;

    private readonly List<ParameterPlan> _parameters = [];
    private readonly List<BufferPlan> _buffers = [];
    private long _parameterEnd;

    /// <summary>The names of places in the block: two layers can come to one, such as 'aQuery' with a weight and 'a' with a query weight.</summary>
    private readonly HashSet<string> _names = ["Gradients", "Workspace", "End"];

    public IReadOnlyList<ParameterPlan> Parameters => _parameters;

    /// <summary>The buffers: those that are saved first, then tables.</summary>
    public IReadOnlyList<BufferPlan> Buffers => _buffers;

    /// <summary>Places all; false after an error.</summary>
    public bool Place(Graph graph)
    {
        foreach (Node node in graph.Nodes.Where(n => !n.IsInput))
        {
            IReadOnlyList<ParameterPlan>? own = node.SharedWith is { } source ? Share(node, source) : PlaceParameters(node);
            if (own is null)
            {
                return false;
            }

            node.SetParameters(own);
        }

        return PlaceBuffers(graph);
    }

    private List<ParameterPlan>? PlaceParameters(Node node)
    {
        List<ParameterPlan> own = [];
        foreach (ParameterSpec parameter in node.Layer!.Parameters(node, FusionPlanner.FollowingActivation(node)))
        {
            if (_parameterEnd + parameter.Shape.Elements > MostElements)
            {
                Report("DEEP0113", node, null, $"{node.Attribute.Kind} '{node.Name}'", (_parameterEnd + parameter.Shape.Elements).ToString(CultureInfo.InvariantCulture));
                return null;
            }

            Tensor tensor = new(Unique(node.Name + parameter.Name), TensorKind.Parameter, parameter.Shape.Size, perSample: false);
            own.Add(new ParameterPlan(parameter, tensor, (int)_parameterEnd, node.Name, node.IsFrozen, node.LearningRateScale));
            _parameterEnd += parameter.Shape.Elements;
        }

        _parameters.AddRange(own);
        return own;
    }

    /// <summary>The parameters of another layer, which must have the shapes that this one needs.</summary>
    private IReadOnlyList<ParameterPlan>? Share(Node node, Node source)
    {
        string needed = Text(node.Layer!.Parameters(node, null));
        string there = Text(source.Parameters.Select(p => p.Spec));
        if (needed == there)
        {
            return source.Parameters;
        }

        ReportUnlike(node, source, there, needed);
        return null;
    }

    private void ReportUnlike(Node node, Node source, string there, string needed) =>
        Report("DEEP0117", node, "SharedWith", $"{node.Attribute.Kind} '{node.Name}'", source.Name, $"that has {there}, but {needed} is needed");

    private static string Text(IEnumerable<ParameterSpec> parameters) => string.Join(", ", parameters.Select(p => $"{Graph.CamelCase(p.Name)} {p.Shape}"));

    private static string Text(IEnumerable<BufferSpec> buffers) => string.Join(", ", buffers.Select(b => $"{Graph.CamelCase(b.Name)} {b.Shape}"));

    /// <summary>Whether a layer uses the buffers of the layer whose parameters it shares. A table may differ, with the length of a sequence.</summary>
    private static bool SharesBuffers(Node node) => node.SharedWith is { } source && node.Layer!.Buffers(node).SequenceEqual(source.Layer!.Buffers(source));

    private bool PlaceBuffers(Graph graph)
    {
        // One layer has one set of running statistics, which each of its uses moves.
        if (graph.Nodes.FirstOrDefault(n => n.SharedWith is not null && !SharesBuffers(n) && n.Layer!.Buffers(n).Any(b => b.Table is null)) is { SharedWith: { } other } unlike)
        {
            ReportUnlike(unlike, other, Text(other.Layer!.Buffers(other)), Text(unlike.Layer!.Buffers(unlike)));
            return false;
        }

        int offset = 0;
        List<(Node Node, BufferSpec Spec)> all = graph.Nodes.Where(n => !n.IsInput && !SharesBuffers(n)).SelectMany(n => n.Layer!.Buffers(n).Select(b => (n, b))).ToList();
        foreach ((Node node, BufferSpec spec) in all.Where(b => b.Spec.Table is null).Concat(all.Where(b => b.Spec.Table is not null)))
        {
            _buffers.Add(new BufferPlan(spec, new Tensor(Unique(node.Name + spec.Name), TensorKind.Buffer, spec.Shape.Size, perSample: false), offset, node.Name));
            offset += spec.Shape.Size;
        }

        ILookup<string, BufferPlan> ofLayers = _buffers.ToLookup(b => b.LayerName);
        foreach (Node node in graph.Nodes)
        {
            node.Buffers = SharesBuffers(node) ? node.SharedWith!.Buffers : ofLayers[node.Name].ToList();
        }

        return true;
    }

    private string Unique(string name)
    {
        string unique = name;
        for (int number = 2; !_names.Add(unique); number++)
        {
            unique = name + number.ToString(CultureInfo.InvariantCulture);
        }

        return unique;
    }

    private void Report(string id, Node node, string? argument, params string[] arguments) =>
        errors.Add(new PlanError(id, node.AttributeIndex, argument, -1, arguments.ToEquatableArray()));
}
