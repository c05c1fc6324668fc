namespace DeepNet.Networks.Tests.Networks;

// Each activation where no product precedes it: as the first layer and behind an Add. The second branch keeps the input itself in use.
// Each network has a twin in double precision, declared alike; parity/declarations.py refuses a twin that differs.

[Network(MaxBatch = 5)]
[Input(9)]
[ReLU]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), ReLU, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandaloneReLU : IValueNetwork<float>;

[Network(MaxBatch = 5, Precision = Precision.Double)]
[Input(9)]
[ReLU]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), ReLU, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandaloneReLUDouble : IValueNetwork<double>;

[Network(MaxBatch = 6)]
[Input(9)]
[LeakyReLU(0.1f)]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), LeakyReLU(0.1f), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandaloneLeakyReLU : IValueNetwork<float>;

[Network(MaxBatch = 6, Precision = Precision.Double)]
[Input(9)]
[LeakyReLU(0.1f)]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), LeakyReLU(0.1f), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandaloneLeakyReLUDouble : IValueNetwork<double>;

[Network(MaxBatch = 7)]
[Input(9)]
[Elu(1.3f)]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), Elu(1.3f), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandaloneElu : IValueNetwork<float>;

[Network(MaxBatch = 7, Precision = Precision.Double)]
[Input(9)]
[Elu(1.3f)]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), Elu(1.3f), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandaloneEluDouble : IValueNetwork<double>;

[Network(MaxBatch = 8)]
[Input(9)]
[Selu]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), Selu, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandaloneSelu : IValueNetwork<float>;

[Network(MaxBatch = 8, Precision = Precision.Double)]
[Input(9)]
[Selu]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), Selu, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandaloneSeluDouble : IValueNetwork<double>;

[Network(MaxBatch = 13)]
[Input(9)]
[Gelu]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), Gelu, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandaloneGelu : IValueNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(9)]
[Gelu]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), Gelu, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandaloneGeluDouble : IValueNetwork<double>;

[Network(MaxBatch = 5)]
[Input(9)]
[Gelu(Approximate = true)]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), Gelu(Approximate = true), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandaloneGeluTanh : IValueNetwork<float>;

[Network(MaxBatch = 5, Precision = Precision.Double)]
[Input(9)]
[Gelu(Approximate = true)]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), Gelu(Approximate = true), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandaloneGeluTanhDouble : IValueNetwork<double>;

[Network(MaxBatch = 6)]
[Input(9)]
[Silu]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), Silu, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandaloneSilu : IValueNetwork<float>;

[Network(MaxBatch = 6, Precision = Precision.Double)]
[Input(9)]
[Silu]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), Silu, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandaloneSiluDouble : IValueNetwork<double>;

[Network(MaxBatch = 7)]
[Input(9)]
[Sigmoid]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), Sigmoid, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandaloneSigmoid : IValueNetwork<float>;

[Network(MaxBatch = 7, Precision = Precision.Double)]
[Input(9)]
[Sigmoid]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), Sigmoid, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandaloneSigmoidDouble : IValueNetwork<double>;

[Network(MaxBatch = 8)]
[Input(9)]
[Tanh]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), Tanh, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandaloneTanh : IValueNetwork<float>;

[Network(MaxBatch = 8, Precision = Precision.Double)]
[Input(9)]
[Tanh]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), Tanh, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandaloneTanhDouble : IValueNetwork<double>;

[Network(MaxBatch = 13)]
[Input(9)]
[Softplus]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), Softplus, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandaloneSoftplus : IValueNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(9)]
[Softplus]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), Softplus, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandaloneSoftplusDouble : IValueNetwork<double>;

[Network(MaxBatch = 6)]
[Input(9)]
[HardSwish]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), HardSwish, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandaloneHardSwish : IValueNetwork<float>;

[Network(MaxBatch = 6, Precision = Precision.Double)]
[Input(9)]
[HardSwish]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), HardSwish, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandaloneHardSwishDouble : IValueNetwork<double>;

[Network(MaxBatch = 7)]
[Input(9)]
[Softmax]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), Softmax, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandaloneSoftmax : IValueNetwork<float>;

[Network(MaxBatch = 7, Precision = Precision.Double)]
[Input(9)]
[Softmax]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), Softmax, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandaloneSoftmaxDouble : IValueNetwork<double>;

[Network(MaxBatch = 5)]
[Input(9)]
[PReLU]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), PReLU(Shared = true), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandalonePReLU : IValueNetwork<float>;

[Network(MaxBatch = 5, Precision = Precision.Double)]
[Input(9)]
[PReLU]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right"), PReLU(Shared = true), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StandalonePReLUDouble : IValueNetwork<double>;
