using System.ComponentModel;
using DeepNet.Training;

namespace DeepNet.CompilerServices;

/// <summary>What a network needs besides its tensors to resume training exactly. Made by generated code only.</summary>
/// <param name="Step">The updates done so far.</param>
/// <param name="Seed">The seed of dropout.</param>
/// <param name="Pass">The training passes done so far, which choose the dropout masks; more than the updates if gradients are accumulated.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct TrainingState(long Step, long Seed, long Pass = 0)
{
    /// <summary>The epochs of <see cref="Trainer"/> done so far, which pick the order of the next epoch's samples.</summary>
    public long Epochs { get; init; }

    /// <summary>The batches whose gradients wait for the next update; more than 0 only if an optimizer accumulates.</summary>
    public long Accumulated { get; init; }

    /// <summary>The learning rate, or null if a file does not say it.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The learning-rate schedule with its state, or null if there is none.</summary>
    public LearningRateSchedule? Schedule { get; init; }
}
