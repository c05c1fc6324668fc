using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using DeepNet.Generators.Diagnostics;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;
using DeepNet.Generators.Planning.Stepping;

namespace DeepNet.Generators.Planning;

/// <summary>What planning came to: a plan, or errors (warnings and notes may stand beside a plan).</summary>
internal sealed record PlanResult(NetworkPlan? Plan, IReadOnlyList<PlanError> Errors);

/// <summary>From declaration to plan: graph, parameters, fusion, operations. A pure function.</summary>
internal static class NetworkPlanner
{
    /// <summary>The plan or the errors of a network.</summary>
    public static PlanResult Plan(NetworkSpec spec, CancellationToken cancellation)
    {
        List<PlanError> errors = [];
        int maxBatch = spec.Network.Whole("MaxBatch");
        if (maxBatch < 1)
        {
            errors.Add(Error("DEEP0200", PlanError.NetworkAttribute, "MaxBatch", "Network", "MaxBatch", maxBatch.ToString(CultureInfo.InvariantCulture)));
        }

        GraphBuilder builder = new(spec, errors);
        Graph? graph = builder.Build();
        cancellation.ThrowIfCancellationRequested();
        if (graph is null || spec.Network.IsBroken)
        {
            return new PlanResult(null, errors);
        }

        FusionPlanner.Fuse(graph);
        ParameterPlacement placement = new(errors);
        if (!placement.Place(graph))
        {
            return new PlanResult(null, errors);
        }

        LayerView.Check(spec, graph, errors);
        if (errors.Any(e => !DiagnosticCatalog.IsWarning(e.Id)))
        {
            return new PlanResult(null, errors);
        }

        NetworkPlan plan = MakePlan(spec, graph, placement, builder, maxBatch, errors);
        return new PlanResult(plan, errors);
    }

    private static NetworkPlan MakePlan(NetworkSpec spec, Graph graph, ParameterPlacement placement, GraphBuilder builder, int maxBatch, List<PlanError> errors)
    {
        bool isDouble = spec.Network.Member<Precision>("Precision") == Precision.Double;
        OptimizerPlan? optimizer = builder.Optimizer is { } o ? new OptimizerPlan(o.Definition, o.Attribute, spec.IndexOf(o.Attribute), isDouble, graph) : null;

        ForwardBuilder inference = new(graph, training: false, writesOutputs: true);
        inference.Run();
        SteppingPlan? stepping = SteppingPlanner.Plan(spec, graph, placement, errors);
        return new NetworkPlan
        {
            Spec = spec,
            IsDouble = isDouble,
            MaxBatch = maxBatch,
            NanTrap = spec.Network.Flag("NanTrap"),
            Graph = graph,
            Parameters = placement.Parameters,
            Buffers = placement.Buffers,
            Optimizer = optimizer,
            UpdatesInBackward = optimizer is not null && !optimizer.Definition.NeedsAllGradients(optimizer.Attribute) && graph.Nodes.All(n => n.SharedWith is null),
            Inference = inference.Operations,
            OutputActivations = graph.Losses.Select(l => l.Definition.OutputActivation(l, graph.OutputTensor(l.Node))).Where(s => s is not null).ToList()!,
            Training = graph.Losses.Count > 0 ? MakeTraining(spec, graph, optimizer!.Operations(placement.Parameters)) : null,
            Stepping = stepping,
            NoStepping = errors.FirstOrDefault(e => e.Id == SteppingPlanner.NoSteps),
        };
    }

    private static TrainingPlan MakeTraining(NetworkSpec spec, Graph graph, IReadOnlyList<Operation> update)
    {
        ForwardBuilder forward = new(graph, training: true, writesOutputs: false);
        forward.Run();
        BackwardBuilder backward = new(graph, forward);
        List<Operation> losses = [];
        foreach (LossNode loss in graph.Losses)
        {
            // The gradients of all outputs are written, or of none.
            List<Tensor>? gradients = loss.Nodes.Any(n => n.NeedsGradient) ? loss.Nodes.Select(n => backward.Target(n).Tensor).ToList() : null;
            losses.Add(loss.Definition.Operation(loss, loss.Nodes.Select(forward.ValueOf).ToList(), gradients) with { Attribute = spec.IndexOf(loss.Attribute) });
        }

        // What the losses need of backward, copies of gradients that are shared, comes after them.
        backward.Run();
        Dictionary<Node, Tensor> outputs = graph.Outputs.ToDictionary(n => n, n => new Tensor(n.Name + "Output", TensorKind.Workspace, n.Shape.Size, perSample: true));
        IEnumerable<Operation> evaluation = graph.Losses.Select(l => l.Definition.Operation(l, l.Nodes.Select(n => outputs[n]).ToList(), null));
        return new TrainingPlan([.. forward.Operations, .. losses], backward.Operations, graph.Outputs.Select(n => outputs[n]).ToList(), evaluation.ToList(), update);
    }

    private static PlanError Error(string id, int attribute, string? argument, params string[] arguments) =>
        new(id, attribute, argument, -1, arguments.ToEquatableArray());
}
