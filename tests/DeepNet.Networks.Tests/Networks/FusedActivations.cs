namespace DeepNet.Networks.Tests.Networks;

// Each activation directly behind a Dense, where it is fused into the product, once on the way and once more behind it.
// Each network has a twin in double precision, declared alike; parity/declarations.py refuses a twin that differs.

[Network(MaxBatch = 13)]
[Input(9)]
[Dense(9), ReLU, Dense(9), ReLU, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedReLU : IValueNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(9)]
[Dense(9), ReLU, Dense(9), ReLU, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedReLUDouble : IValueNetwork<double>;

[Network(MaxBatch = 8)]
[Input(9)]
[Dense(9), LeakyReLU(0.1f), Dense(9), LeakyReLU(0.1f), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedLeakyReLU : IValueNetwork<float>;

[Network(MaxBatch = 8, Precision = Precision.Double)]
[Input(9)]
[Dense(9), LeakyReLU(0.1f), Dense(9), LeakyReLU(0.1f), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedLeakyReLUDouble : IValueNetwork<double>;

[Network(MaxBatch = 7)]
[Input(9)]
[Dense(9), Elu(1.3f), Dense(9), Elu(1.3f), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedElu : IValueNetwork<float>;

[Network(MaxBatch = 7, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Elu(1.3f), Dense(9), Elu(1.3f), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedEluDouble : IValueNetwork<double>;

[Network(MaxBatch = 6)]
[Input(9)]
[Dense(9), Selu, Dense(9), Selu, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedSelu : IValueNetwork<float>;

[Network(MaxBatch = 6, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Selu, Dense(9), Selu, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedSeluDouble : IValueNetwork<double>;

[Network(MaxBatch = 5)]
[Input(9)]
[Dense(9), Gelu, Dense(9), Gelu, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedGelu : IValueNetwork<float>;

[Network(MaxBatch = 5, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Gelu, Dense(9), Gelu, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedGeluDouble : IValueNetwork<double>;

[Network(MaxBatch = 13)]
[Input(9)]
[Dense(9), Gelu(Approximate = true), Dense(9), Gelu(Approximate = true), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedGeluTanh : IValueNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Gelu(Approximate = true), Dense(9), Gelu(Approximate = true), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedGeluTanhDouble : IValueNetwork<double>;

[Network(MaxBatch = 8)]
[Input(9)]
[Dense(9), Silu, Dense(9), Silu, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedSilu : IValueNetwork<float>;

[Network(MaxBatch = 8, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Silu, Dense(9), Silu, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedSiluDouble : IValueNetwork<double>;

[Network(MaxBatch = 7)]
[Input(9)]
[Dense(9), Sigmoid, Dense(9), Sigmoid, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedSigmoid : IValueNetwork<float>;

[Network(MaxBatch = 7, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Sigmoid, Dense(9), Sigmoid, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedSigmoidDouble : IValueNetwork<double>;

[Network(MaxBatch = 6)]
[Input(9)]
[Dense(9), Tanh, Dense(9), Tanh, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedTanh : IValueNetwork<float>;

[Network(MaxBatch = 6, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Tanh, Dense(9), Tanh, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedTanhDouble : IValueNetwork<double>;

[Network(MaxBatch = 5)]
[Input(9)]
[Dense(9), Softplus, Dense(9), Softplus, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedSoftplus : IValueNetwork<float>;

[Network(MaxBatch = 5, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Softplus, Dense(9), Softplus, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedSoftplusDouble : IValueNetwork<double>;

[Network(MaxBatch = 13)]
[Input(9)]
[Dense(9), HardSwish, Dense(9), HardSwish, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedHardSwish : IValueNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(9)]
[Dense(9), HardSwish, Dense(9), HardSwish, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedHardSwishDouble : IValueNetwork<double>;

[Network(MaxBatch = 8)]
[Input(9)]
[Dense(9), Softmax, Dense(9), Softmax, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedSoftmax : IValueNetwork<float>;

[Network(MaxBatch = 8, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Softmax, Dense(9), Softmax, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedSoftmaxDouble : IValueNetwork<double>;

[Network(MaxBatch = 13)]
[Input(9)]
[Dense(9), PReLU, Dense(9), PReLU(Shared = true, InitialSlope = -0.5f), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedPReLU : IValueNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(9)]
[Dense(9), PReLU, Dense(9), PReLU(Shared = true, InitialSlope = -0.5f), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class FusedPReLUDouble : IValueNetwork<double>;
