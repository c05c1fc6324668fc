using DeepNet.Data;

namespace DeepNet.Training;

/// <summary>How <see cref="Trainer"/> trains a network whose inputs are numbers.</summary>
/// <typeparam name="TElement">The element type of inputs and predictions.</typeparam>
/// <typeparam name="TTarget">The element type of the targets.</typeparam>
public sealed record TrainingOptions<TElement, TTarget> : TrainingOptions<TElement, TElement, TTarget>
    where TElement : unmanaged
    where TTarget : unmanaged;

/// <summary>How <see cref="Trainer"/> trains.</summary>
/// <typeparam name="TInput">The element type of the inputs: <see cref="int"/> for tokens.</typeparam>
/// <typeparam name="TElement">The element type of the predictions.</typeparam>
/// <typeparam name="TTarget">The element type of the targets.</typeparam>
public record TrainingOptions<TInput, TElement, TTarget>
    where TInput : unmanaged
    where TElement : unmanaged
    where TTarget : unmanaged
{
    /// <summary>How often one call sees every training sample, at least 1; early stopping may end sooner. Default 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>The samples of a batch, from 1 to the network's MaxBatch. Default 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>
    /// Decides the order of the samples, anew for each epoch that the network is trained for
    /// (<see cref="ITrainable{TSelf, TInput, TElement, TTarget}.EpochsTrained"/>). Default 0.
    /// </summary>
    public int Seed { get; init; }

    /// <summary>Whether the order is random. Default true.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Whether a last batch that is not full is left out. Default false.</summary>
    public bool DropLastBatch { get; init; }

    /// <summary>Samples to evaluate after each epoch. Default: none.</summary>
    public Dataset<TInput, TTarget>? Validation { get; init; }

    /// <summary>What is measured beside the loss, such as <see cref="Accuracy{TElement}"/>. Default: nothing.</summary>
    public IMetric<TElement, TTarget>? Metric { get; init; }

    /// <summary>
    /// Whether the metric is measured on the training samples too, which costs a forward pass over them after each epoch.
    /// Default true; without a <see cref="Metric"/> it costs nothing.
    /// </summary>
    public bool MeasureTraining { get; init; } = true;

    /// <summary>When to end before the last epoch. Default: never.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Called after each batch. Default: nothing.</summary>
    public Action<BatchResult>? BatchCompleted { get; init; }

    /// <summary>Called after each epoch. Default: nothing.</summary>
    public Action<EpochResult>? EpochCompleted { get; init; }

    /// <summary>Ends training between two batches with an <see cref="OperationCanceledException"/>. Default: no token.</summary>
    public CancellationToken CancellationToken { get; init; }
}
