namespace DeepNet.Networks.Tests.Networks;

// An activation with a slope for each channel behind every kind of convolution, and behind a pool; one that does not learn, one whose slopes another uses too, and
// values before the activation that are read elsewhere.

[Network(MaxBatch = 2)]
[Input(5, 4, 2)]
[Conv2D(6, 3, Padding = 1, Groups = 2), PReLU(Name = "first"), DepthwiseConv2D(3, Padding = 1), PReLU(SharedWith = "first"), ConvTranspose2D(3, 2), PReLU(Freeze = true)]
[MaxPool2D(2, Stride = 1), PReLU(Shared = true), Conv2D(2, 3), PReLU]
[MeanSquaredErrorLoss]
[Adam]
internal sealed partial class SlopesOfChannels : IValueNetwork<float>;

[Network(MaxBatch = 2)]
[Input(3, 3, 2, 2)]
[Conv3D(4, 2, Padding = 1, Name = "c"), PReLU, BatchNorm(Name = "n"), Add("n", "c"), PReLU(InitialSlope = 0.1f), AveragePool3D(2), Dense(2)]
[MeanSquaredErrorLoss]
[Adam]
internal sealed partial class SlopesOfVolumes : IValueNetwork<float>;

// Each algorithm with slopes of channels or with one: in tiles of vectors and a part of one, in transforms, in pointwise products.
[Network(MaxBatch = 2)]
[Input(4, 4, 1)]
[Conv2D(9, 3, Padding = 1, Algorithm = ConvolutionAlgorithm.Direct), PReLU, Conv2D(8, 3, Padding = 1, Algorithm = ConvolutionAlgorithm.Winograd2), PReLU, Conv2D(5, 1), PReLU]
[Conv2D(4, 3, Padding = 1, Algorithm = ConvolutionAlgorithm.Winograd4), PReLU(Shared = true), Conv2D(2, 2, Algorithm = ConvolutionAlgorithm.Direct), PReLU(Shared = true), Dense(2)]
[MeanSquaredErrorLoss]
[Adam]
internal sealed partial class SlopesOfAlgorithms : IValueNetwork<float>;
