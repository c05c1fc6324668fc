namespace DeepNet;

/// <summary>The elementwise sum of two or more layers.</summary>
/// <remarks>
/// Input shapes: all the same. In a sum of two layers the second one may be smaller and is then repeated. Beside <c>[..., channels]</c> it may be
/// <c>[channels]</c> (also <c>[1, channels]</c>), which is added at every position, or <c>[..., 1]</c>, which is added to all channels of a position.
/// Neither the first layer nor one of three or more is ever repeated. Output shape: that of the first.
/// </remarks>
/// <param name="inputs">The names of the layers or inputs to add, at least two.</param>
public sealed class AddAttribute(params string[] inputs) : LayerAttribute
{
    /// <summary>The names of the layers or inputs to add.</summary>
    public string[] Inputs { get; } = inputs;
}
