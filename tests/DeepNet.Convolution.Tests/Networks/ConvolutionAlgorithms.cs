namespace DeepNet.Networks.Tests.Networks;

// Each algorithm by itself. Between them: outputs that are no multiple of a tile, padding, one channel, channels on both sides of the vector widths, activations that save
// their input and their output, gradients that are added, no bias.

[Network(MaxBatch = 3)]
[Input(7, 9, 1)]
[Conv2D(9, 3, Padding = 1, Algorithm = ConvolutionAlgorithm.Winograd2), Gelu]
[Conv2D(8, 3, Algorithm = ConvolutionAlgorithm.Winograd2, Name = "trunk"), Tanh]
[Conv2D(8, 3, Padding = 2, Bias = false, Algorithm = ConvolutionAlgorithm.Winograd2)]
[Conv2D(8, 3, Algorithm = ConvolutionAlgorithm.Winograd2, Name = "left")]
[Add("left", "trunk"), Dense(3)]
[MeanSquaredErrorLoss]
[Adam]
internal sealed partial class ConvolutionWinograd2 : IValueNetwork<float>;

[Network(MaxBatch = 3)]
[Input(7, 9, 1)]
[Conv2D(9, 3, Padding = 1, Algorithm = ConvolutionAlgorithm.Winograd4), Gelu]
[Conv2D(8, 3, Algorithm = ConvolutionAlgorithm.Winograd4, Name = "trunk"), Tanh]
[Conv2D(8, 3, Padding = 2, Bias = false, Algorithm = ConvolutionAlgorithm.Winograd4)]
[Conv2D(8, 3, Algorithm = ConvolutionAlgorithm.Winograd4, Name = "left")]
[Add("left", "trunk"), Dense(3)]
[MeanSquaredErrorLoss]
[Adam]
internal sealed partial class ConvolutionWinograd4 : IValueNetwork<float>;

[Network(MaxBatch = 4)]
[Input(9, 8, 3)]
[Conv2D(5, 3, Stride = 2, Padding = Padding.Same, Algorithm = ConvolutionAlgorithm.ImplicitGemm), Tanh]
[Conv2D(9, 2, 3, Padding = 1, Algorithm = ConvolutionAlgorithm.ImplicitGemm, Name = "trunk"), Silu]
[Conv2D(9, 3, Padding = 1, Bias = false, Algorithm = ConvolutionAlgorithm.ImplicitGemm, Name = "left")]
[Add("left", "trunk"), Dense(3)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class ConvolutionPatches : ILabelNetwork<float>;

[Network(MaxBatch = 4)]
[Input(10, 8, 3)]
[Conv2D(17, 3, Padding = Padding.Same, Algorithm = ConvolutionAlgorithm.Direct), Tanh]
[Conv2D(9, 2, 3, Padding = 1, Algorithm = ConvolutionAlgorithm.Direct), Silu]
[Conv2D(24, 2, Dilation = 2, Algorithm = ConvolutionAlgorithm.Direct, Name = "trunk"), Gelu]
[Conv2D(24, 3, Padding = 1, Bias = false, Algorithm = ConvolutionAlgorithm.Direct, Name = "left")]
[Add("left", "trunk"), Dense(3)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.01f)]
internal sealed partial class ConvolutionDirect : ILabelNetwork<float>;
