namespace DeepNet.Peers.Networks;

/// <summary>The convolutional network of the Keras guides: 32, 64 and 64 filters.</summary>
#if GPU
[Network(MaxBatch = 512, Gpu = true)]
#else
[Network(MaxBatch = 128)]
#endif
[Input(28, 28, 1)]
[Conv2D(32, 3), ReLU, MaxPool2D(2)]
[Conv2D(64, 3), ReLU, MaxPool2D(2)]
[Conv2D(64, 3), ReLU]
[Flatten, Dense(64), ReLU, Dense(10)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class KerasCnn;
