using System.Numerics;

namespace DeepNet.Training;

/// <summary>The share of yes-or-no predictions that fall on their target's side of one half: <c>accuracy = correct / all</c>.</summary>
/// <typeparam name="TElement"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class BinaryAccuracy<TElement> : IMetric<TElement, TElement>
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
    /// <exception cref="ArgumentException">There are not as many predictions as targets.</exception>
    public void Add(ReadOnlySpan<TElement> predictions, ReadOnlySpan<TElement> targets)
    {
        if (predictions.Length != targets.Length)
        {
            throw new ArgumentException(
                $"Expected {targets.Length} predictions, one for each target. Received: {predictions.Length}.", nameof(predictions));
        }

        TElement half = TElement.CreateChecked(0.5);
        for (int i = 0; i < targets.Length; i++)
        {
            if (!TElement.IsNaN(predictions[i]) && predictions[i] > half == targets[i] > half)
            {
                _correct++;
            }
        }

        _all += targets.Length;
    }
}
