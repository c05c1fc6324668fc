namespace DeepNet;

/// <summary>The elementwise sum of two or more layers.</summary>
/// <remarks>
/// Input shapes: all the same, or of two layers the second one is repeated: <c>[channels]</c> at every position, or <c>[..., 1]</c> for all channels
/// of a position. Output shape: that of the first.
/// </remarks>
/// <param name="inputs">The names of the layers or inputs to add, at least two.</param>
public sealed class AddAttribute(params string[] inputs) : LayerAttribute
{
    /// <summary>The names of the layers or inputs to add.</summary>
    public string[] Inputs { get; } = inputs;
}
