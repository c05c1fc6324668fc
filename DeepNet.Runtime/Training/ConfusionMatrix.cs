using System.Numerics;

namespace DeepNet.Training;

/// <summary>Counts which class was predicted for which, and what follows from it: accuracy, precision, recall, F1.</summary>
/// <remarks>A share whose denominator is 0, such as the precision of a class that was never predicted, is 0, as in scikit-learn.</remarks>
public sealed class ConfusionMatrix
{
    private readonly long[] _counts;

    /// <summary>Makes an empty matrix.</summary>
    /// <param name="classCount">The number of classes, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classCount"/> is below 2.</exception>
    public ConfusionMatrix(int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        ClassCount = classCount;
        _counts = new long[classCount * classCount];
    }

    /// <summary>The number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>The number of samples added.</summary>
    public long Count { get; private set; }

    /// <summary>The share of samples that were predicted right.</summary>
    public double Accuracy
    {
        get
        {
            long correct = 0;
            for (int label = 0; label < ClassCount; label++)
            {
                correct += this[label, label];
            }

            return Share(correct, Count);
        }
    }

    /// <summary>The unweighted mean of all classes' F1.</summary>
    public double MacroF1
    {
        get
        {
            double sum = 0;
            for (int label = 0; label < ClassCount; label++)
            {
                sum += F1(label);
            }

            return sum / ClassCount;
        }
    }

    /// <summary>The number of samples of one class that were predicted as another.</summary>
    /// <param name="actual">The class that the samples are of.</param>
    /// <param name="predicted">The class that they were predicted as.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class is not from 0 below <see cref="ClassCount"/>.</exception>
    public long this[int actual, int predicted] => _counts[Index(actual, predicted)];

    /// <summary>Adds one sample.</summary>
    /// <param name="actual">The class that it is of.</param>
    /// <param name="predicted">The class that it was predicted as.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class is not from 0 below <see cref="ClassCount"/>.</exception>
    public void Add(int actual, int predicted)
    {
        _counts[Index(actual, predicted)]++;
        Count++;
    }

    /// <summary>Adds samples, each predicted as the class of its largest prediction.</summary>
    /// <typeparam name="TElement"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="predictions"><c>[n, ClassCount]</c>, probabilities or logits.</param>
    /// <param name="labels"><c>[n]</c>.</param>
    /// <exception cref="ArgumentException">The lengths do not fit. Nothing has been added.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is out of range; the samples before it have been added.</exception>
    public void Add<TElement>(ReadOnlySpan<TElement> predictions, ReadOnlySpan<int> labels)
        where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement>
    {
        if (predictions.Length != (long)labels.Length * ClassCount)
        {
            throw new ArgumentException(
                $"Expected {(long)labels.Length * ClassCount} predictions, {ClassCount} for each of {labels.Length} labels. Received: {predictions.Length}.",
                nameof(predictions));
        }

        for (int i = 0; i < labels.Length; i++)
        {
            Add(labels[i], ArgMax.Of(predictions.Slice(i * ClassCount, ClassCount)));
        }
    }

    /// <summary>Forgets all samples.</summary>
    public void Reset()
    {
        Array.Clear(_counts);
        Count = 0;
    }

    /// <summary>Of the samples predicted as a class, the share that are of it: <c>true positives / (true positives + false positives)</c>.</summary>
    /// <param name="label">The class.</param>
    /// <returns>The precision, from 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 below <see cref="ClassCount"/>.</exception>
    public double Precision(int label) => Share(this[label, label], Predicted(label));

    /// <summary>Of the samples of a class, the share predicted as it: <c>true positives / (true positives + false negatives)</c>.</summary>
    /// <param name="label">The class.</param>
    /// <returns>The recall, from 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 below <see cref="ClassCount"/>.</exception>
    public double Recall(int label) => Share(this[label, label], Actual(label));

    /// <summary>The harmonic mean of precision and recall: <c>2 · true positives / (actual + predicted)</c>.</summary>
    /// <param name="label">The class.</param>
    /// <returns>F1, from 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 below <see cref="ClassCount"/>.</exception>
    public double F1(int label) => Share(2 * this[label, label], Actual(label) + Predicted(label));

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private long Actual(int label)
    {
        long sum = 0;
        for (int predicted = 0; predicted < ClassCount; predicted++)
        {
            sum += this[label, predicted];
        }

        return sum;
    }

    private long Predicted(int label)
    {
        long sum = 0;
        for (int actual = 0; actual < ClassCount; actual++)
        {
            sum += this[actual, label];
        }

        return sum;
    }

    private int Index(int actual, int predicted)
    {
        if ((uint)actual >= (uint)ClassCount || (uint)predicted >= (uint)ClassCount)
        {
            throw new ArgumentOutOfRangeException(
                (uint)actual >= (uint)ClassCount ? nameof(actual) : nameof(predicted),
                $"Expected classes from 0 to {ClassCount - 1}. Received: actual={actual}, predicted={predicted}.");
        }

        return (actual * ClassCount) + predicted;
    }
}
