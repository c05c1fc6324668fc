namespace DeepNet.Shaders;

/// <summary>A network on a device with one input and one loss, for code that trains any of them: what <c>OnGpu()</c> of such a network gives.</summary>
/// <typeparam name="TInput">The type of inputs.</typeparam>
/// <typeparam name="TTarget">The type of targets.</typeparam>
public interface IGpuTrainable<TInput, TTarget> : IDisposable
{
    /// <summary>The device that the network is on.</summary>
    GpuDevice Device { get; }

    /// <summary>Forward, backward and update of one batch on the device.</summary>
    /// <param name="input"><c>[n, InputSize]</c>.</param>
    /// <param name="targets"><c>[n, TargetSize]</c>.</param>
    /// <returns>The loss of the batch before the update.</returns>
    float TrainStep(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> targets);

    /// <summary>Forward in training mode and backward; adds to the gradients on the device.</summary>
    /// <param name="input"><c>[n, InputSize]</c>.</param>
    /// <param name="targets"><c>[n, TargetSize]</c>.</param>
    /// <returns>The loss of the batch.</returns>
    float Backward(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> targets);

    /// <summary>The loss of a batch without dropout; changes nothing.</summary>
    /// <param name="input"><c>[n, InputSize]</c>.</param>
    /// <param name="targets"><c>[n, TargetSize]</c>.</param>
    /// <returns>The mean loss.</returns>
    float Evaluate(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> targets);

    /// <summary>The output of the network, as logits where a loss takes logits.</summary>
    /// <param name="input"><c>[n, InputSize]</c>.</param>
    /// <param name="output"><c>[n, OutputSize]</c>.</param>
    void Forward(ReadOnlySpan<TInput> input, Span<float> output);

    /// <summary>The prediction of the network.</summary>
    /// <param name="input"><c>[n, InputSize]</c>.</param>
    /// <param name="prediction"><c>[n, OutputSize]</c>.</param>
    void Predict(ReadOnlySpan<TInput> input, Span<float> prediction);

    /// <summary>Updates the parameters on the device from its gradients.</summary>
    void ApplyGradients();

    /// <summary>Sets all gradients on the device to zero.</summary>
    void ZeroGradients();

    /// <summary>Copies parameters, gradients and optimizer state from the network to the device.</summary>
    void Upload();

    /// <summary>Copies parameters, gradients and optimizer state from the device to the network.</summary>
    void Download();
}
