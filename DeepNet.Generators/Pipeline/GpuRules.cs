using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Gpu;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning;

namespace DeepNet.Generators.Pipeline;

/// <summary>What keeps a network with <c>Gpu = true</c> from a GPU. There is no silent way back to the CPU: each is an error where it is asked for.</summary>
internal static class GpuRules
{
    public static List<PlanError> Check(NetworkSpec spec, GpuPlan gpu)
    {
        if (gpu.Network.IsDouble)
        {
            return [Missing(PlanError.NetworkAttribute, "Precision", "Double precision")];
        }

        if (gpu.Missing.Count > 0)
        {
            // The first only: what follows it is often of the same kind.
            Operation first = gpu.Missing.FirstOrDefault(o => o.Attribute >= 0) ?? gpu.Missing[0];
            return [Missing(first.Attribute >= 0 ? first.Attribute : PlanError.NetworkAttribute, null, first.Attribute >= 0 ? spec.Attributes[first.Attribute].Kind : "An output")];
        }

        if (gpu.MaskKeys.Count > GpuPlan.KeyTensor.Size)
        {
            return [Missing(PlanError.NetworkAttribute, "Gpu", $"A network with more than {GpuPlan.KeyTensor.Size} random masks")];
        }

        return spec.HasShaders ? [] : [Error("DEEP0401", PlanError.NetworkAttribute, "Gpu", spec.Type.Name)];
    }

    private static PlanError Missing(int attribute, string? argument, string what) => Error("DEEP0400", attribute, argument, what);

    private static PlanError Error(string id, int attribute, string? argument, params string[] arguments) => new(id, attribute, argument, -1, arguments.ToEquatableArray());
}
