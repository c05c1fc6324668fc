namespace DeepNet.Networks.Tests.Networks;

[Network(MaxBatch = 3)]
[Input(7, 9, 5)]
[DepthwiseConv2D(3, Padding = Padding.Same), Tanh]
[DepthwiseConv2D(3, Multiplier = 2, Stride = 2, Padding = 1), Silu]
[DepthwiseConv2D(2, Dilation = 2, Bias = false), Sigmoid]
[Dense(3)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class DepthwiseStride : ILabelNetwork<float>;

// A kernel of more columns than there are sums in registers, and one that reaches over both edges at once.
[Network(MaxBatch = 3)]
[Input(3, 12, 17)]
[DepthwiseConv2D(9, Padding = 4), Gelu]
[Conv2D(8, 1)]
[DepthwiseConv2D(3, Multiplier = 3, Padding = 1, Bias = false)]
[Conv2D(2, 1)]
[MeanSquaredErrorLoss]
[Adam]
internal sealed partial class DepthwiseSeparable : IValueNetwork<float>;
