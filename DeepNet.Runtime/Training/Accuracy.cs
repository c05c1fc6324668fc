using System.Numerics;

namespace DeepNet.Training;

/// <summary>The share of samples whose largest prediction is the label's: <c>accuracy = correct / all</c>.</summary>
/// <typeparam name="TElement"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Accuracy<TElement> : IMetric<TElement, int>
    where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement>
{
    private long _correct;
    private long _all;

    /// <inheritdoc />
    public string Name => "accuracy";

    /// <inheritdoc />
    public bool HigherIsBetter => true;

    /// <inheritdoc />
    public double Value => _all == 0 ? double.NaN : (double)_correct / _all;

    /// <inheritdoc />
    public void Reset() => (_correct, _all) = (0, 0);

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The predictions are not a whole number of classes for each label.</exception>
    public void Add(ReadOnlySpan<TElement> predictions, ReadOnlySpan<int> targets)
    {
        int classes = ArgMax.ClassCount(predictions, targets);
        for (int i = 0; i < targets.Length; i++)
        {
            // Without a number among the predictions there is no prediction, which is not right even if class 0 is.
            ReadOnlySpan<TElement> row = predictions.Slice(i * classes, classes);
            int best = ArgMax.Of(row);
            if (best == targets[i] && !TElement.IsNaN(row[best]))
            {
                _correct++;
            }
        }

        _all += targets.Length;
    }
}
