using System.Collections.Generic;
using System.Linq;
using DeepNet.Generators.Model;
using DeepNet.Generators.Operations;
using DeepNet.Generators.Operations.Updates;
using DeepNet.Generators.Planning.Graphs;
using DeepNet.Generators.Planning.Stepping;

namespace DeepNet.Generators.Planning;

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

/// <summary>What is computed for training, in order.</summary>
/// <param name="Forward">Forward in training mode, and the losses with their gradients.</param>
/// <param name="Backward">From the gradients of the losses to those of the parameters.</param>
/// <param name="Outputs">The outputs of the network in workspace, in the order of the graph, from which <paramref name="Evaluation"/> takes the losses.</param>
/// <param name="Evaluation">The losses of what <see cref="NetworkPlan.Inference"/> gives.</param>
/// <param name="Update">From the gradients of the parameters to the parameters.</param>
internal sealed record TrainingPlan(
    IReadOnlyList<Operation> Forward, IReadOnlyList<Operation> Backward, IReadOnlyList<Tensor> Outputs, IReadOnlyList<Operation> Evaluation, IReadOnlyList<Operation> Update);

/// <summary>Everything that a network computes, decided: operations, parameters and where they lie. How it is computed is the back ends'.</summary>
internal sealed class NetworkPlan
{
    // Used for every offset that is written.
    private int? _parameterCount;
    private int? _bufferRegion;
    private int? _bufferOffset;
    private int? _keptCount;
    private IReadOnlyList<double>? _learningRateScales;

    public required NetworkSpec Spec { get; init; }

    /// <summary>Whether its numbers are of double precision; if not, of single.</summary>
    public required bool IsDouble { get; init; }

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
    public required IReadOnlyList<Operation> Inference { get; init; }

    /// <summary>What <c>Predict</c> does to the outputs after <see cref="Inference"/>.</summary>
    public required IReadOnlyList<Operation> OutputActivations { get; init; }

    /// <summary>Training; null without a loss.</summary>
    public required TrainingPlan? Training { get; init; }

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

    public int BufferOffset => _bufferOffset ??= ParameterRegion * ParameterCopies;

    /// <summary>The elements of running statistics, which lie before the tables.</summary>
    public int SavedBufferCount => Buffers.Where(b => b.Spec.Table is null).Sum(b => b.Size);

    public int BufferRegion => _bufferRegion ??= (int)MemoryPlan.Align(Buffers.Sum(b => (long)b.Size));

    /// <summary>The running statistics of which forward in training mode first keeps a copy, for the case that the loss is trapped; 0 if none is.</summary>
    public int KeptCount => _keptCount ??= NanTrap && IsTrainable ? SavedBufferCount : 0;

    /// <summary>Where that copy lies.</summary>
    public int KeptOffset => BufferOffset + BufferRegion;

    public int WorkspaceOffset => KeptOffset + (int)MemoryPlan.Align(KeptCount);

    /// <summary>The parameters that an update changes element by element, as ranges of neighbours with one learning rate.</summary>
    public IReadOnlyList<ParameterRange> UpdatedRanges => ParameterRange.Of(Undirected, byRate: true);

    /// <summary>The parameters that are not frozen, as ranges of neighbours.</summary>
    public IReadOnlyList<ParameterRange> TrainedRanges => ParameterRange.Of(Parameters.Where(p => !p.IsFrozen), byRate: false);

    /// <summary>The parameters that an update changes element by element.</summary>
    public IEnumerable<ParameterPlan> Undirected => Parameters.Where(p => !p.IsFrozen && !Optimizer!.IsDirected(p));

    /// <summary>The factors of the learning rate that occur, 1 first.</summary>
    public IReadOnlyList<double> LearningRateScales => _learningRateScales ??= Parameters.Where(p => !p.IsFrozen).Select(p => p.LearningRateScale).Distinct().OrderBy(s => s != 1).ThenBy(s => s).ToList();

    /// <summary>Whether the coefficients of a step depend on the parameter's factor of the learning rate.</summary>
    public bool HasLearningRateScales => LearningRateScales.Any(s => s != 1);

    public long FlopsPerSample => Graph.Nodes.Where(n => !n.IsInput).Sum(n => n.Layer!.Flops(n));
}
