namespace DeepNet;

/// <summary>The elementwise difference of two layers: <c>left - right</c>.</summary>
/// <remarks>
/// Both have the same shape, or right is repeated: <c>[channels]</c> at every position, or <c>[..., 1]</c> for all channels of a position. The output
/// has the shape of left.
/// </remarks>
/// <param name="inputs">The names of the two layers or inputs: left, then right.</param>
public sealed class SubtractAttribute(params string[] inputs) : LayerAttribute
{
    /// <summary>The names of the two layers or inputs: left, then right.</summary>
    public string[] Inputs { get; } = inputs;
}
