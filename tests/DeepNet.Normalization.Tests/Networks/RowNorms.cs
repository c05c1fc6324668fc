namespace DeepNet.Networks.Tests.Networks;

[Network(MaxBatch = 5)]
[Input(3, 9)]
[LayerNorm, Tanh, LayerNorm(Affine = false, Epsilon = 1e-3f), Dense(13), LayerNorm, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class LayerNorms : IValueNetwork<float>;

[Network(MaxBatch = 5)]
[Input(3, 9)]
[RmsNorm, Tanh, RmsNorm(Affine = false, Epsilon = 1e-3f), Dense(13), RmsNorm, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class RmsNorms : IValueNetwork<float>;

// A residual: the gradients of both kinds are added to an existing one.
[Network(MaxBatch = 4)]
[Input(6)]
[Dense(10), LayerNorm, RmsNorm(From = "Dense1"), LayerNorm(From = "Dense1", Affine = false, Name = "plain"), Add("Dense1", "LayerNorm1", "RmsNorm1", "plain"), Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.005f)]
internal sealed partial class RowNormBranches : IValueNetwork<float>;
