namespace DeepNet.Peers.Networks;

/// <summary>784-128-10: the first network of every MNIST tutorial.</summary>
#if GPU
[Network(MaxBatch = 512, Gpu = true)]
#else
[Network(MaxBatch = 128)]
#endif
[Input(784)]
[Dense(128), ReLU, Dense(10)]
[CrossEntropyLoss]
[Adam(LearningRate = 1e-3f)]
public sealed partial class FashionMlp;
