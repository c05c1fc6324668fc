using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Planning;

namespace DeepNet.Generators.Backends.Cpu.Updates;

/// <summary>The kernels of an optimizer.</summary>
internal sealed class CpuOptimizer(OptimizerPlan plan, ElementType element)
{
    /// <summary>The update of single elements.</summary>
    public OptimizerKernel Kernel { get; } = new(element, plan.Rule.Rule);

    /// <summary>The first half of the update of a parameter as a whole; null if there are no such parameters.</summary>
    public OptimizerKernel? Direction { get; } = plan.Direction is { } direction ? new(element, direction.Rule) : null;

    /// <summary>The second half.</summary>
    public OptimizerKernel? Step { get; } = plan.Step is { } step ? new(element, step.Rule) : null;

    /// <summary>The workspace that an update needs.</summary>
    public long ScratchElements => plan.Directed.Select(d => MemoryPlan.Align(d.Parameter.Size) + (Orthogonalization(d)?.ScratchElements ?? 0)).DefaultIfEmpty(0).Max();

    /// <summary>What is done to the direction of a parameter between the halves, or null.</summary>
    public OrthogonalizationKernel? Orthogonalization(DirectedParameter directed) => directed.IsOrthogonalized
        ? new OrthogonalizationKernel(element, directed.Parameter.Size / directed.Parameter.Spec.Shape.Last, directed.Parameter.Spec.Shape.Last)
        : null;

    /// <summary>The kernels of an update that backward does not contain.</summary>
    /// <param name="hasOthers">Whether there are parameters that follow the rule of single elements.</param>
    public IEnumerable<KernelSpec> Kernels(bool hasOthers)
    {
        if (hasOthers)
        {
            yield return Kernel;
        }

        if (plan.Directed.Count == 0)
        {
            yield break;
        }

        yield return Direction!;
        yield return Step!;
        foreach (OrthogonalizationKernel kernel in plan.Directed.Select(Orthogonalization).OfType<OrthogonalizationKernel>())
        {
            yield return kernel;
        }
    }
}
