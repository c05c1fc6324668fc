namespace DeepNet;

/// <summary>Scales each row of the last axis to length 1: <c>output = x / max(√Σx², ε)</c>.</summary>
/// <remarks>Input shape: any. Output shape: the same. Rows whose squares are too large or too small for the element type are scaled as all others are.</remarks>
public sealed class L2NormalizeAttribute : LayerAttribute
{
    /// <summary>The smallest divisor, against division by zero, more than 0. Default 1e-12.</summary>
    public float Epsilon { get; set; } = 1e-12f;
}
