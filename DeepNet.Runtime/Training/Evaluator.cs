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
    private readonly Predictions<TNetwork, TInput, TElement, TTarget> _predictions = new();

    /// <summary>Mean loss and metric.</summary>
    public Evaluation Evaluate(TNetwork network, Dataset<TInput, TTarget> samples)
    {
        MeanLoss loss = default;
        foreach (MiniBatch<TInput, TTarget> batch in Predictions<TNetwork, TInput, TElement, TTarget>.InOrder(samples))
        {
            loss.Add(double.CreateSaturating(network.Evaluate(batch.Inputs, batch.Targets)), TNetwork.BatchWeight(batch.Targets));
        }

        return new Evaluation(loss.Value, Metric(network, samples));
    }

    /// <summary>The metric alone; NaN without one.</summary>
    public double Metric(TNetwork network, Dataset<TInput, TTarget> samples)
    {
        if (metric is null)
        {
            return double.NaN;
        }

        metric.Reset();
        _predictions.Give(network, samples, metric.Add);
        return metric.Value;
    }
}
