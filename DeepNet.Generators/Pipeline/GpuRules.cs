using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Gpu;
using DeepNet.Generators.Layers.Structure;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Planning.Graphs;

namespace DeepNet.Generators.Pipeline;

/// <summary>What keeps a network with <c>Gpu = true</c> from a GPU. There is no silent way back to the CPU: each is an error where it is asked for.</summary>
internal static class GpuRules
{
    public static List<PlanError> Check(NetworkSpec spec, GpuPlan gpu)
    {
        if (gpu.Network.IsDouble)
        {
            return [Missing(PlanError.NetworkAttribute, "Precision", $"Network '{spec.Type.Name}' computes in double precision", "computes in single precision", "use Precision.Single")];
        }

        if (gpu.Missing.Count > 0)
        {
            // The first only: what follows it is often of the same kind.
            Operation first = gpu.Missing.FirstOrDefault(o => o.Attribute >= 0) ?? gpu.Missing[0];
            return [Missing(spec, gpu.Network.Graph, first)];
        }

        if (gpu.MaskKeys.Count > GpuPlan.KeyTensor.Size)
        {
            return [Missing(PlanError.NetworkAttribute, "Gpu", $"Network '{spec.Type.Name}' has {gpu.MaskKeys.Count} random masks", $"has at most {GpuPlan.KeyTensor.Size}", "use fewer layers with dropout")];
        }

        return spec.HasShaders ? [] : [Error("DEEP0401", PlanError.NetworkAttribute, "Gpu", spec.Type.Name)];
    }

    private static PlanError Missing(NetworkSpec spec, Graph graph, Operation operation)
    {
        int attribute = operation.Attribute >= 0 ? operation.Attribute : PlanError.NetworkAttribute;
        if (operation is Sum sum && graph.Nodes.FirstOrDefault(n => n.AttributeIndex == attribute && n.Layer is AddLayer && n.Inputs.Count == sum.Inputs.Count) is { } node)
        {
            return Missing(attribute, null, $"Add '{node.WrittenName}' takes {sum.Inputs.Count} layers", $"takes at most {GpuLowering.MostInputs}", "add up six first");
        }

        return Missing(attribute, null, $"{(operation.Attribute >= 0 ? spec.Attributes[attribute].Kind : "An output")} is computed on the CPU alone", "has no such operation", "use another layer");
    }

    private static PlanError Missing(int attribute, string? argument, string what, string limit, string fix) => Error("DEEP0400", attribute, argument, what, limit, fix);

    private static PlanError Error(string id, int attribute, string? argument, params string[] arguments) => new(id, attribute, argument, -1, arguments.ToEquatableArray());
}
