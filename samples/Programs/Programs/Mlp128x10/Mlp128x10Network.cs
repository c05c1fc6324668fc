using DeepNet;

namespace Programs;

/// <summary>One hidden layer: 8 × 8 pixels, 128 hidden units, 10 digits.</summary>
[Network(MaxBatch = 128)]
[Input(64)]
[Dense(128), ReLU, Dense(10)]
[CrossEntropyLoss]
[Adam(LearningRate = 1e-3f)]
internal sealed partial class Mlp128x10Network;
