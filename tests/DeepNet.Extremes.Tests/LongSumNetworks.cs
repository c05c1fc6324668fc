namespace DeepNet.Extremes.Tests;

[Network, Input(200000, 3), BatchNorm, MeanSquaredErrorLoss, Sgd]
internal sealed partial class LongBatchNorm;

[Network, Input(200000, 3), GroupNorm(1), MeanSquaredErrorLoss, Sgd]
internal sealed partial class LongGroupNorm;

[Network, Input(200000, 3), LayerNorm, MeanSquaredErrorLoss, Sgd]
internal sealed partial class LongLayerNorm;

[Network, Input(200000, 3), Dense(3, PerStep = true), LayerNorm, MeanSquaredErrorLoss, Sgd]
internal sealed partial class LongLayerNormBehindDense;

[Network, Input(200000, 1), Dense(3, PerStep = true, Initializer = Initializer.Zeros), MeanAbsoluteErrorLoss, Sgd(LearningRate = 1f)]
internal sealed partial class LongDense;

[Network, Input(200000, 3), GlobalAveragePool1D]
internal sealed partial class LongMean;

[Network, Input(200000, 1, 3), GlobalAveragePool2D]
internal sealed partial class TallMean;

[Network, Input(200000), L2Normalize]
internal sealed partial class WideLength;

[Network, Input(200000), LayerNorm(Affine = false)]
internal sealed partial class WideLayerNorm;

[Network, Input(200000), Softmax]
internal sealed partial class WideSoftmax;

// Weights of zero and targets of minus 9: each output's gradient is 1 over their number, each input 0.1.
[Network(MaxBatch = 32), Input(64, 64, 3), Conv2D(4, 3, Padding = Padding.Same, Initializer = Initializer.Zeros), MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class ManyPixels;

[Network(MaxBatch = 32), Input(64, 64, 3), Conv2D(4, 3, Padding = Padding.Same, Initializer = Initializer.Zeros, Algorithm = ConvolutionAlgorithm.Direct), MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class ManyPixelsDirect;

[Network(MaxBatch = 32), Input(64, 64, 3), Conv2D(4, 3, Padding = Padding.Same, Initializer = Initializer.Zeros, Algorithm = ConvolutionAlgorithm.ImplicitGemm), MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class ManyPixelsOfPatches;

[Network(MaxBatch = 32), Input(64, 64, 3), Conv2D(4, 3, Padding = Padding.Same, Initializer = Initializer.Zeros, Algorithm = ConvolutionAlgorithm.Winograd4), MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class ManyPixelsOfTiles;

[Network(MaxBatch = 32), Input(64, 64, 3), Conv2D(4, 1, Initializer = Initializer.Zeros), MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class ManyPoints;

[Network(MaxBatch = 32), Input(64, 64, 3), DepthwiseConv2D(3, Padding = Padding.Same, Initializer = Initializer.Zeros), MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class ManyPixelsDepthwise;

[Network(MaxBatch = 8), Input(128, 128, 2), ConvTranspose2D(3, 2, Stride = 2, Initializer = Initializer.Zeros), MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class ManyPixelsTransposed;

[Network(MaxBatch = 1), Input(100000, 3), Conv1D(4, 3, Padding = Padding.Same, Initializer = Initializer.Zeros), MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class ManySteps;

[Network(MaxBatch = 128), Input(1024, 1), Dense(10, PerStep = true, Initializer = Initializer.Zeros), MeanAbsoluteErrorLoss, Sgd(LearningRate = 1f)]
internal sealed partial class ManyDenseRows;

[Network(MaxBatch = 4), Input(65536), Dense(10)]
internal sealed partial class ManyInputs;

[Network(MaxBatch = 4), Input(65536), Dense(40)]
internal sealed partial class ManyInputsOfManyUnits;

[Network(MaxBatch = 4), Input(65536, Name = "a"), Input(65536, Name = "b"), Dot("a", "b")]
internal sealed partial class ManyProducts;
