namespace DeepNet.Gpu.Tests.Networks;

/// <summary>The network of README's first example.</summary>
[Network(MaxBatch = 32, Gpu = true)]
[Input(784)]
[Dense(128), ReLU, Dense(10)]
[CrossEntropyLoss]
[Adam]
public sealed partial class Mlp;
