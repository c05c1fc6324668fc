namespace DeepNet.Networks.Tests.Networks;

// Sizes on both sides of the vector widths. Each network is one more second of compilation.

[Network(MaxBatch = 5)]
[Input(4, 5)]
[Lstm(8), Dense(3)]
[CrossEntropyLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class LstmLast : ILabelNetwork<float>;

[Network(MaxBatch = 4)]
[Input(3, 2)]
[Dense(4, PerStep = true), Tanh]
[Lstm(9, Layers = 2, Bidirectional = true, ReturnSequences = true, Dropout = 0.3f)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f, Momentum = 0.9f)]
internal sealed partial class LstmBothWays : IValueNetwork<float>;

[Network(MaxBatch = 3)]
[Input(5, 2)]
[Lstm(3, Layers = 2, ReturnSequences = true, TruncatedSteps = 2), Dense(2, PerStep = true)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class LstmTruncated : IValueNetwork<float>;
