namespace DeepNet.Networks.Tests.Networks;

// Alignments of labels with steps; among the targets are empty ones, repeated labels and such as do not fit.

[Network(MaxBatch = 7)]
[Input(5, 4)]
[Dense(4, PerStep = true)]
[CtcLoss(3)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossCtc : ILabelNetwork<float>;

[Network(MaxBatch = 6)]
[Input(8, 4)]
[Dense(6, PerStep = true), Tanh, Dense(10, PerStep = true)]
[CtcLoss(6, Blank = 9)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossCtcBlankLast : ILabelNetwork<float>;
