namespace DeepNet;

/// <summary>Leaky rectified linear unit: <c>x</c> if <c>x &gt; 0</c>, else <c>slope · x</c> (Maas et al. 2013).</summary>
/// <remarks>Input shape: any. Output shape: the same.</remarks>
/// <param name="slope">The slope below zero, at least 0. Default 0.01.</param>
public sealed class LeakyReLUAttribute(float slope = 0.01f) : LayerAttribute
{
    /// <summary>The slope below zero.</summary>
    public float Slope { get; } = slope;
}
