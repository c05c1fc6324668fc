namespace DeepNet;

/// <summary>
/// Makes a partial class a neural network. The other attributes on the class are its inputs, layers, losses and optimizer, in source order;
/// the compiler writes the forward pass, the backward pass and the update.
/// </summary>
/// <example>
/// <code>
/// [Network(MaxBatch = 32)]
/// [Input(784)]
/// [Dense(128), ReLU, Dense(10)]
/// [CrossEntropyLoss]
/// [Adam(LearningRate = 1e-3f)]
/// public sealed partial class DigitNet;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>The most samples that one call takes, at least 1. Memory for activations grows with it. Default 128.</summary>
    public int MaxBatch { get; set; } = 128;

    /// <summary>The element type of inputs, parameters and outputs. Default <see cref="Precision.Single"/>.</summary>
    public Precision Precision { get; set; }

    /// <summary>
    /// If true, inputs, dense targets and the loss are checked for NaN and infinity in every step, and an <see cref="ArgumentException"/> or
    /// <see cref="ArithmeticException"/> is thrown before any parameter changes. The network is then as it was, with its running statistics. Default false.
    /// </summary>
    public bool NanTrap { get; set; }

    /// <summary>
    /// If true, the class also gets <c>OnGpu</c>, which copies the network to a GPU, through DirectX 12 or Vulkan, and trains and predicts there. The project has to refer to
    /// DeepNet.Shaders. What a GPU cannot compute, such as double precision, is a compile-time error (DEEP0400). Default false.
    /// </summary>
    public bool Gpu { get; set; }
}
