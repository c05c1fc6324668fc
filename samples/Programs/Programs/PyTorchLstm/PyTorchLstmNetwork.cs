using DeepNet;

namespace Programs;

/// <summary>8 rows of 8 pixels through two layers of LSTM(64), declared as one.</summary>
[Network(MaxBatch = 64)]
[Input(8, 8)]
[Lstm(64, Layers = 2), Dense(10)]
[CrossEntropyLoss]
[Adam(LearningRate = 3e-3f)]
internal sealed partial class PyTorchLstmNetwork;
