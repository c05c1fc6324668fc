using System.Numerics;
using DeepNet.Data;

namespace DeepNet.Training;

/// <summary>Runs a network over data sets without changing it. Holds the room for predictions, so that a second run allocates no large memory.</summary>
internal sealed class Evaluator<TNetwork, TInput, TElement, TTarget>(IMetric<TElement, TTarget>? metric)
    where TNetwork : ITrainable<TNetwork, TInput, TElement, TTarget>
    where TInput : unmanaged
    where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement>
    where TTarget : unmanaged
{
    private readonly TElement[] _predictions = metric is null ? [] : new TElement[TNetwork.MaxBatch * TNetwork.OutputSize];

    /// <summary>Mean loss and metric.</summary>
    public Evaluation Evaluate(TNetwork network, Dataset<TInput, TTarget> samples)
    {
        double lossSum = 0;
        foreach (MiniBatch<TInput, TTarget> batch in InOrder(samples))
        {
            lossSum += double.CreateSaturating(network.Evaluate(batch.Inputs, batch.Targets)) * batch.Count;
        }

        return new Evaluation(lossSum / samples.Count, Metric(network, samples));
    }

    /// <summary>The metric alone; NaN without one.</summary>
    public double Metric(TNetwork network, Dataset<TInput, TTarget> samples)
    {
        if (metric is null)
        {
            return double.NaN;
        }

        metric.Reset();
        foreach (MiniBatch<TInput, TTarget> batch in InOrder(samples))
        {
            Span<TElement> predictions = _predictions.AsSpan(0, batch.Count * TNetwork.OutputSize);
            network.Predict(batch.Inputs, predictions);
            metric.Add(predictions, batch.Targets);
        }

        return metric.Value;
    }

    private static MiniBatches<TInput, TTarget> InOrder(Dataset<TInput, TTarget> samples) =>
        new MiniBatches<TInput, TTarget>(samples, TNetwork.MaxBatch, shuffle: false).Epoch(0);
}
