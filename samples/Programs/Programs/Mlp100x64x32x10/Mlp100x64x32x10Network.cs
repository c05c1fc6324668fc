using DeepNet;

namespace Programs;

/// <summary>Two hidden layers; the target is a probability for each class.</summary>
[Network(MaxBatch = 128)]
[Input(100)]
[Dense(64), ReLU, Dense(32), ReLU, Dense(10)]
[CrossEntropyLoss(DenseTargets = true)]
[Adam(LearningRate = 1e-3f)]
internal sealed partial class Mlp100x64x32x10Network;
