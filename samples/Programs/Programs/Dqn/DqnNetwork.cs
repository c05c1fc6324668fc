using DeepNet;

namespace Programs;

/// <summary>The worth of both pushes: 4 numbers of the cart-pole, 64 hidden units, 2 actions.</summary>
[Network(MaxBatch = 128)]
[Input(4)]
[Dense(64), ReLU, Dense(2)]
[MeanSquaredErrorLoss]
[Adam(LearningRate = 1e-3f)]
internal sealed partial class DqnNetwork;
