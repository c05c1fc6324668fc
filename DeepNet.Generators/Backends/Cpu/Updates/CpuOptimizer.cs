using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Operations.Updates;
using DeepNet.Generators.Planning;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu.Updates;

/// <summary>The kernels of an update.</summary>
internal sealed class CpuOptimizer(OptimizerPlan plan, IReadOnlyList<Operation> update, ElementType element)
{
    /// <summary>The update of single elements, which gradient kernels may contain.</summary>
    public OptimizerKernel Kernel { get; } = new(element, plan.Rule.Rule);

    /// <summary>The workspace that an update needs: a parameter's direction and, behind it, what is needed to change it.</summary>
    public long ScratchElements => update.Select(o => o switch
    {
        Update { Direction: { } direction } => MemoryPlan.Align(direction.Size),
        Orthogonalization matrix => MemoryPlan.Align(matrix.Matrix.Size) + KernelOf(matrix).ScratchElements,
        _ => 0,
    }).DefaultIfEmpty(0).Max();

    public OptimizerKernel KernelOf(Update operation) => new(element, operation.Rule.Rule);

    public OrthogonalizationKernel KernelOf(Orthogonalization operation) => new(element, operation.Rows, operation.Columns);

    /// <summary>The kernels of an update that backward does not contain.</summary>
    public IEnumerable<KernelSpec> Kernels => update.Select(o => o switch
    {
        Update operation => KernelOf(operation),
        Orthogonalization operation => KernelOf(operation),
        _ => (KernelSpec?)null,
    }).OfType<KernelSpec>();
}
