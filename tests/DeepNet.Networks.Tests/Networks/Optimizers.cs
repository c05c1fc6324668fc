namespace DeepNet.Networks.Tests.Networks;

// Every optimizer, at its defaults and with every argument set.
// Each network has a twin in double precision, declared alike; parity/declarations.py refuses a twin that differs.

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Sgd]
internal sealed partial class OptimizerSgd : ILabelNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Sgd]
internal sealed partial class OptimizerSgdDouble : ILabelNetwork<double>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.1f, Momentum = 0.9f)]
internal sealed partial class OptimizerMomentum : ILabelNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.1f, Momentum = 0.9f)]
internal sealed partial class OptimizerMomentumDouble : ILabelNetwork<double>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.1f, Momentum = 0.9f, Nesterov = true)]
internal sealed partial class OptimizerNesterov : ILabelNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.1f, Momentum = 0.9f, Nesterov = true)]
internal sealed partial class OptimizerNesterovDouble : ILabelNetwork<double>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.1f, WeightDecay = 0.01f)]
internal sealed partial class OptimizerWeightDecay : ILabelNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.1f, WeightDecay = 0.01f)]
internal sealed partial class OptimizerWeightDecayDouble : ILabelNetwork<double>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.1f, Momentum = 0.8f, Nesterov = true, WeightDecay = 0.05f)]
internal sealed partial class OptimizerNesterovWeightDecay : ILabelNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.1f, Momentum = 0.8f, Nesterov = true, WeightDecay = 0.05f)]
internal sealed partial class OptimizerNesterovWeightDecayDouble : ILabelNetwork<double>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class OptimizerAdam : ILabelNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class OptimizerAdamDouble : ILabelNetwork<double>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Adam(LearningRate = 0.01f, Beta1 = 0.8f, Beta2 = 0.95f, Epsilon = 1e-5f)]
internal sealed partial class OptimizerAdamTuned : ILabelNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Adam(LearningRate = 0.01f, Beta1 = 0.8f, Beta2 = 0.95f, Epsilon = 1e-5f)]
internal sealed partial class OptimizerAdamTunedDouble : ILabelNetwork<double>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Adam(LearningRate = 0.01f, WeightDecay = 0.05f)]
internal sealed partial class OptimizerAdamWeightDecay : ILabelNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Adam(LearningRate = 0.01f, WeightDecay = 0.05f)]
internal sealed partial class OptimizerAdamWeightDecayDouble : ILabelNetwork<double>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[AdamW]
internal sealed partial class OptimizerAdamW : ILabelNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[AdamW]
internal sealed partial class OptimizerAdamWDouble : ILabelNetwork<double>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[AdamW(LearningRate = 0.01f, Beta1 = 0.8f, Beta2 = 0.95f, Epsilon = 1e-5f, WeightDecay = 0.1f)]
internal sealed partial class OptimizerAdamWTuned : ILabelNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[AdamW(LearningRate = 0.01f, Beta1 = 0.8f, Beta2 = 0.95f, Epsilon = 1e-5f, WeightDecay = 0.1f)]
internal sealed partial class OptimizerAdamWTunedDouble : ILabelNetwork<double>;
