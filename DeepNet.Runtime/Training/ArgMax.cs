using System.Numerics;

namespace DeepNet.Training;

/// <summary>The class that a row of predictions names.</summary>
internal static class ArgMax
{
    /// <summary>The index of the largest value, the first of equals. NaN is never largest.</summary>
    public static int Of<TElement>(ReadOnlySpan<TElement> values)
        where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement>
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best] || TElement.IsNaN(values[best]))
            {
                best = i;
            }
        }

        return best;
    }

    /// <summary>The number of predictions per label.</summary>
    /// <exception cref="ArgumentException">They are not a whole number.</exception>
    public static int ClassCount<TElement>(ReadOnlySpan<TElement> predictions, ReadOnlySpan<int> labels)
    {
        if (labels.Length == 0 ? predictions.Length != 0 : predictions.Length == 0 || predictions.Length % labels.Length != 0)
        {
            throw new ArgumentException(
                $"Expected a whole number of classes for each of {labels.Length} labels. Received: {predictions.Length} predictions.", nameof(predictions));
        }

        return labels.Length == 0 ? 0 : predictions.Length / labels.Length;
    }
}
