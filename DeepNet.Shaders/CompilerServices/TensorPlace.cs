namespace DeepNet.Shaders.CompilerServices;

/// <summary>Where a tensor that lives longer than a step lies.</summary>
/// <param name="Network">The first element in the memory of the network.</param>
/// <param name="Device">The first element in the arena of the device.</param>
/// <param name="Length">The number of elements.</param>
public readonly record struct TensorPlace(int Network, long Device, int Length);
