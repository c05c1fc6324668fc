using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using DeepNet.CompilerServices;
using DeepNet.Data;

namespace DeepNet.Training;

/// <summary>Trains and evaluates any network that implements <see cref="ITrainable{TSelf, TElement, TTarget}"/>, as <c>fit</c> and <c>evaluate</c> of Keras do.</summary>
/// <remarks>Memory is taken before the first batch; no batch allocates. The types follow from the arguments and need not be written.</remarks>
/// <example>
/// <code>
/// TrainingHistory history = Trainer.Fit(network, train, new() { Epochs = 10, BatchSize = 32, Validation = test, Metric = new Accuracy&lt;float&gt;() });
/// </code>
/// </example>
public static class Trainer
{
    /// <inheritdoc cref="Fit{TNetwork, TInput, TElement, TTarget}"/>
    public static TrainingHistory Fit<TNetwork, TElement, TTarget>(
        TNetwork network, Dataset<TElement, TTarget> training, TrainingOptions<TElement, TTarget> options)
        where TNetwork : ITrainable<TNetwork, TElement, TTarget>
        where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement>
        where TTarget : unmanaged =>
        Fit<TNetwork, TElement, TElement, TTarget>(network, training, options);

    /// <inheritdoc cref="Evaluate{TNetwork, TInput, TElement, TTarget}"/>
    [OverloadResolutionPriority(1)] // With numbers as inputs and targets both overloads fit.
    public static Evaluation Evaluate<TNetwork, TElement, TTarget>(
        TNetwork network, Dataset<TElement, TTarget> samples, IMetric<TElement, TTarget>? metric = null)
        where TNetwork : ITrainable<TNetwork, TElement, TTarget>
        where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement>
        where TTarget : unmanaged =>
        Evaluate<TNetwork, TElement, TElement, TTarget>(network, samples, metric);

    /// <inheritdoc cref="Confusion{TNetwork, TInput, TElement}"/>
    public static ConfusionMatrix Confusion<TNetwork, TElement>(TNetwork network, Dataset<TElement, int> samples)
        where TNetwork : ITrainable<TNetwork, TElement, int>
        where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement> =>
        Confusion<TNetwork, TElement, TElement>(network, samples);

    /// <summary>
    /// Trains a network. Training continues from the present state: a second call with the same seed continues with the orders of the samples that follow those of the first. Each
    /// epoch ends with an update, so a network with <c>AccumulationSteps</c> takes the mean gradient of the batches that are left at the end of an epoch.
    /// </summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="TInput"><see cref="int"/> for an integer input, else <typeparamref name="TElement"/>.</typeparam>
    /// <typeparam name="TElement"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TTarget"><see cref="int"/> for labels, else <typeparamref name="TElement"/>.</typeparam>
    /// <param name="network">The network; training continues from its present parameters.</param>
    /// <param name="training">The samples to train on.</param>
    /// <param name="options">How to train.</param>
    /// <returns>Loss, metric and speed of each epoch.</returns>
    /// <exception cref="ArgumentException">Samples and network differ in their sizes, there are no samples, an option is out of range, or EpochsTrained would pass 2^53. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The options' token was cancelled; the network keeps the steps taken so far.</exception>
    public static TrainingHistory Fit<TNetwork, TInput, TElement, TTarget>(
        TNetwork network, Dataset<TInput, TTarget> training, TrainingOptions<TInput, TElement, TTarget> options)
        where TNetwork : ITrainable<TNetwork, TInput, TElement, TTarget>
        where TInput : unmanaged
        where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement>
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(network);
        CheckSamples<TNetwork, TInput, TElement, TTarget>(training);
        CheckOptions<TNetwork, TInput, TElement, TTarget>(options);
        long epochsBefore = network.EpochsTrained; // a second call goes on with new orders of the samples
        if (epochsBefore > TrainingStateMetadata.MostSteps - options.Epochs)
        {
            throw new ArgumentException(
                $"Expected a network that counts at most {TrainingStateMetadata.MostSteps} epochs with the {options.Epochs} of this call. Received: EpochsTrained of {epochsBefore}.", nameof(network));
        }

        MiniBatches<TInput, TTarget> batches = new(training, options.BatchSize, options.Seed, options.Shuffle, options.DropLastBatch);
        if (batches.BatchCount == 0)
        {
            throw new ArgumentException(
                $"Expected at least one full batch of {options.BatchSize} samples. Received: {training.Count} samples.", nameof(training));
        }

        Evaluator<TNetwork, TInput, TElement, TTarget> evaluator = new(options.Metric);
        BestEpochTracker<TElement> best = new(
            options.EarlyStopping, options.Validation is not null, options.Metric is { HigherIsBetter: true }, network.Parameters.Length, network.Buffers.Length);
        List<EpochResult> epochs = new(int.Min(options.Epochs, 1000)); // with early stopping there may be no end to the epochs asked for
        bool stoppedEarly = false;
        for (int epoch = 1; epoch <= options.Epochs && !stoppedEarly; epoch++)
        {
            (double loss, double seconds, int samples) = TrainEpoch(network, batches.Epoch(epochsBefore + epoch), epoch, options);
            network.EpochsTrained = epochsBefore + epoch;
            double metric = options.MeasureTraining ? evaluator.Metric(network, training) : double.NaN;
            Evaluation validation = options.Validation is null ? new(double.NaN, double.NaN) : evaluator.Evaluate(network, options.Validation);
            EpochResult result = new(epoch, loss, metric, validation.Loss, validation.Metric, seconds, samples / seconds);
            epochs.Add(result);
            network.Schedule?.Observe(options.Validation is null ? loss : validation.Loss);
            best.Observe(result, network.Parameters, network.Buffers);
            options.EpochCompleted?.Invoke(result);
            stoppedEarly = best.ShouldStop && epoch < options.Epochs;
        }

        best.Restore(network.Parameters, network.Buffers);
        return new TrainingHistory(epochs, best.BestEpoch, stoppedEarly);
    }

    /// <summary>
    /// Computes the mean loss of the samples, and the metric, with dropout off. The loss is the same at any MaxBatch, but for rounding: the sum of the losses
    /// over what they are divided by in one batch, such as the number of labels that count. If nothing counts it is 0. Metrics do not see ignored labels.
    /// </summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="TInput"><see cref="int"/> for an integer input, else <typeparamref name="TElement"/>.</typeparam>
    /// <typeparam name="TElement"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TTarget"><see cref="int"/> for labels, else <typeparamref name="TElement"/>.</typeparam>
    /// <param name="network">The network; it does not change.</param>
    /// <param name="samples">The samples; they run in batches of MaxBatch.</param>
    /// <param name="metric">What is measured beside the loss; it is reset first. Default: nothing.</param>
    /// <returns>Loss and metric.</returns>
    /// <exception cref="ArgumentException">Samples and network differ in their sizes, or there are no samples.</exception>
    public static Evaluation Evaluate<TNetwork, TInput, TElement, TTarget>(
        TNetwork network, Dataset<TInput, TTarget> samples, IMetric<TElement, TTarget>? metric = null)
        where TNetwork : ITrainable<TNetwork, TInput, TElement, TTarget>
        where TInput : unmanaged
        where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement>
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(network);
        CheckSamples<TNetwork, TInput, TElement, TTarget>(samples);
        return new Evaluator<TNetwork, TInput, TElement, TTarget>(metric).Evaluate(network, samples);
    }

    /// <summary>Counts which class the network predicts for which. Rows with an ignored label are left out.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="TInput"><see cref="int"/> for an integer input, else <typeparamref name="TElement"/>.</typeparam>
    /// <typeparam name="TElement"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="network">The network; it does not change.</param>
    /// <param name="samples">The samples, one label for each row of the output.</param>
    /// <returns>The counts; <see cref="ConfusionMatrix.Accuracy"/> is the network's accuracy.</returns>
    /// <exception cref="ArgumentException">Samples and network differ in their sizes, or there are no samples.</exception>
    public static ConfusionMatrix Confusion<TNetwork, TInput, TElement>(TNetwork network, Dataset<TInput, int> samples)
        where TNetwork : ITrainable<TNetwork, TInput, TElement, int>
        where TInput : unmanaged
        where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement>
    {
        ArgumentNullException.ThrowIfNull(network);
        CheckSamples<TNetwork, TInput, TElement, int>(samples);
        ConfusionMatrix matrix = new(TNetwork.OutputSize / TNetwork.TargetSize);
        new Predictions<TNetwork, TInput, TElement, int>().Give(network, samples, matrix.Add<TElement>);
        return matrix;
    }

    private static (double Loss, double Seconds, int Samples) TrainEpoch<TNetwork, TInput, TElement, TTarget>(
        TNetwork network, MiniBatches<TInput, TTarget> batches, int epoch, TrainingOptions<TInput, TElement, TTarget> options)
        where TNetwork : ITrainable<TNetwork, TInput, TElement, TTarget>
        where TInput : unmanaged
        where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement>
        where TTarget : unmanaged
    {
        MeanLoss mean = default;
        int samples = 0;
        int step = 0;
        long ticks = 0;
        long started = Stopwatch.GetTimestamp();
        foreach (MiniBatch<TInput, TTarget> batch in batches)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            double loss = double.CreateSaturating(network.TrainStep(batch.Inputs, batch.Targets));
            mean.Add(loss, TNetwork.BatchWeight(batch.Targets));
            samples += batch.Count;
            step++;
            if (options.BatchCompleted is not null)
            {
                ticks += Stopwatch.GetTimestamp() - started;
                options.BatchCompleted(new BatchResult(epoch, step, batches.BatchCount, batch.Count, loss));
                started = Stopwatch.GetTimestamp();
            }
        }

        // An epoch ends with an update: what its last batches have accumulated belongs to it.
        network.ApplyAccumulatedGradients();
        ticks += Stopwatch.GetTimestamp() - started;
        return (mean.Value, (double)ticks / Stopwatch.Frequency, samples);
    }

    private static void CheckSamples<TNetwork, TInput, TElement, TTarget>(Dataset<TInput, TTarget> samples)
        where TNetwork : ITrainable<TNetwork, TInput, TElement, TTarget>
        where TInput : unmanaged
        where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement>
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.InputSize != TNetwork.InputSize || samples.TargetSize != TNetwork.TargetSize || samples.Count == 0)
        {
            throw new ArgumentException(
                $"{typeof(TNetwork).Name} expects at least one sample of input size {TNetwork.InputSize} and target size {TNetwork.TargetSize}. "
                + $"Received: {samples.Count} samples of input size {samples.InputSize} and target size {samples.TargetSize}.",
                nameof(samples));
        }
    }

    private static void CheckOptions<TNetwork, TInput, TElement, TTarget>(TrainingOptions<TInput, TElement, TTarget> options)
        where TNetwork : ITrainable<TNetwork, TInput, TElement, TTarget>
        where TInput : unmanaged
        where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement>
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Epochs, 1);
        if (options.BatchSize < 1 || options.BatchSize > TNetwork.MaxBatch)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), $"{typeof(TNetwork).Name} expects a batch size from 1 to {TNetwork.MaxBatch}. Received: {options.BatchSize}.");
        }

        if (options.Validation is not null)
        {
            CheckSamples<TNetwork, TInput, TElement, TTarget>(options.Validation);
        }

        if (options.EarlyStopping is { } stopping)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(stopping.Patience, 1);
            bool measured = options.Metric is not null && (options.Validation is not null || options.MeasureTraining);
            if (stopping.WatchMetric && !measured)
            {
                throw new ArgumentException("Early stopping watches the metric: expected a metric. Received: none.", nameof(options));
            }
        }
    }
}
