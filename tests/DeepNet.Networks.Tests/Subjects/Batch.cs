namespace DeepNet.Networks.Tests.Subjects;

/// <summary>
/// Samples with their targets. An input is an array of <c>int</c> where the network takes integers, a target where it takes labels; the others are
/// of <typeparamref name="T"/>.
/// </summary>
internal sealed class Batch<T>(int count, Array[] inputs, Array[] targets)
    where T : unmanaged
{
    public int Count { get; } = count;

    public IReadOnlyList<Array> Inputs { get; } = inputs;

    public TInput[] Input<TInput>(int index) => (TInput[])inputs[index];

    public T[] Input(int index) => Input<T>(index);

    public TTarget[] Target<TTarget>(int head) => (TTarget[])targets[head];

    /// <summary>The samples from <paramref name="start"/> on.</summary>
    public Batch<T> Slice(int start, int count) =>
        new(count, [.. inputs.Select(input => Slice(input, start, count))], [.. targets.Select(target => Slice(target, start, count))]);

    private Array Slice(Array values, int start, int count)
    {
        int size = values.Length / Count;
        Array slice = Array.CreateInstance(values.GetType().GetElementType()!, count * size);
        Array.Copy(values, start * size, slice, 0, count * size);
        return slice;
    }
}
