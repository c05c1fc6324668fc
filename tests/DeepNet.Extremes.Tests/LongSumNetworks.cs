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
