namespace DeepNet.Benchmarks.Networks;

/// <summary>784-128-10: the first network of every MNIST tutorial.</summary>
[Network(MaxBatch = 128)]
[Input(784)]
[Dense(128), ReLU, Dense(10)]
[CrossEntropyLoss]
[Adam(LearningRate = 1e-3f)]
public sealed partial class FashionMlp;
