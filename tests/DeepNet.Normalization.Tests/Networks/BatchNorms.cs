namespace DeepNet.Networks.Tests.Networks;

// Channels: less than a vector, a vector and one more, two kinds of vectors and a rest. What is constant for a channel is lost in the next normalisation, so
// no bias comes before one: its gradient would be nothing but rounding.

[Network(MaxBatch = 7)]
[Input(5)]
[BatchNorm, Tanh, Dense(9, Bias = false), BatchNorm(Momentum = 0.25f, Epsilon = 1e-3f), Tanh, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class BatchNormVectors : IValueNetwork<float>;

[Network(MaxBatch = 3)]
[Input(5, 4, 15)]
[BatchNorm(Name = "first"), Tanh, BatchNorm(Affine = false), Dense(3)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class BatchNormImages : ILabelNetwork<float>;

// More positions than a block of rows holds, in batches of one too; the gradient of the second branch is added to that of the first.
[Network(MaxBatch = 2)]
[Input(70, 8)]
[BatchNorm(Name = "stem"), Tanh(Name = "t"), BatchNorm(Name = "a")]
[BatchNorm(From = "t", Affine = false, Momentum = 0.5f, Name = "b"), Add("a", "b"), Tanh]
[Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class BatchNormBranches : IValueNetwork<float>;

// One layer used twice: its running statistics move twice.
[Network(MaxBatch = 6)]
[Input(5)]
[Dense(9, Bias = false), BatchNorm(Name = "shared"), Tanh, Dense(9, Bias = false), BatchNorm(SharedWith = "shared"), Tanh, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class BatchNormShared : IValueNetwork<float>;

[Network(MaxBatch = 6)]
[Input(6)]
[Dense(12), BatchNorm(Freeze = true, Name = "frozen"), Tanh, BatchNorm(Freeze = true, From = "Dense1", Affine = false, Name = "second"), Add("Tanh1", "second"), Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.005f)]
internal sealed partial class BatchNormFrozen : IValueNetwork<float>;

// Nothing before the normalisation is trained, so nobody reads its input again: a step that could be in place would be.
[Network(MaxBatch = 6)]
[Input(6)]
[Dense(12, Freeze = true), BatchNorm(Affine = false), Tanh, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class BatchNormBehindFrozen : IValueNetwork<float>;
