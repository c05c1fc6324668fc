namespace DeepNet.Peers.Networks;

/// <summary>Two stacked LSTM layers over 28 steps of 28 features.</summary>
[Network(MaxBatch = 128)]
[Input(28, 28)]
[Lstm(64, Layers = 2), Dense(10)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class Lstm2x64;
