namespace DeepNet;

/// <summary>The maximum of each channel over all steps: <c>y = max of x[i]</c> over all <c>i</c>.</summary>
/// <remarks>
/// Input shape: <c>[steps, channels]</c>. Output shape: <c>[channels]</c>. Parameters: none. The gradient goes to the first of the largest values, as in PyTorch.
/// </remarks>
public sealed class GlobalMaxPool1DAttribute : LayerAttribute;
