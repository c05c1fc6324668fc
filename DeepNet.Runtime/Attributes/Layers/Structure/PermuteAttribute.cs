namespace DeepNet;

/// <summary>Reorders the axes of each sample: axis <c>i</c> of the output is axis <c>axes[i]</c> of the input.</summary>
/// <remarks>Input shape: any. <c>Permute(1, 0)</c> turns <c>[steps, features]</c> into <c>[features, steps]</c>. The batch is not counted.</remarks>
/// <param name="axes">Every axis of the input once, counted from 0.</param>
public sealed class PermuteAttribute(params int[] axes) : LayerAttribute
{
    /// <summary>The input's axis for each axis of the output.</summary>
    public int[] Axes { get; } = axes;
}
