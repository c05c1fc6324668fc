namespace DeepNet.Networks.Tests.Networks;

[Network(MaxBatch = 3)]
[Input(3, 2, 18)]
[GroupNorm(2), Tanh, GroupNorm(6, Affine = false), Dense(3)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GroupNorms : ILabelNetwork<float>;

[Network(MaxBatch = 3)]
[Input(5, 9)]
[InstanceNorm(Affine = true), Tanh, InstanceNorm(Epsilon = 1e-3f), Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class InstanceNorms : IValueNetwork<float>;

[Network(MaxBatch = 4)]
[Input(6)]
[Dense(12), GroupNorm(3), GroupNorm(1, From = "Dense1", Freeze = true, Name = "whole"), Add("Dense1", "GroupNorm1", "whole"), Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.005f)]
internal sealed partial class GroupNormBranches : IValueNetwork<float>;
