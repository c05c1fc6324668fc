using System.Numerics;
using System.Runtime.InteropServices;
using DeepNet.Data;

namespace DeepNet.Training;

/// <summary>Takes predictions and their targets, batch by batch.</summary>
/// <param name="predictions"><c>[rows, classes]</c> for labels, else <c>[n, OutputSize]</c>.</param>
/// <param name="targets"><c>[rows]</c> labels, else <c>[n, TargetSize]</c>.</param>
internal delegate void PredictionTaker<TElement, TTarget>(ReadOnlySpan<TElement> predictions, ReadOnlySpan<TTarget> targets)
    where TElement : unmanaged
    where TTarget : unmanaged;

/// <summary>Predicts the samples of a data set in batches of MaxBatch. Rows whose label does not count are left out. Holds the room for one batch.</summary>
internal sealed class Predictions<TNetwork, TInput, TElement, TTarget>
    where TNetwork : ITrainable<TNetwork, TInput, TElement, TTarget>
    where TInput : unmanaged
    where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement>
    where TTarget : unmanaged
{
    private TElement[] _predictions = [];
    private int[] _labels = [];

    /// <summary>The samples as they lie, in the largest batches that the network takes.</summary>
    public static MiniBatches<TInput, TTarget> InOrder(Dataset<TInput, TTarget> samples) =>
        new MiniBatches<TInput, TTarget>(samples, TNetwork.MaxBatch, shuffle: false).Epoch(0);

    /// <summary>Predicts all samples and gives each batch to a method.</summary>
    public void Give(TNetwork network, Dataset<TInput, TTarget> samples, PredictionTaker<TElement, TTarget> taker)
    {
        // A batch may be as large as the network allows, which can be far more than there are samples.
        int room = int.Min(TNetwork.MaxBatch, samples.Count);
        if (_predictions.Length < (long)room * TNetwork.OutputSize)
        {
            _predictions = new TElement[checked(room * TNetwork.OutputSize)];
            _labels = TNetwork.IgnoredLabel is null ? [] : new int[checked(room * TNetwork.TargetSize)];
        }

        foreach (MiniBatch<TInput, TTarget> batch in InOrder(samples))
        {
            Span<TElement> predictions = _predictions.AsSpan(0, batch.Count * TNetwork.OutputSize);
            network.Predict(batch.Inputs, predictions);
            if (TNetwork.IgnoredLabel is { } ignored)
            {
                int rows = KeepCounted(predictions, MemoryMarshal.Cast<TTarget, int>(batch.Targets), ignored);
                int classes = TNetwork.OutputSize / TNetwork.TargetSize;
                if (rows > 0)
                {
                    taker(predictions[..(rows * classes)], MemoryMarshal.Cast<int, TTarget>(_labels.AsSpan(0, rows)));
                }
            }
            else
            {
                taker(predictions, batch.Targets);
            }
        }
    }

    /// <summary>Moves the rows that count to the front, and their labels into the room for them.</summary>
    /// <returns>How many there are.</returns>
    private int KeepCounted(Span<TElement> predictions, ReadOnlySpan<int> labels, int ignored)
    {
        int classes = TNetwork.OutputSize / TNetwork.TargetSize;
        int rows = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            if (labels[row] != ignored)
            {
                predictions.Slice(row * classes, classes).CopyTo(predictions.Slice(rows * classes, classes));
                _labels[rows++] = labels[row];
            }
        }

        return rows;
    }
}
