using DeepNet.CompilerServices;

namespace DeepNet.Data;

/// <summary>Cuts a data set into batches, in a new random order every epoch. All memory is taken at construction; an epoch allocates nothing.</summary>
/// <typeparam name="TElement">The element type of the inputs.</typeparam>
/// <typeparam name="TTarget">The element type of the targets.</typeparam>
/// <example>
/// <code>
/// MiniBatches&lt;float, int&gt; batches = new(dataset, batchSize: 32, seed: 1);
/// foreach (MiniBatch&lt;float, int&gt; batch in batches.Epoch(0))
/// {
///     network.TrainStep(batch.Inputs, batch.Targets);
/// }
/// </code>
/// </example>
public sealed class MiniBatches<TElement, TTarget>
    where TElement : unmanaged
    where TTarget : unmanaged
{
    private readonly Dataset<TElement, TTarget> _dataset;
    private readonly int[] _order;
    private readonly TElement[] _inputs;
    private readonly TTarget[] _targets;
    private readonly int _seed;
    private readonly int _end;
    private int _next;
    private int _count;

    /// <summary>Prepares the batches.</summary>
    /// <param name="dataset">The samples.</param>
    /// <param name="batchSize">The samples of a batch, at least 1.</param>
    /// <param name="seed">Together with the epoch's number it decides the order: the same seed and epoch give the same batches on any machine. Default 0.</param>
    /// <param name="shuffle">Whether the order is random. Default true; false takes the samples as they lie, without copying.</param>
    /// <param name="dropLast">Whether a last batch that is not full is left out. Default false.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchSize"/> is below 1.</exception>
    public MiniBatches(Dataset<TElement, TTarget> dataset, int batchSize, int seed = 0, bool shuffle = true, bool dropLast = false)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        _dataset = dataset;
        _seed = seed;
        _end = dropLast ? dataset.Count - (dataset.Count % batchSize) : dataset.Count;
        _next = _end;
        BatchSize = batchSize;
        BatchCount = (int)(((long)_end + batchSize - 1) / batchSize); // a batch size may be near the largest int

        int room = Math.Min(batchSize, dataset.Count);
        _order = shuffle ? new int[dataset.Count] : [];
        _inputs = shuffle ? new TElement[room * dataset.InputSize] : [];
        _targets = shuffle ? new TTarget[room * dataset.TargetSize] : [];
    }

    /// <summary>The samples of a full batch.</summary>
    public int BatchSize { get; }

    /// <summary>The batches of an epoch.</summary>
    public int BatchCount { get; }

    /// <summary>The current batch; valid until the next <see cref="MoveNext"/>.</summary>
    public MiniBatch<TElement, TTarget> Current
    {
        get
        {
            int inputs = _count * _dataset.InputSize;
            int targets = _count * _dataset.TargetSize;
            if (_order.Length > 0)
            {
                return new(_inputs.AsSpan(0, inputs), _targets.AsSpan(0, targets), _count);
            }

            int first = _next - _count;
            return new(
                _dataset.Inputs.Slice(first * _dataset.InputSize, inputs), _dataset.Targets.Slice(first * _dataset.TargetSize, targets), _count);
        }
    }

    /// <summary>Starts an epoch; to be used with <c>foreach</c>.</summary>
    /// <param name="epoch">The number of the epoch, which picks the order; of the number, the lower 32 bits count.</param>
    /// <returns>This object, before the epoch's first batch.</returns>
    public MiniBatches<TElement, TTarget> Epoch(long epoch)
    {
        // From the identity each time, so that an epoch's order does not hang on the epochs before it and training can resume anywhere.
        for (int i = 0; i < _order.Length; i++)
        {
            _order[i] = i;
        }

        RandomState random = new(unchecked(((ulong)(uint)_seed << 32) | (uint)epoch));
        Shuffle(_order, ref random);
        _next = 0;
        _count = 0;
        return this;
    }

    /// <summary>This object; here for <c>foreach</c>.</summary>
    /// <returns>This object.</returns>
    public MiniBatches<TElement, TTarget> GetEnumerator() => this;

    /// <summary>Gathers the next batch.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext()
    {
        _count = Math.Min(BatchSize, _end - _next);
        if (_order.Length > 0)
        {
            Gather(_order.AsSpan(_next, _count));
        }

        _next += _count;
        return _count > 0;
    }

    // Fisher-Yates: every order is equally likely, but for a bias of at most Count / 2^64.
    private static void Shuffle(Span<int> values, ref RandomState random)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = (int)Math.BigMul(random.NextUInt64(), (ulong)(i + 1), out _);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    private void Gather(ReadOnlySpan<int> samples)
    {
        int inputSize = _dataset.InputSize;
        int targetSize = _dataset.TargetSize;
        ReadOnlySpan<TElement> inputs = _dataset.Inputs;
        ReadOnlySpan<TTarget> targets = _dataset.Targets;
        for (int i = 0; i < samples.Length; i++)
        {
            inputs.Slice(samples[i] * inputSize, inputSize).CopyTo(_inputs.AsSpan(i * inputSize));
            targets.Slice(samples[i] * targetSize, targetSize).CopyTo(_targets.AsSpan(i * targetSize));
        }
    }
}
