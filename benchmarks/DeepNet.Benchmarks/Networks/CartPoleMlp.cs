namespace DeepNet.Benchmarks.Networks;

/// <summary>4-64-64-2: the usual policy network of CartPole, where a step is so small that overheads are what is measured.</summary>
[Network(MaxBatch = 128)]
[Input(4)]
[Dense(64), ReLU, Dense(64), ReLU, Dense(2)]
[CrossEntropyLoss]
[Adam(LearningRate = 1e-3f)]
public sealed partial class CartPoleMlp;
