namespace DeepNet.Data;

/// <summary>Samples for training or evaluation: inputs and their targets, side by side in memory. Immutable; slices share the memory.</summary>
/// <typeparam name="TElement">The element type of the inputs, <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TTarget"><see cref="int"/> for labels, else <typeparamref name="TElement"/>.</typeparam>
public sealed class Dataset<TElement, TTarget>
    where TElement : unmanaged
    where TTarget : unmanaged
{
    private readonly ReadOnlyMemory<TElement> _inputs;
    private readonly ReadOnlyMemory<TTarget> _targets;

    /// <summary>Makes a data set over memory that the caller no longer changes.</summary>
    /// <param name="inputs"><c>[Count, inputSize]</c>, row-major.</param>
    /// <param name="targets"><c>[Count, targetSize]</c>, row-major.</param>
    /// <param name="inputSize">The elements of one sample's input, at least 1.</param>
    /// <param name="targetSize">The elements of one sample's target, at least 1. Default 1: a label.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    /// <exception cref="ArgumentException">A length is not a multiple of its size, or inputs and targets differ in their number of samples.</exception>
    public Dataset(ReadOnlyMemory<TElement> inputs, ReadOnlyMemory<TTarget> targets, int inputSize, int targetSize = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(targetSize, 1);
        if (inputs.Length % inputSize != 0)
        {
            throw new ArgumentException($"Expected a multiple of the input size {inputSize}. Received: {inputs.Length} elements.", nameof(inputs));
        }

        Count = inputs.Length / inputSize;
        if (targets.Length != (long)Count * targetSize)
        {
            throw new ArgumentException(
                $"Expected {(long)Count * targetSize} elements, {targetSize} for each of {Count} inputs. Received: {targets.Length}.", nameof(targets));
        }

        _inputs = inputs;
        _targets = targets;
        InputSize = inputSize;
        TargetSize = targetSize;
    }

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <summary>The elements of one sample's input.</summary>
    public int InputSize { get; }

    /// <summary>The elements of one sample's target.</summary>
    public int TargetSize { get; }

    /// <summary>All inputs, <c>[Count, InputSize]</c>.</summary>
    public ReadOnlySpan<TElement> Inputs => _inputs.Span;

    /// <summary>All targets, <c>[Count, TargetSize]</c>.</summary>
    public ReadOnlySpan<TTarget> Targets => _targets.Span;

    /// <summary>The input of one sample.</summary>
    /// <param name="index">The sample, from 0.</param>
    /// <returns><c>[InputSize]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not a sample.</exception>
    public ReadOnlySpan<TElement> Input(int index) => Inputs.Slice(Checked(index) * InputSize, InputSize);

    /// <summary>The target of one sample.</summary>
    /// <param name="index">The sample, from 0.</param>
    /// <returns><c>[TargetSize]</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not a sample.</exception>
    public ReadOnlySpan<TTarget> Target(int index) => Targets.Slice(Checked(index) * TargetSize, TargetSize);

    /// <summary>A part of the samples, in place.</summary>
    /// <param name="start">The first sample.</param>
    /// <param name="count">The number of samples.</param>
    /// <returns>The part, over the same memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The part reaches beyond the samples.</exception>
    public Dataset<TElement, TTarget> Slice(int start, int count)
    {
        if ((uint)start > (uint)Count || (uint)count > (uint)(Count - start))
        {
            throw new ArgumentOutOfRangeException(
                nameof(start), $"Expected a part of 0..{Count}. Received: start={start}, count={count}.");
        }

        return new Dataset<TElement, TTarget>(
            _inputs.Slice(start * InputSize, count * InputSize), _targets.Slice(start * TargetSize, count * TargetSize), InputSize, TargetSize);
    }

    /// <summary>Cuts the samples in two, in their order, as into training and validation samples.</summary>
    /// <param name="firstFraction">The first part's share of the samples, from 0 to 1; its count is rounded to the nearest whole number.</param>
    /// <returns>Both parts, over the same memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is not from 0 to 1.</exception>
    public (Dataset<TElement, TTarget> First, Dataset<TElement, TTarget> Second) Split(double firstFraction)
    {
        if (firstFraction is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(firstFraction), $"Expected a share from 0 to 1. Received: {firstFraction}.");
        }

        int first = (int)Math.Round(Count * firstFraction);
        return (Slice(0, first), Slice(first, Count - first));
    }

    private int Checked(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return index;
    }
}
