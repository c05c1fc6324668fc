namespace DeepNet;

/// <summary>The dot product of two layers over their last axis: <c>output = Σ left · right</c>.</summary>
/// <remarks>
/// Input shapes: two equal ones. Output shape: the same with 1 as its last size. After <see cref="L2NormalizeAttribute"/> on both sides it is their
/// cosine similarity.
/// </remarks>
/// <param name="inputs">The names of the two layers or inputs.</param>
public sealed class DotAttribute(params string[] inputs) : LayerAttribute
{
    /// <summary>The names of the two layers or inputs.</summary>
    public string[] Inputs { get; } = inputs;
}
