namespace DeepNet.Networks.Tests.Networks;

[Network(MaxBatch = 5)]
[Input(4, Integer = true)]
[Embedding(7, 9), Lstm(3), Dense(4)]
[CrossEntropyLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class EmbeddingLstm : ITokenLabelNetwork<float>;

[Network(MaxBatch = 5)]
[Input(3, Integer = true)]
[Embedding(6, 5), Flatten, Dense(2)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class EmbeddingFlat : ITokenValueNetwork<float>;
