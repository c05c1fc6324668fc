using DeepNet;

namespace Programs;

/// <summary>28 × 28 pixels through two convolutions of 5 × 5 and two linear layers, 10 classes.</summary>
[Network(MaxBatch = 64)]
[Input(28, 28, 1)]
[Conv2D(20, 5), ReLU, MaxPool2D(2)]
[Conv2D(50, 5), ReLU, MaxPool2D(2)]
[Flatten, Dense(500), ReLU, Dense(10)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.05f, Momentum = 0.5f)]
internal sealed partial class PyTorchCnnNetwork;
