namespace DeepNet.Networks.Tests.Networks;

// What every optimizer offers, alone and together.

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.1f, Momentum = 0.9f, L1 = 0.01f, L2 = 0.05f)]
internal sealed partial class OptionPenalties : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[AdamW(LearningRate = 0.01f, Epsilon = 0.001f, L1 = 0.001f, L2 = 0.05f)]
internal sealed partial class OptionPenaltiesAdamW : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.1f, ClipValue = 0.05f)]
internal sealed partial class OptionClipValue : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9, LearningRateScale = 0.5f), Tanh, Dense(4)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.1f, Momentum = 0.5f, ClipNorm = 0.1f)]
internal sealed partial class OptionClipNorm : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9, LearningRateScale = 0.5f), Tanh, Dense(6, Freeze = true), Tanh, Dense(4)]
[CrossEntropyLoss]
[Adam(LearningRate = 0.01f, Epsilon = 0.001f, ClipGlobalNorm = 0.3f, L2 = 0.01f)]
internal sealed partial class OptionClipGlobalNorm : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.1f, NormalizeGradients = true)]
internal sealed partial class OptionNormalized : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.1f, Momentum = 0.9f, AccumulationSteps = 3, L1 = 0.01f)]
internal sealed partial class OptionAccumulated : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(6, Freeze = true), Tanh, Dense(4)]
[CrossEntropyLoss]
[Adam(LearningRate = 0.01f, Epsilon = 0.001f, AverageDecay = 0.8f)]
internal sealed partial class OptionAverageDecay : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.1f, PolyakAverage = true)]
internal sealed partial class OptionPolyakAverage : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(6, Freeze = true), Tanh, Dense(4)]
[CrossEntropyLoss]
[Lamb(LearningRate = 0.02f, Epsilon = 0.001f, ClipGlobalNorm = 0.5f, AccumulationSteps = 4, L1 = 0.001f, L2 = 0.01f, AverageDecay = 0.7f)]
internal sealed partial class OptionAll : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(12), Tanh, Dense(7), Tanh, Dense(4)]
[CrossEntropyLoss]
[Muon(ClipNorm = 0.2f, PolyakAverage = true, Epsilon = 0.001f, L2 = 0.01f)]
internal sealed partial class OptionMuon : ILabelNetwork<float>;
