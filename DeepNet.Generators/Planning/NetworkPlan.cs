using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Model;
using DeepNet.Generators.Optimizers;

namespace DeepNet.Generators.Planning;

/// <summary>A list of steps with the places of its workspace tensors.</summary>
internal sealed class StepProgram(IReadOnlyList<Step> steps, int maxBatch)
{
    public IReadOnlyList<Step> Steps { get; } = steps;

    public MemoryPlan Memory { get; } = new(steps, maxBatch);
}

/// <summary>The optimizer of a network.</summary>
internal sealed record OptimizerPlan(OptimizerDefinition Definition, AttributeSpec Attribute, OptimizerKernel Kernel);

/// <summary>Everything that is emitted, decided: steps, kernels, and where each tensor lies.</summary>
internal sealed class NetworkPlan
{
    public required NetworkSpec Spec { get; init; }

    public required ElementType Element { get; init; }

    public required int MaxBatch { get; init; }

    public required bool NanTrap { get; init; }

    public required Graph Graph { get; init; }

    public required IReadOnlyList<ParameterPlan> Parameters { get; init; }

    public required OptimizerPlan? Optimizer { get; init; }

    /// <summary>Forward into the caller's outputs, dropout off.</summary>
    public required StepProgram Inference { get; init; }

    /// <summary>What <c>Predict</c> does to the outputs after <see cref="Inference"/>.</summary>
    public required IReadOnlyList<Step> Links { get; init; }

    /// <summary>Forward in training mode, losses and backward, planned as one; null without a loss.</summary>
    public required StepProgram? Training { get; init; }

    /// <summary>The number of steps of <see cref="Training"/> before backward begins: forward and losses.</summary>
    public required int ForwardSteps { get; init; }

    /// <summary>Forward and losses, dropout off; null without a loss.</summary>
    public required StepProgram? Evaluation { get; init; }

    public bool IsTrainable => Training is not null;

    public int ParameterCount => Parameters.Sum(p => p.Size);

    /// <summary>Elements of one copy of all parameters in the block, rounded up to whole cache lines.</summary>
    public int ParameterRegion => (int)MemoryPlan.Align(ParameterCount);

    public IReadOnlyList<string> States => IsTrainable ? Optimizer!.Kernel.Rule.States.ToList() : [];

    /// <summary>Parameters, and if trainable gradients and optimizer states.</summary>
    public int ParameterCopies => IsTrainable ? 2 + States.Count : 1;

    public int WorkspaceOffset => ParameterRegion * ParameterCopies;

    public long WorkspaceElements => new[] { Inference, Training, Evaluation }.Max(p => p?.Memory.Elements ?? 0);

    public long BlockElements => WorkspaceOffset + WorkspaceElements;

    public long TrainingBytes => BlockElements * Element.Size();

    public long InferenceBytes => (ParameterRegion + Inference.Memory.Elements) * Element.Size();

    public long FlopsPerSample => Graph.Nodes.Where(n => !n.IsInput).Sum(n => n.Layer!.Flops(n));

    /// <summary>Every kernel that is called, with those that they call, once each.</summary>
    public IEnumerable<KernelSpec> Kernels
    {
        get
        {
            HashSet<KernelSpec> seen = [];
            Stack<KernelSpec> open = new(Roots());
            while (open.Count > 0)
            {
                KernelSpec kernel = open.Pop();
                if (seen.Add(kernel))
                {
                    foreach (KernelSpec dependency in kernel.Dependencies)
                    {
                        open.Push(dependency);
                    }
                }
            }

            return seen.OrderBy(k => k.ClassName, System.StringComparer.Ordinal);
        }
    }

    private IEnumerable<KernelSpec> Roots()
    {
        IEnumerable<Step> steps = Inference.Steps.Concat(Links).Concat(Training?.Steps ?? []).Concat(Evaluation?.Steps ?? []);
        foreach (Step step in steps)
        {
            yield return step.Kernel;
            if (step is ParameterGradientStep gradient)
            {
                yield return gradient.UpdateKernel;
            }
        }

        if (Optimizer is not null)
        {
            yield return Optimizer.Kernel;
        }
    }
}
