namespace DeepNet;

/// <summary>Takes a range of one axis: some steps of a sequence, some channels of an image.</summary>
/// <remarks>
/// Input shape: any. Output shape: the input's, with <see cref="Count"/> as the size of that axis. <c>Slice(-1)</c> is the last step of a
/// sequence, as <c>[1, features]</c>.
/// </remarks>
/// <param name="start">The first element, from 0; a negative number counts from the end.</param>
/// <param name="count">How many elements, at least 1. Default 1.</param>
public sealed class SliceAttribute(int start, int count = 1) : LayerAttribute
{
    /// <summary>The first element; a negative number counts from the end.</summary>
    public int Start { get; } = start;

    /// <summary>How many elements.</summary>
    public int Count { get; } = count;

    /// <summary>The axis, from 0 without the batch; a negative number counts from the end. Default 0.</summary>
    public int Axis { get; set; }
}
