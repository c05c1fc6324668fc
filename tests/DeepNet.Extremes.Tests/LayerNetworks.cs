namespace DeepNet.Extremes.Tests;

[Network(MaxBatch = 2), Input(5, 6), MultiHeadAttention(2), MeanSquaredErrorLoss, Sgd]
internal sealed partial class Attention;

[Network(MaxBatch = 2), Input(70, 6), MultiHeadAttention(2, Causal = true), MeanSquaredErrorLoss, Sgd]
internal sealed partial class CausalAttention;

[Network, Input(11), L2Normalize, Dense(1), MeanSquaredErrorLoss, Sgd]
internal sealed partial class Normalized;

[Network, Input(1), Dense(11), L2Normalize(Epsilon = 1e-36f), MeanAbsoluteErrorLoss, Sgd]
internal sealed partial class NormalizedBias;

[Network(MaxBatch = 2), Input(262144, 2), BatchNorm(Momentum = 1f), Slice(0, 1), MeanSquaredErrorLoss, Sgd]
internal sealed partial class ManyPositions;

[Network(MaxBatch = 8)]
[Input(4, Name = "left"), Input(4, Name = "right")]
[Dense(3, From = "left", Name = "Encode"), BatchNorm(Name = "Norm"), Tanh(Name = "one")]
[Dense(3, From = "right", SharedWith = "Encode"), BatchNorm(SharedWith = "Norm"), Tanh(Name = "two")]
[Subtract("one", "two"), MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class Siamese;

[Network, Input(4), Dense(3), BatchNorm, Tanh]
internal sealed partial class Encoder;

[Network(MaxBatch = 8)]
[Input(4, Name = "left"), Input(4, Name = "right")]
[Block(typeof(Encoder), From = "left", Name = "one"), Block(typeof(Encoder), From = "right", Name = "two", SharedWith = "one")]
[Subtract("one", "two"), MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class SiameseBlocks;
