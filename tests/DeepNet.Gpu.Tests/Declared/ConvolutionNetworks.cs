namespace DeepNet.Gpu.Tests.Declared;

/// <summary>The convolutional network of the Keras tutorial.</summary>
[Network(MaxBatch = 8, Gpu = true)]
[Input(28, 28, 1)]
[Conv2D(32, 3), ReLU, MaxPool2D(2)]
[Conv2D(64, 3), ReLU, MaxPool2D(2)]
[Conv2D(64, 3), ReLU]
[Dense(64), ReLU, Dense(10)]
[CrossEntropyLoss]
[Adam]
public sealed partial class KerasCnn : IBackpropagated<int>;

/// <summary>Strides, dilations, padding and groups; windows that overlap; a transposed convolution; activations that keep their input.</summary>
[Network(MaxBatch = 4, Gpu = true)]
[Input(11, 9, 4)]
[Conv2D(8, 3, Stride = 2, Padding = Padding.Same, Groups = 2), Gelu]
[Conv2D(6, 3, Dilation = 2, Padding = 2, Groups = 2), PReLU, AveragePool2D(3, Stride = 2, Padding = 1)]
[ConvTranspose2D(5, 3, Stride = 2, Padding = 1), Silu, MaxPool2D(3, Stride = 1)]
[Conv2D(3, 1, Bias = false), GlobalAveragePool2D, Dense(3)]
[HuberLoss]
[Adam]
public sealed partial class ManyConvolutions : IBackpropagated<float>;

/// <summary>Three axes: strides, padding, dilation and groups; windows of both kinds; a transposed convolution.</summary>
[Network(MaxBatch = 3, Gpu = true)]
[Input(6, 7, 8, 2)]
[Conv3D(6, 3, Stride = 2, Padding = 1, Groups = 2), Gelu, MaxPool3D(2, Stride = 1)]
[ConvTranspose3D(5, 3, Stride = 2, Padding = 1), Tanh, AveragePool3D(3, Stride = 2, Padding = 1)]
[Conv3D(4, 1, 2, 2, Dilation = 2, Padding = 1), GlobalAveragePool3D, Dense(3)]
[HuberLoss]
[Adam]
public sealed partial class VolumeConvolutions : IBackpropagated<float>;

[Network(MaxBatch = 4, Gpu = true)]
[Input(20, 3)]
[Conv1D(6, 5, Padding = Padding.Same), ReLU, MaxPool1D(2), Conv1D(4, 4, Stride = 2), Dense(2)]
[CrossEntropyLoss]
[AdaGrad]
public sealed partial class SequenceConvolutions : IBackpropagated<int>;
