namespace DeepNet.Networks.Tests.Networks;

// Between them: strides, each kind of padding with odd and even kernels, dilation, groups, rectangles, 1x1, sequences; channels on both sides of the
// vector widths; activations that save their input and their output; with and without bias; gradients of inputs.

[Network(MaxBatch = 4)]
[Input(9, 8, 3)]
[Conv2D(5, 3, Stride = 2, Padding = Padding.Same), Tanh]
[Conv2D(9, 2, 3, Padding = 1), Silu]
[Dense(3)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class ConvolutionStride : ILabelNetwork<float>;

[Network(MaxBatch = 3)]
[Input(6, 7, 2)]
[Conv2D(8, 4, Padding = Padding.Same), Gelu]
[Conv2D(3, 2, Stride = 2, Padding = Padding.Same, Bias = false)]
[MeanSquaredErrorLoss]
[Adam]
internal sealed partial class ConvolutionSame : IValueNetwork<float>;

[Network(MaxBatch = 3)]
[Input(9, 9, 1)]
[Conv2D(4, 3, Dilation = 2, Padding = 2), Sigmoid]
[Conv2D(17, 3, Dilation = 3), Tanh]
[Dense(2)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class ConvolutionDilation : ILabelNetwork<float>;

[Network(MaxBatch = 4)]
[Input(6, 5, 4)]
[Conv2D(6, 3, Groups = 2, Padding = 1), Gelu]
[Conv2D(8, 1, Groups = 2), Tanh]
[Conv2D(4, 3, Groups = 4, Bias = false), Tanh]
[Dense(3)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class ConvolutionGroups : ILabelNetwork<float>;

[Network(MaxBatch = 4)]
[Input(4, 3, 9)]
[Conv2D(16, 1), Silu]
[Conv2D(7, 1, Bias = false), Sigmoid]
[MeanSquaredErrorLoss]
[Adam]
internal sealed partial class ConvolutionPointwise : IValueNetwork<float>;

[Network(MaxBatch = 4)]
[Input(11, 3)]
[Conv1D(9, 4, Padding = Padding.Same), Tanh]
[Conv1D(4, 3, Stride = 2, Dilation = 2, Padding = 2), Silu]
[Conv1D(6, 2, Groups = 2), ReLU]
[Dense(3)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class ConvolutionSequence : ILabelNetwork<float>;

// Several layers take one output, so that gradients are added; one of them does not learn, and the input of an activation is read too.
[Network(MaxBatch = 3)]
[Input(4, 4, 3)]
[Conv2D(4, 3, Padding = 1, Name = "stem"), Tanh(Name = "trunk")]
[Conv2D(4, 3, Padding = Padding.Same), Sigmoid(Name = "left")]
[DepthwiseConv2D(3, Padding = 1, From = "trunk", Name = "middle")]
[ConvTranspose2D(4, 3, Padding = 1, From = "trunk", Name = "right")]
[Conv2D(4, 1, Freeze = true, From = "trunk", Name = "frozen")]
[Add("left", "middle", "right", "frozen", "stem")]
[MeanSquaredErrorLoss]
[Adam]
internal sealed partial class ConvolutionBranches : IValueNetwork<float>;
