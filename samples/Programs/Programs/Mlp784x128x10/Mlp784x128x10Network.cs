using DeepNet;

namespace Programs;

/// <summary>One hidden layer: 28 × 28 pixels, 128 hidden units, 10 classes.</summary>
[Network(MaxBatch = 128)]
[Input(784)]
[Dense(128), ReLU, Dense(10)]
[CrossEntropyLoss]
[Adam(LearningRate = 1e-3f)]
internal sealed partial class Mlp784x128x10Network;
