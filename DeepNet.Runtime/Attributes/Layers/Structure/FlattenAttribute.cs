namespace DeepNet;

/// <summary>Turns any shape into a vector. Costs nothing: the elements stay where they are.</summary>
/// <remarks>Input shape: any. Output shape: <c>[product of the sizes]</c>.</remarks>
public sealed class FlattenAttribute : LayerAttribute;
