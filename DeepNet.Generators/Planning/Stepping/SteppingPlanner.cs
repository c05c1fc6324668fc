using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Losses;
using DeepNet.Generators.Model;
using DeepNet.Generators.Optimizers;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Planning.Stepping;

/// <summary>
/// Plans a recurrent network a second time for inputs of one step, where that means the same as the step among others: every layer takes each
/// step by itself or carries a state, and the parameters are the same ones. What stands behind the last step of a sequence may be anything.
/// </summary>
internal static class SteppingPlanner
{
    /// <summary>What is reported of a recurrent network that needs its whole sequence.</summary>
    public const string NoSteps = "DEEP0160";

    /// <summary>The plan; null for a network without a recurrent layer, and for one that needs its whole sequence, which is reported.</summary>
    public static SteppingPlan? Plan(NetworkSpec spec, Graph graph, ParameterPlacement placement, List<PlanError> errors)
    {
        if (!graph.Nodes.Any(n => n.Layer is { HasState: true }))
        {
            return null;
        }

        HashSet<Node> sequences = [];
        Graph? oneStep = null;
        if (Obstacle(graph, sequences) is not { } obstacle)
        {
            oneStep = Build(spec, graph);
            obstacle = (graph.Nodes.First(n => n.Layer is { HasState: true }), "would have other parameters for one step");
        }

        if (oneStep is null || !HasSameParameters(oneStep, placement))
        {
            string layer = $"{obstacle.Node.Attribute.Kind} '{obstacle.Node.Name}'";
            errors.Add(new PlanError(NoSteps, obstacle.Node.AttributeIndex, null, -1, new[] { spec.Type.Name, layer, obstacle.Reason }.ToEquatableArray()));
            return null;
        }

        SteppingStates states = new(sequences.Select(n => n.Index));
        ForwardBuilder builder = new(oneStep, training: false, writesOutputs: true) { Stepping = states };
        builder.Run();
        return new SteppingPlan(oneStep, builder.Operations, states.Tensors);
    }

    /// <summary>What stands in the way, if something does: the first layer or input that needs other steps. Finds the nodes that are sequences meanwhile.</summary>
    private static (Node Node, string Reason)? Obstacle(Graph graph, HashSet<Node> sequences)
    {
        int steps = graph.Inputs[0].Shape.Sizes[0];
        foreach (Node node in graph.Nodes)
        {
            if (node.Layer is not { } layer)
            {
                if (node.Shape.Sizes[0] != steps)
                {
                    return (node, $"is {node.Shape}, which is not one part for each of the {steps} steps of '{graph.Inputs[0].Name}'");
                }

                sequences.Add(node);
                continue;
            }

            int count = node.Inputs.Count(sequences.Contains);
            if (count == 0)
            {
                // What comes of the last step is computed anew at each step.
                continue;
            }

            if (count < node.Inputs.Count)
            {
                return (node, "joins a sequence with what is known only behind the last step");
            }

            if (layer.NeedsOtherSteps(node) is { } reason)
            {
                return (node, reason);
            }

            if (!layer.HasState || node.Shape.Rank > 1)
            {
                sequences.Add(node);
            }
        }

        return null;
    }

    /// <summary>The graph for one step with the same outputs, without losses: some of them need more steps.</summary>
    private static Graph? Build(NetworkSpec spec, Graph graph)
    {
        List<PlanError> errors = [];
        IReadOnlyList<Node>? nodes = new GraphBuilder(WithOneStep(spec), errors).Build()?.Nodes;
        if (nodes is null)
        {
            return null;
        }

        for (int i = 0; i < nodes.Count; i++)
        {
            nodes[i].IsObserved = graph.Nodes[i].IsObserved;
        }

        Graph oneStep = new(nodes, []);
        FusionPlanner.Fuse(oneStep);
        return oneStep;
    }

    /// <summary>Whether the parameters and buffers lie where those of the network lie.</summary>
    private static bool HasSameParameters(Graph oneStep, ParameterPlacement placement)
    {
        ParameterPlacement same = new([]);
        return same.Place(oneStep)
            && placement.Parameters.Select(p => p.Spec).SequenceEqual(same.Parameters.Select(p => p.Spec))
            && placement.Buffers.Select(b => b.Spec).SequenceEqual(same.Buffers.Select(b => b.Spec));
    }

    /// <summary>The declaration of inputs and layers, with 1 as the first size of the inputs.</summary>
    private static NetworkSpec WithOneStep(NetworkSpec spec) => spec with
    {
        Attributes = spec.Attributes
            .Where(a => LossCatalog.Find(a.Kind) is null && OptimizerCatalog.Find(a.Kind) is null)
            .Select(a => a.Kind == "Input" ? a with { Arguments = a.Arguments.Select(OneStep).ToEquatableArray() } : a)
            .ToEquatableArray(),
    };

    private static ArgumentSpec OneStep(ArgumentSpec argument) => argument is { Name: "Shape", Value: EquatableArray<int> sizes }
        ? argument with { Value = sizes.Select((size, i) => i == 0 ? 1 : size).ToEquatableArray() }
        : argument;
}
