namespace DeepNet;

/// <summary>Gives the elements of each sample another shape; their order in memory stays.</summary>
/// <remarks>Input shape: any. Output shape: <paramref name="shape"/>, with as many elements.</remarks>
/// <param name="shape">One to four sizes, of which one may be -1: as many as are left.</param>
public sealed class ReshapeAttribute(params int[] shape) : LayerAttribute
{
    /// <summary>The sizes of the output, outermost first.</summary>
    public int[] Shape { get; } = shape;
}
