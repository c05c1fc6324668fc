using DeepNet;

namespace Programs;

/// <summary>32 × 32 colour pixels through three convolutions of 3 × 3, 8 groups.</summary>
[Network(MaxBatch = 64)]
[Input(32, 32, 3)]
[Conv2D(32, 3), ReLU, MaxPool2D(2)]
[Conv2D(64, 3), ReLU, MaxPool2D(2)]
[Conv2D(64, 3), ReLU]
[Flatten, Dense(64), ReLU, Dense(8)]
[CrossEntropyLoss]
[Adam(LearningRate = 1e-3f)]
internal sealed partial class Cnn32x32x3Network;
