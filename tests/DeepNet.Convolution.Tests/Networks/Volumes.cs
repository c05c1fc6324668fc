namespace DeepNet.Networks.Tests.Networks;

// Three axes: between them strides, both kinds of padding, dilation, groups, kernels that are no cubes, 1x1x1; windows that tile, that overlap and that go over
// the border along each axis; activations that save their input and their output; gradients of inputs.

[Network(MaxBatch = 2)]
[Input(3, 4, 4, 2)]
[Conv3D(3, 3, Padding = Padding.Same, Bias = false), BatchNorm, ReLU, MaxPool3D(2, Stride = 1)]
[Conv3D(9, 2, 3, 1), Tanh, Dropout(0.2f), Dense(3)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class VolumeClassifier : ILabelNetwork<float>;

[Network(MaxBatch = 2)]
[Input(5, 6, 7, 4)]
[Conv3D(6, 3, Stride = 2, Padding = 1, Groups = 2), Gelu]
[Conv3D(9, 1, 2, 3, Padding = Padding.Same), Silu]
[Conv3D(4, 2, Dilation = 2, Padding = 1), Sigmoid]
[Conv3D(3, 1, Bias = false)]
[MeanSquaredErrorLoss]
[Adam]
internal sealed partial class VolumeStrides : IValueNetwork<float>;

// Not one after the other: neighbouring windows share their maximum, and in the next window the two would be equal.
[Network(MaxBatch = 2)]
[Input(4, 5, 3, 3)]
[BatchNorm(Name = "b"), MaxPool3D(3, Stride = 2, Padding = 1), Flatten(Name = "numbered"), MaxPool3D(2, From = "b", Stride = 1, Padding = Padding.Same), Flatten(Name = "same")]
[Concat("numbered", "same"), Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.002f)]
internal sealed partial class VolumeMaxPools : IValueNetwork<float>;

[Network(MaxBatch = 2)]
[Input(5, 4, 6, 9)]
[BatchNorm(Name = "b"), AveragePool3D(3, Stride = 2, Padding = 1, Name = "numbered"), AveragePool3D(2, From = "b", Padding = Padding.Same, Name = "same"), Add("numbered", "same")]
[Tanh(Name = "t"), AveragePool3D(2, Stride = 1), GlobalAveragePool3D(Name = "mean"), GlobalMaxPool3D(From = "t", Name = "top"), Concat("mean", "top"), Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.02f)]
internal sealed partial class VolumeAveragePools : IValueNetwork<float>;

// Windows that tile go through the derivative of the activation before.
[Network(MaxBatch = 2)]
[Input(3, 2, 2, 3)]
[ConvTranspose3D(8, 3, Stride = 2, Padding = 1, OutputPadding = 1), Gelu]
[ConvTranspose3D(3, 2, Padding = Padding.Same, Bias = false), Tanh, AveragePool3D(2)]
[MeanSquaredErrorLoss]
[Adam]
internal sealed partial class VolumeTransposed : IValueNetwork<float>;
