namespace DeepNet;

/// <summary>The elementwise product of two layers: <c>left * right</c>.</summary>
/// <remarks>
/// Input shapes: two equal ones, or right is smaller and is then repeated. Beside <c>[..., channels]</c> it may be <c>[channels]</c> (also
/// <c>[1, channels]</c>), used at every position, or <c>[..., 1]</c>, used for all channels of a position. Left is never repeated.
/// Output shape: that of left.
/// </remarks>
/// <param name="inputs">The names of the two layers or inputs: left, then right.</param>
public sealed class MultiplyAttribute(params string[] inputs) : LayerAttribute
{
    /// <summary>The names of the two layers or inputs: left, then right.</summary>
    public string[] Inputs { get; } = inputs;
}
