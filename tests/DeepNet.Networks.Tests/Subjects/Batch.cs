namespace DeepNet.Networks.Tests.Subjects;

/// <summary>Samples with their targets. A target is an array of <c>int</c> for labels, else of <typeparamref name="T"/>.</summary>
internal sealed class Batch<T>(int count, T[][] inputs, Array[] targets)
    where T : unmanaged
{
    public int Count { get; } = count;

    public T[][] Inputs { get; } = inputs;

    public TTarget[] Target<TTarget>(int head) => (TTarget[])targets[head];

    /// <summary>The samples from <paramref name="start"/> on.</summary>
    public Batch<T> Slice(int start, int count) =>
        new(count, [.. Inputs.Select(input => (T[])Slice(input, start, count))], [.. targets.Select(target => Slice(target, start, count))]);

    private Array Slice(Array values, int start, int count)
    {
        int size = values.Length / Count;
        Array slice = Array.CreateInstance(values.GetType().GetElementType()!, count * size);
        Array.Copy(values, start * size, slice, 0, count * size);
        return slice;
    }
}
