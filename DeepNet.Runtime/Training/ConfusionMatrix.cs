using System.Numerics;
using System.Runtime.InteropServices;

namespace DeepNet.Training;

/// <summary>Counts which class was predicted for which, and what follows from it: accuracy, precision, recall, F1.</summary>
/// <remarks>
/// A share whose denominator is 0, such as the precision of a class that was never predicted, is 0, as in scikit-learn. Memory goes to the pairs of classes that
/// occur and 24 bytes to each class, so there may be a great many classes.
/// </remarks>
public sealed class ConfusionMatrix
{
    private readonly Dictionary<(int Actual, int Predicted), long> _counts = [];
    private readonly long[] _actual;
    private readonly long[] _predicted;
    private readonly long[] _correct;

    /// <summary>Makes an empty matrix.</summary>
    /// <param name="classCount">The number of classes, from 2 to the longest array that there can be (2,147,483,591).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classCount"/> is out of range.</exception>
    /// <exception cref="OutOfMemoryException">There is no memory for 24 bytes per class.</exception>
    public ConfusionMatrix(int classCount)
    {
        if (classCount < 2 || classCount > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(nameof(classCount), classCount, $"Expected from 2 to {Array.MaxLength} classes. Received: {classCount}.");
        }

        ClassCount = classCount;
        _actual = new long[classCount];
        _predicted = new long[classCount];
        _correct = new long[classCount];
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
            foreach (long count in _correct)
            {
                correct += count;
            }

            return Share(correct, Count);
        }
    }

    /// <summary>
    /// The unweighted mean of F1 over the classes that occur, as a label or as a prediction, as in scikit-learn's <c>f1_score(average="macro")</c>; 0 if nothing
    /// was added.
    /// </summary>
    public double MacroF1
    {
        get
        {
            double sum = 0;
            int occurring = 0;
            for (int label = 0; label < ClassCount; label++)
            {
                if (_actual[label] > 0 || _predicted[label] > 0)
                {
                    sum += F1(label);
                    occurring++;
                }
            }

            return occurring == 0 ? 0 : sum / occurring;
        }
    }

    /// <summary>The number of samples of one class that were predicted as another.</summary>
    /// <param name="actual">The class that the samples are of.</param>
    /// <param name="predicted">The class that they were predicted as.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class is not from 0 below <see cref="ClassCount"/>.</exception>
    public long this[int actual, int predicted] => _counts.GetValueOrDefault(Checked(actual, predicted));

    /// <summary>Adds one sample.</summary>
    /// <param name="actual">The class that it is of.</param>
    /// <param name="predicted">The class that it was predicted as.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class is not from 0 below <see cref="ClassCount"/>.</exception>
    public void Add(int actual, int predicted)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, Checked(actual, predicted), out _)++;
        _actual[actual]++;
        _predicted[predicted]++;
        _correct[actual] += actual == predicted ? 1 : 0;
        Count++;
    }

    /// <summary>Adds samples, each predicted as the class of its largest prediction. NaN is never largest; of a row of NaN alone the class is 0.</summary>
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
        _counts.Clear();
        Array.Clear(_actual);
        Array.Clear(_predicted);
        Array.Clear(_correct);
        Count = 0;
    }

    /// <summary>Of the samples predicted as a class, the share that are of it: <c>true positives / (true positives + false positives)</c>.</summary>
    /// <param name="label">The class.</param>
    /// <returns>The precision, from 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 below <see cref="ClassCount"/>.</exception>
    public double Precision(int label) => Share(_correct[Checked(label)], _predicted[label]);

    /// <summary>Of the samples of a class, the share predicted as it: <c>true positives / (true positives + false negatives)</c>.</summary>
    /// <param name="label">The class.</param>
    /// <returns>The recall, from 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 below <see cref="ClassCount"/>.</exception>
    public double Recall(int label) => Share(_correct[Checked(label)], _actual[label]);

    /// <summary>The harmonic mean of precision and recall: <c>2 · true positives / (actual + predicted)</c>.</summary>
    /// <param name="label">The class.</param>
    /// <returns>F1, from 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 below <see cref="ClassCount"/>.</exception>
    public double F1(int label) => Share(2 * _correct[Checked(label)], _actual[label] + _predicted[label]);

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private int Checked(int label) => (uint)label < (uint)ClassCount
        ? label
        : throw new ArgumentOutOfRangeException(nameof(label), label, $"Expected a class from 0 to {ClassCount - 1}. Received: {label}.");

    private (int Actual, int Predicted) Checked(int actual, int predicted)
    {
        if ((uint)actual >= (uint)ClassCount || (uint)predicted >= (uint)ClassCount)
        {
            throw new ArgumentOutOfRangeException(
                (uint)actual >= (uint)ClassCount ? nameof(actual) : nameof(predicted),
                $"Expected classes from 0 to {ClassCount - 1}. Received: actual={actual}, predicted={predicted}.");
        }

        return (actual, predicted);
    }
}
