namespace DeepNet.Peers.Networks;

/// <summary>Two stacked LSTM layers over 28 steps of 28 features.</summary>
#if GPU
[Network(MaxBatch = 512, Gpu = true)]
#else
[Network(MaxBatch = 128)]
#endif
[Input(28, 28)]
[Lstm(64, Layers = 2), Dense(10)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class Lstm2x64;
