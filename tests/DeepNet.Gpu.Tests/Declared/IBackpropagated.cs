namespace DeepNet.Gpu.Tests.Declared;

/// <summary>The steps of training one by one, which generated classes have in no interface.</summary>
public interface IBackpropagated<TTarget>
{
    Span<float> Gradients { get; }

    float Backward(ReadOnlySpan<float> input, ReadOnlySpan<TTarget> targets);

    void ApplyGradients();

    void ZeroGradients();
}
