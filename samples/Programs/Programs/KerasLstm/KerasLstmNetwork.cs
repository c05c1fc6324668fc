using DeepNet;

namespace Programs;

/// <summary>28 rows of 28 pixels through two LSTM(64): the first gives all its steps, the second its last.</summary>
[Network(MaxBatch = 64)]
[Input(28, 28)]
[Lstm(64, ReturnSequences = true), Lstm(64), Dense(10)]
[CrossEntropyLoss]
[Adam(LearningRate = 2e-3f)]
internal sealed partial class KerasLstmNetwork;
