namespace DeepNet.Networks.Tests.Networks;

// Losses that compare each output with its own target, and what they can be told.

[Network(MaxBatch = 7)]
[Input(4)]
[Dense(6), Tanh, Dense(3)]
[BinaryCrossEntropyLoss(PosWeight = 3f)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossPosWeight : IValueNetwork<float>;

[Network(MaxBatch = 7)]
[Input(4)]
[Dense(6), Tanh, Dense(3)]
[BinaryFocalLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossBinaryFocal : IValueNetwork<float>;

[Network(MaxBatch = 7)]
[Input(4)]
[Dense(6), Tanh, Dense(5)]
[BinaryFocalLoss(Gamma = 1.5f, Alpha = 0.25f)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossBinaryFocalAlpha : IValueNetwork<float>;

[Network(MaxBatch = 7)]
[Input(4)]
[Dense(6), Tanh, Dense(3)]
[HingeLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossHinge : IValueNetwork<float>;

[Network(MaxBatch = 7)]
[Input(4)]
[Dense(6), Tanh, Dense(3)]
[HingeLoss(Squared = true)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossHingeSquared : IValueNetwork<float>;

[Network(MaxBatch = 7)]
[Input(4)]
[Dense(6), Tanh, Dense(3)]
[QuantileLoss(0.9f)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossQuantile : IValueNetwork<float>;

[Network(MaxBatch = 7)]
[Input(4)]
[Dense(6), Tanh, Dense(5)]
[LogCoshLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossLogCosh : IValueNetwork<float>;

[Network(MaxBatch = 7)]
[Input(4)]
[Dense(6), Tanh, Dense(5)]
[PoissonLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossPoisson : IValueNetwork<float>;

[Network(MaxBatch = 7)]
[Input(4)]
[Dense(6), Tanh, Dense(3), Softplus]
[PoissonLoss(LogInput = false)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossPoissonRate : IValueNetwork<float>;
