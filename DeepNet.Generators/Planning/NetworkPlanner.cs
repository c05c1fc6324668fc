using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Backends.Cpu.Updates;
using DeepNet.Generators.Diagnostics;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Layers;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;
using DeepNet.Generators.Planning.Stepping;

namespace DeepNet.Generators.Planning;

/// <summary>What planning came to: a plan, or errors (warnings and notes may stand beside a plan).</summary>
internal sealed record PlanResult(NetworkPlan? Plan, IReadOnlyList<PlanError> Errors);

/// <summary>From declaration to plan: graph, parameters, fusion, steps, memory. A pure function, shared by generator and analyzer.</summary>
internal static class NetworkPlanner
{
    /// <summary>The plan or the errors of a network. A fault of the planner is one of them: it must not take other networks' code with it.</summary>
    public static PlanResult Plan(NetworkSpec spec, CacheSizes caches, CancellationToken cancellation)
    {
        try
        {
            return PlanNetwork(spec, caches, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new PlanResult(null, [Error(InternalError.Id, PlanError.NetworkAttribute, null, $"network '{spec.Type.Name}'", InternalError.Describe(exception))]);
        }
    }

    private static PlanResult PlanNetwork(NetworkSpec spec, CacheSizes caches, CancellationToken cancellation)
    {
        List<PlanError> errors = [];
        int maxBatch = spec.Network["MaxBatch"] as int? ?? 128;
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

        ElementType element = new(spec.Network["Precision"] is 1, caches);
        NetworkPlan plan = MakePlan(spec, graph, placement, builder, element, maxBatch, errors);
        cancellation.ThrowIfCancellationRequested();
        if (plan.BlockElements > int.MaxValue / 2)
        {
            errors.Add(Error("DEEP0116", PlanError.NetworkAttribute, null, spec.Type.Name, plan.TrainingBytes.ToString("N0", CultureInfo.InvariantCulture), ((long)int.MaxValue / 2 * element.Size()).ToString("N0", CultureInfo.InvariantCulture)));
            return new PlanResult(null, errors);
        }

        return new PlanResult(plan, errors);
    }

    private static NetworkPlan MakePlan(NetworkSpec spec, Graph graph, ParameterPlacement placement, GraphBuilder builder, ElementType element, int maxBatch, List<PlanError> errors)
    {
        OptimizerPlan? optimizer = builder.Optimizer is { } o ? new OptimizerPlan(o.Definition, o.Attribute, element, graph) : null;

        ForwardBuilder inference = new(graph, element, training: false, writesOutputs: true);
        inference.Run();
        StepProgram predictions = new(PoolingPlanner.Join(inference.Steps, element, maxBatch), maxBatch);
        StepProgram? training = null;
        StepProgram? evaluation = null;
        int forwardSteps = 0;
        if (graph.Losses.Count > 0)
        {
            (training, forwardSteps) = MakeTraining(graph, element, optimizer!.Kernel, maxBatch);
            Dictionary<Node, Tensor> outputs = graph.Outputs.ToDictionary(n => n, n => new Tensor(n.Name + "Output", TensorKind.Workspace, n.Shape.Size, perSample: true));
            IEnumerable<Step> losses = graph.Losses.Select(l => l.Definition.Step(l, element, l.Nodes.Select(n => outputs[n]).ToList(), null));
            evaluation = new StepProgram(losses.ToList(), maxBatch, predictions, graph.Outputs.Select(n => outputs[n]).ToList());
        }

        SteppingPlan? stepping = SteppingPlanner.Plan(spec, graph, placement, element, maxBatch, errors);
        return new NetworkPlan
        {
            Spec = spec,
            Element = element,
            MaxBatch = maxBatch,
            NanTrap = LayerContext.Flag(spec.Network, "NanTrap"),
            Graph = graph,
            Parameters = placement.Parameters,
            Buffers = placement.Buffers,
            Optimizer = optimizer,
            UpdatesInBackward = optimizer is not null && !optimizer.Definition.NeedsAllGradients(optimizer.Attribute) && graph.Nodes.All(n => n.SharedWith is null),
            Inference = predictions,
            OutputActivations = graph.Losses.Select(l => l.Definition.OutputActivation(l, element, graph.OutputTensor(l.Node))).Where(s => s is not null).ToList()!,
            Training = training,
            ForwardSteps = forwardSteps,
            Evaluation = evaluation,
            Stepping = stepping,
            NoStepping = errors.FirstOrDefault(e => e.Id == SteppingPlanner.NoSteps),
        };
    }

    private static (StepProgram Program, int ForwardSteps) MakeTraining(Graph graph, ElementType element, OptimizerKernel optimizer, int maxBatch)
    {
        ForwardBuilder forward = new(graph, element, training: true, writesOutputs: false);
        forward.Run();
        BackwardBuilder backward = new(graph, forward, optimizer);
        List<Step> steps = [.. forward.Steps];
        foreach (LossNode loss in graph.Losses)
        {
            // A kernel writes the gradients of all outputs or of none.
            List<Tensor>? gradients = loss.Nodes.Any(n => n.NeedsGradient) ? loss.Nodes.Select(n => backward.Target(n).Tensor).ToList() : null;
            steps.Add(loss.Definition.Step(loss, element, loss.Nodes.Select(forward.ValueOf).ToList(), gradients));
        }

        int forwardSteps = steps.Count;
        backward.Run();
        steps.AddRange(backward.Steps);

        // Only steps of the forward pass are joined.
        IReadOnlyList<Step> joined = PoolingPlanner.Join(steps, element, maxBatch);
        return (new StepProgram(joined, maxBatch), forwardSteps - (steps.Count - joined.Count));
    }

    private static PlanError Error(string id, int attribute, string? argument, params string[] arguments) =>
        new(id, attribute, argument, -1, arguments.ToEquatableArray());
}
