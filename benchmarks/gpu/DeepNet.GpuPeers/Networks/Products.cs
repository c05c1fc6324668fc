namespace DeepNet.GpuPeers.Networks;

// Chains of square products. The time of a product is the difference between a long and a short chain, so that copies and submission do not count.

/// <summary>Two products of 1024.</summary>
[Network(MaxBatch = 1024, Gpu = true)]
[Input(1024)]
[Dense(1024, Bias = false), Dense(1024, Bias = false)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 1e-3f)]
internal sealed partial class ShortChain1024;

/// <summary>Ten products of 1024.</summary>
[Network(MaxBatch = 1024, Gpu = true)]
[Input(1024)]
[Dense(1024, Bias = false), Dense(1024, Bias = false), Dense(1024, Bias = false), Dense(1024, Bias = false), Dense(1024, Bias = false)]
[Dense(1024, Bias = false), Dense(1024, Bias = false), Dense(1024, Bias = false), Dense(1024, Bias = false), Dense(1024, Bias = false)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 1e-3f)]
internal sealed partial class LongChain1024;

/// <summary>One product of 4096.</summary>
[Network(MaxBatch = 4096, Gpu = true)]
[Input(4096)]
[Dense(4096, Bias = false)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 1e-3f)]
internal sealed partial class ShortChain4096;

/// <summary>Three products of 4096.</summary>
[Network(MaxBatch = 4096, Gpu = true)]
[Input(4096)]
[Dense(4096, Bias = false), Dense(4096, Bias = false), Dense(4096, Bias = false)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 1e-3f)]
internal sealed partial class LongChain4096;
