namespace DeepNet.Gpu.Tests.Declared;

/// <summary>A trust ratio for each parameter, with norms of gradients, decay and an average of the weights.</summary>
[Network(MaxBatch = 8, Gpu = true)]
[Input(5, 5, 3)]
[Conv2D(6, 3), ReLU, Dense(70, LearningRateScale = 0.5f), Tanh, Dense(4)]
[CrossEntropyLoss]
[Lamb(LearningRate = 0.01f, WeightDecay = 0.1f, ClipNorm = 0.5f, AverageDecay = 0.9f)]
public sealed partial class TrustRatios : IBackpropagated<int>;

/// <summary>Matrices that are tall, wide and frozen; filters; a head that is not orthogonalised.</summary>
[Network(MaxBatch = 8, Gpu = true)]
[Input(5, 5, 3)]
[Conv2D(6, 3), ReLU, Dense(12, Freeze = true), Tanh, Dense(20, LearningRateScale = 0.5f), Tanh, Dense(7), Tanh, Dense(4)]
[CrossEntropyLoss]
[Muon(LearningRate = 0.02f, WeightDecay = 0.1f, ClipGlobalNorm = 1f)]
public sealed partial class Orthogonalised : IBackpropagated<int>;

/// <summary>Updates from the mean of three batches, with the norm of each parameter's gradient.</summary>
[Network(MaxBatch = 8, Gpu = true)]
[Input(7)]
[Dense(9), Tanh, Dense(9, Freeze = true), Tanh, Dense(3)]
[MeanSquaredErrorLoss]
[AdamW(AccumulationSteps = 3, ClipNorm = 0.1f)]
public sealed partial class Accumulated : IBackpropagated<float>;

/// <summary>The mean of two batches, clipped as a whole, and the mean of all weights.</summary>
[Network(MaxBatch = 8, Gpu = true)]
[Input(7)]
[Dense(90, LearningRateScale = 2f), Tanh, Dense(9, Freeze = true), Tanh, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.1f, Momentum = 0.9f, AccumulationSteps = 2, ClipGlobalNorm = 0.05f, L1 = 0.001f, L2 = 0.01f, PolyakAverage = true)]
public sealed partial class Averaged : IBackpropagated<float>;

/// <summary>Gradients of length 1; a loss that is checked.</summary>
[Network(MaxBatch = 8, Gpu = true, NanTrap = true)]
[Input(7)]
[Dense(9), Tanh, Dropout(0.2f), Dense(3)]
[MeanSquaredErrorLoss]
[RAdam(NormalizeGradients = true)]
public sealed partial class UnitGradients : IBackpropagated<float>;

/// <summary>A loss that is checked, and updates from several batches.</summary>
[Network(MaxBatch = 8, Gpu = true, NanTrap = true)]
[Input(7)]
[Dense(9), Tanh, Dense(3)]
[MeanSquaredErrorLoss]
[Lion(AccumulationSteps = 2)]
public sealed partial class TrappedAccumulation : IBackpropagated<float>;

/// <summary>What forward in training mode changes, behind a trap: running statistics twice, masks, averages, batches that wait.</summary>
[Network(MaxBatch = 8, Gpu = true, NanTrap = true)]
[Input(7)]
[Dense(4), BatchNorm, PReLU, Dropout(0.3f), Dense(5), BatchNorm, Tanh, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.1f, PolyakAverage = true, AccumulationSteps = 2)]
public sealed partial class TrappedStatistics : IBackpropagated<float>;

/// <summary>One step at a time: two levels of cells, rows of their own between them, and a table of tokens before.</summary>
[Network(MaxBatch = 8, Gpu = true)]
[Input(6, Integer = true)]
[Embedding(9, 5), Lstm(33, ReturnSequences = true, Layers = 2), LayerNorm, Gru(8, ReturnSequences = true), SimpleRnn(6), BatchNorm, Dense(3)]
[CrossEntropyLoss]
[Adam]
public sealed partial class StepByStep : IBackpropagatedTokens<int>;
