namespace DeepNet.Peers.Networks;

/// <summary>LeNet-5 (LeCun et al. 1998) with ReLU and max pooling, for 28 x 28 pixels.</summary>
#if GPU
[Network(MaxBatch = 512, Gpu = true)]
#else
[Network(MaxBatch = 128)]
#endif
[Input(28, 28, 1)]
[Conv2D(6, 5, Padding = 2), ReLU, MaxPool2D(2)]
[Conv2D(16, 5), ReLU, MaxPool2D(2)]
[Flatten, Dense(120), ReLU, Dense(84), ReLU, Dense(10)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class LeNet5;
