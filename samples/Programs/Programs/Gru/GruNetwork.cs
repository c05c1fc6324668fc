using DeepNet;

namespace Programs;

/// <summary>12 letters, a vector for each of the 27 signs, GRU(64), five languages.</summary>
[Network(MaxBatch = 64)]
[Input(12, Integer = true)]
[Embedding(27, 16), Gru(64), Dense(5)]
[CrossEntropyLoss]
[Adam(LearningRate = 2e-3f)]
internal sealed partial class GruNetwork;
