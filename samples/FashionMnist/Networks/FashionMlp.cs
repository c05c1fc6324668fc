using DeepNet;

namespace FashionMnist;

/// <summary>One hidden layer: 28 × 28 pixels, 128 hidden units, 10 classes.</summary>
[Network(MaxBatch = 128, Gpu = true)]
[Input(28, 28, 1)]
[Dense(128), ReLU, Dense(10)]
[CrossEntropyLoss]
[Adam(LearningRate = 1e-3f)]
public sealed partial class FashionMlp;
