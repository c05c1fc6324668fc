namespace DeepNet.Peers.Networks;

/// <summary>4-64-64-2: the usual policy network of CartPole, where a step is so small that overheads are what is measured.</summary>
#if GPU
[Network(MaxBatch = 512, Gpu = true)]
#else
[Network(MaxBatch = 128)]
#endif
[Input(4)]
[Dense(64), ReLU, Dense(64), ReLU, Dense(2)]
[CrossEntropyLoss]
[Adam(LearningRate = 1e-3f)]
public sealed partial class CartPoleMlp;
