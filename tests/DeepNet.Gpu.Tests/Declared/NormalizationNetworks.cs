namespace DeepNet.Gpu.Tests.Declared;

/// <summary>Batch normalisation behind convolutions, in a residual block, frozen, and of single rows.</summary>
[Network(MaxBatch = 12, Gpu = true)]
[Input(7, 6, 3)]
[Conv2D(8, 3, Padding = 1, Bias = false), BatchNorm, ReLU, Conv2D(8, 3, Padding = 1, Bias = false), BatchNorm(Name = "change"), Add("change", "reLU1"), ReLU]
[Conv2D(5, 1), BatchNorm(Freeze = true), Dense(9, Bias = false), BatchNorm, Tanh, Dense(4)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.05f, Momentum = 0.9f)]
public sealed partial class BatchNormalised : IBackpropagated<int>;

/// <summary>Means of rows, groups and single channels; without a mean; lengths of rows.</summary>
[Network(MaxBatch = 5, Gpu = true)]
[Input(4, 3, 12)]
[Conv2D(18, 1, Name = "stem"), GroupNorm(3), Silu, Conv2D(300, 1), GroupNorm(2), Tanh, InstanceNorm, Conv2D(12, 2), GroupNorm(4, Affine = false)]
[LayerNorm, Tanh, RmsNorm, Dense(40), LayerNorm(Affine = false), L2Normalize, Dense(3)]
[MeanSquaredErrorLoss]
[AdamW]
public sealed partial class RowNormalised : IBackpropagated<float>;
