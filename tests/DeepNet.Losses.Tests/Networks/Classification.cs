namespace DeepNet.Networks.Tests.Networks;

// Losses of classes; labels of rows where the output has steps.

[Network(MaxBatch = 7)]
[Input(4)]
[Dense(6), Tanh, Dense(5)]
[CrossEntropyLoss(ClassWeights = new[] { 1f, 2f, 0.5f, 0f, 3f })]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossClassWeights : ILabelNetwork<float>;

[Network(MaxBatch = 5)]
[Input(3, 4)]
[Dense(6, PerStep = true), Tanh, Dense(9, PerStep = true)]
[CrossEntropyLoss(ClassWeights = new[] { 1f, 2f, 0.5f, 0.25f, 3f, 1f, 1.5f, 0.75f, 2f }, LabelSmoothing = 0.1f, IgnoreIndex = -1)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossClassWeightsSmoothed : ILabelNetwork<float>;

[Network(MaxBatch = 7)]
[Input(4)]
[Dense(6), Tanh, Dense(5)]
[CrossEntropyLoss(IgnoreIndex = 2)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossIgnoreIndex : ILabelNetwork<float>;

[Network(MaxBatch = 7)]
[Input(4)]
[Dense(6), Tanh, Dense(5)]
[CrossEntropyLoss(IgnoreIndex = -100, LabelSmoothing = 0.2f)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossIgnoreIndexSmoothed : ILabelNetwork<float>;

[Network(MaxBatch = 7)]
[Input(4)]
[Dense(6), Tanh, Dense(5)]
[CrossEntropyLoss(DenseTargets = true, ClassWeights = new[] { 1f, 2f, 0.5f, 0f, 3f }, LabelSmoothing = 0.1f)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossDenseClassWeights : IValueNetwork<float>;

[Network(MaxBatch = 7)]
[Input(4)]
[Dense(6), Tanh, Dense(5)]
[FocalLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossFocal : ILabelNetwork<float>;

[Network(MaxBatch = 7)]
[Input(4)]
[Dense(6), Tanh, Dense(5)]
[FocalLoss(Gamma = 1.5f, Alpha = new[] { 1f, 2f, 0.5f, 0.25f, 3f }, Weight = 0.5f)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossFocalAlpha : ILabelNetwork<float>;

[Network(MaxBatch = 7)]
[Input(4)]
[Dense(6), Tanh, Dense(5)]
[MultiClassHingeLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossMultiClassHinge : ILabelNetwork<float>;

[Network(MaxBatch = 7)]
[Input(4)]
[Dense(6), Tanh, Dense(9)]
[MultiClassHingeLoss(Margin = 0.5f, Squared = true)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossMultiClassHingeSquared : ILabelNetwork<float>;

[Network(MaxBatch = 7)]
[Input(4)]
[Dense(6), Tanh, Dense(5)]
[KLDivergenceLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossKLDivergence : IValueNetwork<float>;

[Network(MaxBatch = 5)]
[Input(3, 4)]
[Dense(5, PerStep = true)]
[KLDivergenceLoss(Temperature = 2f)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossKLDivergenceSteps : IValueNetwork<float>;

[Network(MaxBatch = 7)]
[Input(4)]
[Dense(6), Tanh, Dense(9)]
[KLDivergenceLoss(Temperature = 3f, LogitTargets = true)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossDistillation : IValueNetwork<float>;
