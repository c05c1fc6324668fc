namespace DeepNet;

/// <summary>Joins two or more layers along their last dimension.</summary>
/// <remarks>Input shapes: equal but for the last size. Output shape: the last sizes added, as in <c>[.., a] + [.., b] = [.., a + b]</c>.</remarks>
/// <param name="inputs">The names of the layers or inputs to join, in order, at least two.</param>
public sealed class ConcatAttribute(params string[] inputs) : LayerAttribute
{
    /// <summary>The names of the layers or inputs to join, in order.</summary>
    public string[] Inputs { get; } = inputs;
}
