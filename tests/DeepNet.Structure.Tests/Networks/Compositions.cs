using DeepNet.Networks.Tests.Subjects;

namespace DeepNet.Networks.Tests.Networks;

[Block, Dense(6, Name = "hidden"), Tanh, Dense(6), Add("input", "dense2")]
internal static class ResidualBlock;

[Block, Block(typeof(ResidualBlock), Name = "once"), Sigmoid, Block(typeof(ResidualBlock), Name = "again"), Add("once", "again")]
internal static class NestedBlock;

[Network(MaxBatch = 5)]
[Input(6)]
[Repeat(2, typeof(ResidualBlock), Name = "part"), Block(typeof(ResidualBlock), Name = "tail"), Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class CompositionRepeat : IValueNetwork<float>;

[Network(MaxBatch = 5)]
[Input(6)]
[Dense(6), Block(typeof(NestedBlock), Name = "nested"), Dense(3)]
[MeanSquaredErrorLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class CompositionNested : IValueNetwork<float>;

[Network(MaxBatch = 5)]
[Input(6)]
[Dense(6, Name = "first"), Tanh, Dense(6, SharedWith = "first"), Tanh, Dense(3, Name = "head")]
[MeanSquaredErrorLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class SharingOneLayer : IValueNetwork<float>;

[Network(MaxBatch = 4)]
[Input(6, Name = "left"), Input(6, Name = "right")]
[Block(typeof(ResidualBlock), From = "left", Name = "one"), Block(typeof(ResidualBlock), From = "right", Name = "two", SharedWith = "one")]
[Subtract("one", "two"), Dense(2)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.01f, Momentum = 0.5f)]
internal sealed partial class SharingTwins : ITwoInputValueNetwork<float>;

[Network(MaxBatch = 5)]
[Input(6)]
[Dense(6), Tanh, Dense(6, Freeze = true), Tanh, Dense(3)]
[MeanSquaredErrorLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class FreezeMiddle : IValueNetwork<float>;

[Network(MaxBatch = 5)]
[Input(6)]
[Block(typeof(ResidualBlock), Name = "frozen", Freeze = true), Dense(3)]
[MeanSquaredErrorLoss]
[AdamW(LearningRate = 0.01f)]
internal sealed partial class FreezeBlock : IValueNetwork<float>;

[Network(MaxBatch = 5)]
[Input(6)]
[Dense(7, LearningRateScale = 0.1f), Tanh, Dense(5, LearningRateScale = 2f), Tanh, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.02f, Momentum = 0.5f)]
internal sealed partial class ScaledLearningRates : IValueNetwork<float>;
