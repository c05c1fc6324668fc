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
