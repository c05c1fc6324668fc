using DeepNet;

namespace Programs;

/// <summary>28 × 28 pixels, to which the first convolution adds a border of two, through LeNet-5.</summary>
[Network(MaxBatch = 64)]
[Input(28, 28, 1)]
[Conv2D(6, 5, Padding = 2), Tanh, AveragePool2D(2)]
[Conv2D(16, 5), Tanh, AveragePool2D(2)]
[Flatten, Dense(120), Tanh, Dense(84), Tanh, Dense(10)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.02f, Momentum = 0.9f)]
internal sealed partial class LeNet5Network;
