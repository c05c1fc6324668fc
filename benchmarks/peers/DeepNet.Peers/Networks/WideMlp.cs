namespace DeepNet.Peers.Networks;

/// <summary>Three hidden layers of 1024: almost nothing but products.</summary>
#if GPU
[Network(MaxBatch = 512, Gpu = true)]
#else
[Network(MaxBatch = 128)]
#endif
[Input(784)]
[Dense(1024), ReLU, Dense(1024), ReLU, Dense(1024), ReLU, Dense(10)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class WideMlp;
