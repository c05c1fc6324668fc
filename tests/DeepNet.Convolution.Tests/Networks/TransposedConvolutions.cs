namespace DeepNet.Networks.Tests.Networks;

[Network(MaxBatch = 3)]
[Input(3, 4, 3)]
[ConvTranspose2D(5, 3, Stride = 2, Padding = 1, OutputPadding = 1), Gelu]
[ConvTranspose2D(2, 2, Stride = 3), Tanh]
[MeanSquaredErrorLoss]
[Adam]
internal sealed partial class TransposedStride : IValueNetwork<float>;

// A kernel smaller than its stride leaves pixels that only the bias reaches.
[Network(MaxBatch = 3)]
[Input(5, 5, 2)]
[Conv2D(8, 3, Stride = 2), Tanh]
[ConvTranspose2D(9, 4, Stride = 2, Padding = Padding.Same), Silu]
[ConvTranspose2D(3, 1, Stride = 2, Padding = Padding.Same, Bias = false)]
[ConvTranspose2D(2, 1)]
[MeanSquaredErrorLoss]
[Adam]
internal sealed partial class TransposedSame : IValueNetwork<float>;
