using DeepNet;

namespace Programs;

/// <summary>28 × 28 pixels through three convolutions of 3 × 3, 10 classes.</summary>
[Network(MaxBatch = 64)]
[Input(28, 28, 1)]
[Conv2D(32, 3), ReLU, MaxPool2D(2)]
[Conv2D(64, 3), ReLU, MaxPool2D(2)]
[Conv2D(64, 3), ReLU]
[Flatten, Dense(64), ReLU, Dense(10)]
[CrossEntropyLoss]
[Adam(LearningRate = 1e-3f)]
internal sealed partial class KerasCnnNetwork;
