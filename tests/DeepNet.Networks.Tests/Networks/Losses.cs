namespace DeepNet.Networks.Tests.Networks;

// Every loss and every option of it.
// Each network has a twin in double precision, declared alike; parity/declarations.py refuses a twin that differs.

[Network(MaxBatch = 7)]
[Input(6)]
[Dense(9), Tanh, Dense(5)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossCrossEntropy : ILabelNetwork<float>;

[Network(MaxBatch = 7, Precision = Precision.Double)]
[Input(6)]
[Dense(9), Tanh, Dense(5)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossCrossEntropyDouble : ILabelNetwork<double>;

[Network(MaxBatch = 13)]
[Input(6)]
[Dense(9), Tanh, Dense(2)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossCrossEntropyTwoClasses : ILabelNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(6)]
[Dense(9), Tanh, Dense(2)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossCrossEntropyTwoClassesDouble : ILabelNetwork<double>;

[Network(MaxBatch = 6)]
[Input(6)]
[Dense(9), Tanh, Dense(33)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossCrossEntropyManyClasses : ILabelNetwork<float>;

[Network(MaxBatch = 6, Precision = Precision.Double)]
[Input(6)]
[Dense(9), Tanh, Dense(33)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossCrossEntropyManyClassesDouble : ILabelNetwork<double>;

[Network(MaxBatch = 8)]
[Input(6)]
[Dense(9), Tanh, Dense(5)]
[CrossEntropyLoss(LabelSmoothing = 0.1f)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossCrossEntropySmoothed : ILabelNetwork<float>;

[Network(MaxBatch = 8, Precision = Precision.Double)]
[Input(6)]
[Dense(9), Tanh, Dense(5)]
[CrossEntropyLoss(LabelSmoothing = 0.1f)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossCrossEntropySmoothedDouble : ILabelNetwork<double>;

[Network(MaxBatch = 5)]
[Input(6)]
[Dense(9), Tanh, Dense(5)]
[CrossEntropyLoss(Weight = 0.5f)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossCrossEntropyWeighted : ILabelNetwork<float>;

[Network(MaxBatch = 5, Precision = Precision.Double)]
[Input(6)]
[Dense(9), Tanh, Dense(5)]
[CrossEntropyLoss(Weight = 0.5f)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossCrossEntropyWeightedDouble : ILabelNetwork<double>;

[Network(MaxBatch = 6)]
[Input(6)]
[Dense(9), Tanh, Dense(5)]
[CrossEntropyLoss(DenseTargets = true)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossCrossEntropyDense : IValueNetwork<float>;

[Network(MaxBatch = 6, Precision = Precision.Double)]
[Input(6)]
[Dense(9), Tanh, Dense(5)]
[CrossEntropyLoss(DenseTargets = true)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossCrossEntropyDenseDouble : IValueNetwork<double>;

[Network(MaxBatch = 13)]
[Input(6)]
[Dense(9), Tanh, Dense(9)]
[CrossEntropyLoss(DenseTargets = true, LabelSmoothing = 0.1f)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossCrossEntropyDenseSmoothed : IValueNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(6)]
[Dense(9), Tanh, Dense(9)]
[CrossEntropyLoss(DenseTargets = true, LabelSmoothing = 0.1f)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossCrossEntropyDenseSmoothedDouble : IValueNetwork<double>;

[Network(MaxBatch = 8)]
[Input(6)]
[Dense(9), Tanh, Dense(3)]
[BinaryCrossEntropyLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossBinaryCrossEntropy : IValueNetwork<float>;

[Network(MaxBatch = 8, Precision = Precision.Double)]
[Input(6)]
[Dense(9), Tanh, Dense(3)]
[BinaryCrossEntropyLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossBinaryCrossEntropyDouble : IValueNetwork<double>;

[Network(MaxBatch = 5)]
[Input(6)]
[Dense(9), Tanh, Dense(1)]
[BinaryCrossEntropyLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossBinaryCrossEntropyOneUnit : IValueNetwork<float>;

[Network(MaxBatch = 5, Precision = Precision.Double)]
[Input(6)]
[Dense(9), Tanh, Dense(1)]
[BinaryCrossEntropyLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossBinaryCrossEntropyOneUnitDouble : IValueNetwork<double>;

[Network(MaxBatch = 7)]
[Input(6)]
[Dense(9), Tanh, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossMeanSquaredError : IValueNetwork<float>;

[Network(MaxBatch = 7, Precision = Precision.Double)]
[Input(6)]
[Dense(9), Tanh, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossMeanSquaredErrorDouble : IValueNetwork<double>;

[Network(MaxBatch = 6)]
[Input(6)]
[Dense(9), Tanh, Dense(9)]
[MeanAbsoluteErrorLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossMeanAbsoluteError : IValueNetwork<float>;

[Network(MaxBatch = 6, Precision = Precision.Double)]
[Input(6)]
[Dense(9), Tanh, Dense(9)]
[MeanAbsoluteErrorLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossMeanAbsoluteErrorDouble : IValueNetwork<double>;

[Network(MaxBatch = 8)]
[Input(6)]
[Dense(9), Tanh, Dense(9)]
[HuberLoss(0.7f)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossHuber : IValueNetwork<float>;

[Network(MaxBatch = 8, Precision = Precision.Double)]
[Input(6)]
[Dense(9), Tanh, Dense(9)]
[HuberLoss(0.7f)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossHuberDouble : IValueNetwork<double>;

[Network(MaxBatch = 13)]
[Input(6)]
[Dense(9), Tanh, Dense(3)]
[HuberLoss(0.7f, Weight = 0.5f)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossHuberWeighted : IValueNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(6)]
[Dense(9), Tanh, Dense(3)]
[HuberLoss(0.7f, Weight = 0.5f)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossHuberWeightedDouble : IValueNetwork<double>;

[Network(MaxBatch = 5, NanTrap = true)]
[Input(6)]
[Dense(9), Tanh, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossTrapped : IValueNetwork<float>;

[Network(MaxBatch = 5, Precision = Precision.Double, NanTrap = true)]
[Input(6)]
[Dense(9), Tanh, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossTrappedDouble : IValueNetwork<double>;

[Network(MaxBatch = 5, NanTrap = true)]
[Input(6)]
[Dense(9), Tanh, Dense(5)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossTrappedLabels : ILabelNetwork<float>;

[Network(MaxBatch = 5, Precision = Precision.Double, NanTrap = true)]
[Input(6)]
[Dense(9), Tanh, Dense(5)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossTrappedLabelsDouble : ILabelNetwork<double>;
