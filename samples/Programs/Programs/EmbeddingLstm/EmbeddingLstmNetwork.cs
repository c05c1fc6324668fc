using DeepNet;

namespace Programs;

/// <summary>24 months in ten levels, a vector for each level, LSTM(32), one number.</summary>
[Network(MaxBatch = 64)]
[Input(24, Integer = true)]
[Embedding(10, 8), Lstm(32), Dense(1)]
[MeanSquaredErrorLoss]
[Adam(LearningRate = 1e-2f)]
internal sealed partial class EmbeddingLstmNetwork;
