namespace DeepNet;

/// <summary>Gives each sample another shape. The order of its elements in memory stays the same.</summary>
/// <remarks>Input shape: any. Output shape: <paramref name="shape"/>, with the same number of elements.</remarks>
/// <param name="shape">One to four sizes, of which one may be -1: it is then computed from the number of elements.</param>
public sealed class ReshapeAttribute(params int[] shape) : LayerAttribute
{
    /// <summary>The sizes of the output, outermost first.</summary>
    public int[] Shape { get; } = shape;
}
