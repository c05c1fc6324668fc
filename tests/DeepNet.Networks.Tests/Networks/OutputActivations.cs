namespace DeepNet.Networks.Tests.Networks;

// Each activation as the last layer, where its output is also the network's.
// Each network has a twin in double precision, declared alike; parity/declarations.py refuses a twin that differs.

[Network(MaxBatch = 8)]
[Input(9)]
[Dense(9), ReLU]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class OutputReLU : IValueNetwork<float>;

[Network(MaxBatch = 8, Precision = Precision.Double)]
[Input(9)]
[Dense(9), ReLU]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class OutputReLUDouble : IValueNetwork<double>;

[Network(MaxBatch = 13)]
[Input(9)]
[Dense(9), LeakyReLU(0.1f)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class OutputLeakyReLU : IValueNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(9)]
[Dense(9), LeakyReLU(0.1f)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class OutputLeakyReLUDouble : IValueNetwork<double>;

[Network(MaxBatch = 5)]
[Input(9)]
[Dense(9), Elu(1.3f)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class OutputElu : IValueNetwork<float>;

[Network(MaxBatch = 5, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Elu(1.3f)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class OutputEluDouble : IValueNetwork<double>;

[Network(MaxBatch = 6)]
[Input(9)]
[Dense(9), Selu]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class OutputSelu : IValueNetwork<float>;

[Network(MaxBatch = 6, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Selu]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class OutputSeluDouble : IValueNetwork<double>;

[Network(MaxBatch = 7)]
[Input(9)]
[Dense(9), Gelu]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class OutputGelu : IValueNetwork<float>;

[Network(MaxBatch = 7, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Gelu]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class OutputGeluDouble : IValueNetwork<double>;

[Network(MaxBatch = 8)]
[Input(9)]
[Dense(9), Gelu(Approximate = true)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class OutputGeluTanh : IValueNetwork<float>;

[Network(MaxBatch = 8, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Gelu(Approximate = true)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class OutputGeluTanhDouble : IValueNetwork<double>;

[Network(MaxBatch = 13)]
[Input(9)]
[Dense(9), Silu]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class OutputSilu : IValueNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Silu]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class OutputSiluDouble : IValueNetwork<double>;

[Network(MaxBatch = 5)]
[Input(9)]
[Dense(9), Sigmoid]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class OutputSigmoid : IValueNetwork<float>;

[Network(MaxBatch = 5, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Sigmoid]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class OutputSigmoidDouble : IValueNetwork<double>;

[Network(MaxBatch = 6)]
[Input(9)]
[Dense(9), Tanh]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class OutputTanh : IValueNetwork<float>;

[Network(MaxBatch = 6, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Tanh]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class OutputTanhDouble : IValueNetwork<double>;

[Network(MaxBatch = 7)]
[Input(9)]
[Dense(9), Softplus]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class OutputSoftplus : IValueNetwork<float>;

[Network(MaxBatch = 7, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Softplus]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class OutputSoftplusDouble : IValueNetwork<double>;

[Network(MaxBatch = 8)]
[Input(9)]
[Dense(9), HardSwish]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class OutputHardSwish : IValueNetwork<float>;

[Network(MaxBatch = 8, Precision = Precision.Double)]
[Input(9)]
[Dense(9), HardSwish]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class OutputHardSwishDouble : IValueNetwork<double>;

[Network(MaxBatch = 6)]
[Input(9)]
[Dense(9), Softmax]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.5f)]
internal sealed partial class OutputSoftmax : IValueNetwork<float>;

[Network(MaxBatch = 6, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Softmax]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.5f)]
internal sealed partial class OutputSoftmaxDouble : IValueNetwork<double>;

[Network(MaxBatch = 8)]
[Input(9)]
[Dense(9), PReLU]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class OutputPReLU : IValueNetwork<float>;

[Network(MaxBatch = 8, Precision = Precision.Double)]
[Input(9)]
[Dense(9), PReLU]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class OutputPReLUDouble : IValueNetwork<double>;
