// Networks just large enough that the generator shares their steps out among threads.
namespace DeepNet.Threads.Tests;

[Network(MaxBatch = 130)]
[Input(200)]
[Dense(150), Gelu, Dense(96), ReLU, Dense(10)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class SharedDense;

[Network(MaxBatch = 130)]
[Input(200)]
[Dense(150), ReLU, Dense(10)]
[CrossEntropyLoss]
[AdamW(ClipGlobalNorm = 1)]
internal sealed partial class SharedClippedDense;

[Network(MaxBatch = 130)]
[Input(14, 12)]
[Lstm(24, Layers = 2), Dense(10)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class SharedLstm;

[Network(MaxBatch = 130)]
[Input(14, 12)]
[Gru(24, Bidirectional = true, ReturnSequences = true), Flatten, Dense(10)]
[CrossEntropyLoss]
[RmsProp]
internal sealed partial class SharedGru;

[Network(MaxBatch = 67)]
[Input(40, Integer = true)]
[Embedding(20, 32), PositionalEmbedding]
[TransformerBlock(4, 64, Causal = true)]
[LayerNorm, Dense(20, PerStep = true)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class SharedTransformer;

[Network(MaxBatch = 70)]
[Input(16, 16, 3)]
[Conv2D(16, 3, Padding = 1), ReLU, MaxPool2D(2)]
[Conv2D(24, 3), BatchNorm, ReLU, MaxPool2D(2)]
[Flatten, Dense(10)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class SharedConvolution;

[Network(MaxBatch = 70)]
[Input(12, 12, 3)]
[Conv2D(16, 3, Padding = 1, Algorithm = ConvolutionAlgorithm.Direct), ReLU, MaxPool2D(2)]
[Conv2D(24, 3, Padding = 1, Algorithm = ConvolutionAlgorithm.ImplicitGemm), ReLU]
[Conv2D(32, 3, Padding = 1, Algorithm = ConvolutionAlgorithm.Winograd2), Tanh]
[Conv2D(32, 3, Padding = 1, Algorithm = ConvolutionAlgorithm.Winograd4)]
[Flatten, Dense(10)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class SharedAlgorithms;

[Network(MaxBatch = 70)]
[Input(6, 8, 8, 3)]
[Conv3D(16, 3, Padding = 1), PReLU, MaxPool3D(2)]
[Conv3D(24, 2), PReLU(Shared = true), AveragePool3D(2, Stride = 1)]
[Flatten, Dense(32), PReLU, Dense(10)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class SharedVolume;

// The same network twice: the second activation changes nothing, but nothing is pooled in the loop of a convolution behind it.
[Network(MaxBatch = 70)]
[Input(16, 16, 3)]
[Conv2D(16, 3, Padding = 1), ReLU, MaxPool2D(2)]
[Conv2D(40, 5, Padding = 2), ReLU, AveragePool2D(2)]
[Flatten, Dense(10)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class PooledBlocks;

[Network(MaxBatch = 70)]
[Input(16, 16, 3)]
[Conv2D(16, 3, Padding = 1), ReLU, ReLU, MaxPool2D(2)]
[Conv2D(40, 5, Padding = 2), ReLU, ReLU, AveragePool2D(2)]
[Flatten, Dense(10)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class PooledWhole;
