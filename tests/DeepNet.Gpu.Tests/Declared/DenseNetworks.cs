namespace DeepNet.Gpu.Tests.Declared;

/// <summary>The network of README's first example.</summary>
[Network(MaxBatch = 32, Gpu = true)]
[Input(28, 28, 1)]
[Dense(128), ReLU, Dense(10)]
[CrossEntropyLoss]
[Adam]
public sealed partial class Mlp : IBackpropagated<int>;

/// <summary>Activations that are fused, that stand alone and that keep their input; a sum of two layers; dropout; a frozen layer; two rates.</summary>
[Network(MaxBatch = 20, Gpu = true)]
[Input(9)]
[Dense(17, Freeze = true), Tanh, Dense(70, Name = "a", LearningRateScale = 0.5f), Gelu, Dropout(0.3f, Name = "b")]
[Dense(70), Silu, Elu, Selu, Softplus, Sigmoid, HardSwish, LeakyReLU, PReLU, Add("b", "pReLU1")]
[Dense(33, Bias = false), Gelu(Approximate = true), Dense(20), PReLU, Dense(12), PReLU(Shared = true), Dense(3)]
[MeanSquaredErrorLoss(Weight = 0.7f)]
[AdamW(WeightDecay = 0.1f)]
public sealed partial class ManyActivations : IBackpropagated<float>;

[Network(MaxBatch = 16, Gpu = true)]
[Input(6, 5)]
[Dense(8, PerStep = true), Softmax, Dense(4, PerStep = true)]
[CrossEntropyLoss(LabelSmoothing = 0.1f)]
[Sgd(LearningRate = 0.1f, Momentum = 0.9f, Nesterov = true)]
public sealed partial class PerStep : IBackpropagated<int>;

[Network(MaxBatch = 16, Gpu = true)]
[Input(7)]
[Dense(5), ReLU, Dense(4)]
[CrossEntropyLoss(DenseTargets = true)]
[RmsProp]
public sealed partial class DenseTargets : IBackpropagated<float>;

[Network(MaxBatch = 16, Gpu = true)]
[Input(7)]
[Dense(5), Tanh, Dense(4)]
[BinaryCrossEntropyLoss]
[NAdam(L2 = 0.01f, ClipValue = 0.05f)]
public sealed partial class Binary : IBackpropagated<float>;

/// <summary>A network whose step is bound by the number of dispatches.</summary>
[Network(MaxBatch = 32, Gpu = true)]
[Input(4)]
[Dense(64), ReLU, Dense(64), ReLU, Dense(2)]
[CrossEntropyLoss]
[Adam]
public sealed partial class SmallNet : IBackpropagated<int>;

/// <summary>Rows that are too wide for a thread.</summary>
[Network(MaxBatch = 3, Gpu = true)]
[Input(5, Integer = true)]
[Embedding(700, 6), Dense(300, PerStep = true), Softmax, Dense(700, PerStep = true)]
[CrossEntropyLoss(IgnoreIndex = 2, LabelSmoothing = 0.1f)]
[Sgd(LearningRate = 0.5f)]
public sealed partial class Vocabulary : IBackpropagatedTokens<int>;
