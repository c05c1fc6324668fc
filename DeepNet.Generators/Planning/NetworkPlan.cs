using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Backends.Cpu;
using DeepNet.Generators.Emit;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Planning.Graphs;
using DeepNet.Generators.Planning.Stepping;

namespace DeepNet.Generators.Planning;

/// <summary>A list of steps with the places of its workspace tensors.</summary>
/// <param name="steps">The steps.</param>
/// <param name="maxBatch">The largest batch.</param>
/// <param name="before">What runs before, in memory of its own, and leaves <paramref name="given"/>; null if nothing does.</param>
/// <param name="given">The workspace tensors that have values before the first step.</param>
internal sealed class StepProgram(IReadOnlyList<Step> steps, int maxBatch, StepProgram? before = null, IReadOnlyList<Tensor>? given = null)
{
    public IReadOnlyList<Step> Steps { get; } = steps;

    /// <summary>The workspace tensors that have values before the first step.</summary>
    public IReadOnlyList<Tensor> Given { get; } = given ?? [];

    public MemoryPlan Memory { get; } = new(steps, maxBatch, before?.Memory.Elements ?? 0, given ?? []);
}

/// <summary>Neighbouring parameters that are updated alike.</summary>
internal sealed record ParameterRange(int Offset, int Count, double LearningRateScale)
{
    /// <summary>Joins neighbours; those of different learning rates only if <paramref name="byRate"/> is false.</summary>
    public static IReadOnlyList<ParameterRange> Of(IEnumerable<ParameterPlan> parameters, bool byRate)
    {
        List<ParameterRange> ranges = [];
        foreach (ParameterPlan parameter in parameters)
        {
            ParameterRange? last = ranges.LastOrDefault();
            if (last is not null && last.Offset + last.Count == parameter.Offset && (!byRate || last.LearningRateScale == parameter.LearningRateScale))
            {
                ranges[ranges.Count - 1] = last with { Count = last.Count + parameter.Size };
            }
            else
            {
                ranges.Add(new ParameterRange(parameter.Offset, parameter.Size, parameter.LearningRateScale));
            }
        }

        return ranges;
    }
}

/// <summary>Everything that is emitted, decided: steps, kernels, and where each tensor lies.</summary>
internal sealed class NetworkPlan
{
    // Used for every offset that is written.
    private int? _parameterCount;
    private int? _bufferRegion;
    private IReadOnlyList<double>? _learningRateScales;

    public required NetworkSpec Spec { get; init; }

    public required ElementType Element { get; init; }

    public required int MaxBatch { get; init; }

    public required bool NanTrap { get; init; }

    public required Graph Graph { get; init; }

    public required IReadOnlyList<ParameterPlan> Parameters { get; init; }

    /// <summary>Running statistics, then tables.</summary>
    public required IReadOnlyList<BufferPlan> Buffers { get; init; }

    public required OptimizerPlan? Optimizer { get; init; }

    /// <summary>Whether <c>TrainStep</c> updates each parameter as soon as its gradient is known; else it fills all gradients and then updates.</summary>
    public required bool UpdatesInBackward { get; init; }

    /// <summary>Forward into the caller's outputs, dropout off.</summary>
    public required StepProgram Inference { get; init; }

    /// <summary>What <c>Predict</c> does to the outputs after <see cref="Inference"/>.</summary>
    public required IReadOnlyList<Step> OutputActivations { get; init; }

    /// <summary>Forward in training mode, losses and backward, planned as one; null without a loss.</summary>
    public required StepProgram? Training { get; init; }

    /// <summary>The number of steps of <see cref="Training"/> before backward begins: forward and losses.</summary>
    public required int ForwardSteps { get; init; }

    /// <summary>The losses of the outputs that <see cref="Inference"/> gives, which are given in the order of the graph; null without a loss.</summary>
    public required StepProgram? Evaluation { get; init; }

    /// <summary>Forward one step at a time, if the network's layers allow it.</summary>
    public required SteppingPlan? Stepping { get; init; }

    /// <summary>Why a recurrent network has no <see cref="Stepping"/>, as the analyzer says it; null if it has, or has no recurrent layer.</summary>
    public required PlanError? NoStepping { get; init; }

    public bool IsTrainable => Training is not null;

    public int ParameterCount => _parameterCount ??= Parameters.Sum(p => p.Size);

    /// <summary>Elements of one copy of all parameters in the block, rounded up to whole cache lines.</summary>
    public int ParameterRegion => (int)MemoryPlan.Align(ParameterCount);

    public IReadOnlyList<string> States => IsTrainable ? Optimizer!.States : [];

    /// <summary>Parameters, and if trainable gradients and optimizer states.</summary>
    public int ParameterCopies => IsTrainable ? 2 + States.Count : 1;

    public int BufferOffset => ParameterRegion * ParameterCopies;

    /// <summary>The elements of running statistics, which lie before the tables.</summary>
    public int SavedBufferCount => Buffers.Where(b => b.Spec.Table is null).Sum(b => b.Size);

    public int BufferRegion => _bufferRegion ??= (int)MemoryPlan.Align(Buffers.Sum(b => (long)b.Size));

    public int WorkspaceOffset => BufferOffset + BufferRegion;

    /// <summary>The parameters that an update changes element by element, as ranges of neighbours with one learning rate.</summary>
    public IReadOnlyList<ParameterRange> UpdatedRanges => ParameterRange.Of(Undirected, byRate: true);

    /// <summary>The parameters that are not frozen, as ranges of neighbours.</summary>
    public IReadOnlyList<ParameterRange> TrainedRanges => ParameterRange.Of(Parameters.Where(p => !p.IsFrozen), byRate: false);

    /// <summary>The parameters that an update changes element by element.</summary>
    public IEnumerable<ParameterPlan> Undirected => Parameters.Where(p => !p.IsFrozen && !Optimizer!.Directed.Any(d => d.Parameter == p));

    /// <summary>The factors of the learning rate that occur, 1 first.</summary>
    public IReadOnlyList<double> LearningRateScales => _learningRateScales ??= Parameters.Where(p => !p.IsFrozen).Select(p => p.LearningRateScale).Distinct().OrderBy(s => s != 1).ThenBy(s => s).ToList();

    /// <summary>The workspace of passes; an update, which comes after them, uses the same.</summary>
    public long WorkspaceElements => new[] { Inference, Training, Evaluation, Stepping?.Program }.Select(p => p?.Memory.Elements ?? 0).Append(IsTrainable ? Optimizer!.ScratchElements : 0).Max();

    /// <summary>What recurrent layers carry from step to step.</summary>
    public long StateElements => Stepping?.StateElements(MaxBatch) ?? 0;

    public long BlockElements => WorkspaceOffset + WorkspaceElements + StateElements;

    public long TrainingBytes => BlockElements * Element.Size();

    public long InferenceBytes => (ParameterRegion + BufferRegion + System.Math.Max(Inference.Memory.Elements, Stepping?.Program.Memory.Elements ?? 0) + StateElements) * Element.Size();

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
        IEnumerable<Step> steps = Inference.Steps.Concat(OutputActivations).Concat(Training?.Steps ?? []).Concat(Evaluation?.Steps ?? []).Concat(Stepping?.Program.Steps ?? []);
        foreach (Step step in steps)
        {
            foreach (KernelSpec kernel in step.Kernels)
            {
                yield return kernel;
            }

            if (step is ParameterGradientStep gradient && UpdatesInBackward)
            {
                yield return gradient.UpdateKernel;
            }
        }

        foreach (KernelSpec kernel in Optimizer?.Kernels(UpdatedRanges.Count > 0 || Optimizer.Directed.Count == 0) ?? [])
        {
            yield return kernel;
        }
    }
}
