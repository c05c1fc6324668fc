namespace DeepNet.Data;

/// <summary>One batch of samples. Its memory belongs to the <see cref="MiniBatches{TElement, TTarget}"/> and is overwritten by the next batch.</summary>
/// <typeparam name="TElement">The element type of the inputs.</typeparam>
/// <typeparam name="TTarget">The element type of the targets.</typeparam>
/// <param name="inputs"><c>[Count, InputSize]</c>.</param>
/// <param name="targets"><c>[Count, TargetSize]</c>.</param>
/// <param name="count">The number of samples.</param>
public readonly ref struct MiniBatch<TElement, TTarget>(ReadOnlySpan<TElement> inputs, ReadOnlySpan<TTarget> targets, int count)
{
    /// <summary>The inputs, <c>[Count, InputSize]</c>.</summary>
    public ReadOnlySpan<TElement> Inputs { get; } = inputs;

    /// <summary>The targets, <c>[Count, TargetSize]</c>.</summary>
    public ReadOnlySpan<TTarget> Targets { get; } = targets;

    /// <summary>The number of samples: the batch size, or less in the last batch.</summary>
    public int Count { get; } = count;
}
