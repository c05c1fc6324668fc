using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Model;

namespace DeepNet.Generators.Planning;

/// <summary>
/// Plans a network a second time for an input of one step, where that means the same as the step among others: every layer takes each step by
/// itself or carries a state, and the parameters are the same ones.
/// </summary>
internal static class SteppingPlanner
{
    /// <summary>The plan, or null for a network that needs its whole sequence, or has none.</summary>
    public static SteppingPlan? Plan(NetworkSpec spec, Graph graph, ParameterPlacement placement, ElementType element, int maxBatch)
    {
        List<Node> layers = graph.Nodes.Where(n => !n.IsInput).ToList();
        if (graph.Inputs.Count != 1 || !layers.Any(n => n.Layer!.HasState) || !layers.All(n => n.Layer!.WorksStepByStep(n)))
        {
            return null;
        }

        List<PlanError> errors = [];
        if (new GraphBuilder(WithOneStep(spec), errors).Build() is not { } oneStep)
        {
            return null;
        }

        FusionPlanner.Fuse(oneStep);
        ParameterPlacement same = new(errors);
        if (!same.Place(oneStep)
            || !placement.Parameters.Select(p => p.Spec).SequenceEqual(same.Parameters.Select(p => p.Spec))
            || !placement.Buffers.Select(b => b.Spec).SequenceEqual(same.Buffers.Select(b => b.Spec)))
        {
            return null;
        }

        SteppingStates states = new();
        ForwardBuilder builder = new(oneStep, element, training: false, writesOutputs: true) { Stepping = states };
        builder.Run();
        return new SteppingPlan(oneStep, new StepProgram(builder.Steps, maxBatch), states.Tensors);
    }

    /// <summary>The declaration with 1 as the first size of its input.</summary>
    private static NetworkSpec WithOneStep(NetworkSpec spec) => spec with
    {
        Attributes = spec.Attributes
            .Select(a => a.Kind == "Input" ? a with { Arguments = a.Arguments.Select(OneStep).ToEquatableArray() } : a)
            .ToEquatableArray(),
    };

    private static ArgumentSpec OneStep(ArgumentSpec argument) => argument is { Name: "Shape", Value: EquatableArray<int> sizes }
        ? argument with { Value = sizes.Select((size, i) => i == 0 ? 1 : size).ToEquatableArray() }
        : argument;
}
