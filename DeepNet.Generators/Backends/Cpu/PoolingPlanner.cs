using System;
using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu.Pooling;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Text;

namespace DeepNet.Generators.Backends.Cpu;

/// <summary>Puts a convolution and the pooling behind it into one loop over blocks of samples (docs/decisions/0016-pooling-in-cache.md).</summary>
internal static class PoolingPlanner
{
    /// <summary>The steps, with each convolution joined to a pooling that follows it and does not fit into the cache as a whole.</summary>
    public static IReadOnlyList<Step> Join(IReadOnlyList<Step> steps, ElementType element, int maxBatch)
    {
        List<Step> joined = [];
        for (int i = 0; i < steps.Count; i++)
        {
            if (i + 1 < steps.Count && Join(steps, i, element, maxBatch) is { } pooled)
            {
                joined.Add(pooled);
                i++;
            }
            else
            {
                joined.Add(steps[i]);
            }
        }

        return joined;
    }

    private static PooledStep? Join(IReadOnlyList<Step> steps, int first, ElementType element, int maxBatch)
    {
        Step convolution = steps[first];
        Step pool = steps[first + 1];
        if (!convolution.Kernel.IsCutFreely
            || pool is not { Kernel: PoolKernel, Method: "Forward" }
            || pool.Operands.First(o => o.Access == Access.Read).Tensor is not { PerSample: true } value
            || !convolution.Operands.Any(o => o.Tensor == value && o.Access == Access.Write))
        {
            return null;
        }

        // Half of the second-level cache, so that inputs and weights have room beside the output.
        int samples = (int)Math.Max(1, element.Caches.L2Bytes / 2 / ((long)value.Size * element.Size()));
        if (samples >= maxBatch)
        {
            return null;
        }

        if (value.Kind != TensorKind.Workspace || steps.Count(s => s.Operands.Any(o => o.Tensor == value)) > 2)
        {
            return new PooledStep(convolution, pool, value, samples);
        }

        // Nothing else reads it: every block goes to the same place.
        Tensor block = new(value.Name, TensorKind.Workspace, checked(samples * value.Size), perSample: false);
        return new PooledStep(With(convolution, value, block), With(pool, value, block), block, samples);
    }

    private static Step With(Step step, Tensor old, Tensor tensor) =>
        step with { Operands = step.Operands.Select(o => o.Tensor == old ? o with { Tensor = tensor } : o).ToList() };
}
