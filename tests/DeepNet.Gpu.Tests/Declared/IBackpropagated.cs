namespace DeepNet.Gpu.Tests.Declared;

/// <summary>The steps of training one by one, which generated classes have in no interface.</summary>
public interface IBackpropagated<TInput, TTarget>
{
    Span<float> Gradients { get; }

    float Backward(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> targets);

    void ApplyGradients();

    void ZeroGradients();
}

/// <summary>The same for numbers.</summary>
public interface IBackpropagated<TTarget> : IBackpropagated<float, TTarget>;

/// <summary>The same for tokens.</summary>
public interface IBackpropagatedTokens<TTarget> : IBackpropagated<int, TTarget>;
