namespace DeepNet.Networks.Tests.Networks;

[Network(MaxBatch = 4)]
[Input(4, 3)]
[Dense(5, PerStep = true), Tanh]
[Gru(9, Layers = 2, Bidirectional = true)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GruBothWays : IValueNetwork<float>;

[Network(MaxBatch = 3)]
[Input(5, 3)]
[Gru(8, ReturnSequences = true, TruncatedSteps = 3)]
[MeanSquaredErrorLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class GruTruncated : IValueNetwork<float>;

[Network(MaxBatch = 4)]
[Input(4, Integer = true)]
[Embedding(6, 3), Gru(3, ReturnSequences = true), Dense(5, PerStep = true)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class EmbeddingGru : ITokenValueNetwork<float>;
