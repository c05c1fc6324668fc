// The bias is the activation's argument, and its gradient the derivative. Eleven: vectors and single elements.
namespace DeepNet.Extremes.Tests;

/// <summary>What the tests call of a network.</summary>
internal interface IActivation<T>
    where T : unmanaged
{
    Span<T> Parameters { get; }

    Span<T> Gradients { get; }

    void Forward(ReadOnlySpan<T> input, Span<T> output);

    T Backward(ReadOnlySpan<T> input, ReadOnlySpan<T> target);
}

[Network, Input(1), Dense(11), ReLU, MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class ReLURow : IActivation<float>;

[Network(Precision = Precision.Double), Input(1), Dense(11), ReLU, MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class ReLURowDouble : IActivation<double>;

[Network, Input(1), Dense(11), LeakyReLU, MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class LeakyReLURow : IActivation<float>;

[Network(Precision = Precision.Double), Input(1), Dense(11), LeakyReLU, MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class LeakyReLURowDouble : IActivation<double>;

// The slopes lie before the bias in memory, because they are those of the first activation.
[Network, Input(1), Dense(11), PReLU(InitialSlope = 0.125f, Name = "slopes"), Dense(11), PReLU(SharedWith = "slopes"), MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class PReLURow : IActivation<float>;

[Network(Precision = Precision.Double), Input(1), Dense(11), PReLU(InitialSlope = 0.125f, Name = "slopes"), Dense(11), PReLU(SharedWith = "slopes"), MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class PReLURowDouble : IActivation<double>;

[Network, Input(1), Dense(11), Elu, MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class EluRow : IActivation<float>;

[Network(Precision = Precision.Double), Input(1), Dense(11), Elu, MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class EluRowDouble : IActivation<double>;

[Network, Input(1), Dense(11), Selu, MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class SeluRow : IActivation<float>;

[Network(Precision = Precision.Double), Input(1), Dense(11), Selu, MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class SeluRowDouble : IActivation<double>;

[Network, Input(1), Dense(11), Gelu, MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class GeluRow : IActivation<float>;

[Network(Precision = Precision.Double), Input(1), Dense(11), Gelu, MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class GeluRowDouble : IActivation<double>;

[Network, Input(1), Dense(11), Gelu(Approximate = true), MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class TanhGeluRow : IActivation<float>;

[Network(Precision = Precision.Double), Input(1), Dense(11), Gelu(Approximate = true), MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class TanhGeluRowDouble : IActivation<double>;

[Network, Input(1), Dense(11), Silu, MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class SiluRow : IActivation<float>;

[Network(Precision = Precision.Double), Input(1), Dense(11), Silu, MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class SiluRowDouble : IActivation<double>;

[Network, Input(1), Dense(11), Sigmoid, MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class SigmoidRow : IActivation<float>;

[Network(Precision = Precision.Double), Input(1), Dense(11), Sigmoid, MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class SigmoidRowDouble : IActivation<double>;

[Network, Input(1), Dense(11), Tanh, MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class TanhRow : IActivation<float>;

[Network(Precision = Precision.Double), Input(1), Dense(11), Tanh, MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class TanhRowDouble : IActivation<double>;

[Network, Input(1), Dense(11), Softplus, MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class SoftplusRow : IActivation<float>;

[Network(Precision = Precision.Double), Input(1), Dense(11), Softplus, MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class SoftplusRowDouble : IActivation<double>;

[Network, Input(1), Dense(11), HardSwish, MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class HardSwishRow : IActivation<float>;

[Network(Precision = Precision.Double), Input(1), Dense(11), HardSwish, MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class HardSwishRowDouble : IActivation<double>;
