namespace DeepNet;

/// <summary>The elementwise sum of two or more layers of equal shape.</summary>
/// <remarks>Input shapes: all the same. Output shape: the same.</remarks>
/// <param name="inputs">The names of the layers or inputs to add, at least two.</param>
public sealed class AddAttribute(params string[] inputs) : LayerAttribute
{
    /// <summary>The names of the layers or inputs to add.</summary>
    public string[] Inputs { get; } = inputs;
}
