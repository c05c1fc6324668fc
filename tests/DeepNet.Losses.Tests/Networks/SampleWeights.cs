namespace DeepNet.Networks.Tests.Networks;

// Losses with a factor for each sample.

[Network(MaxBatch = 7)]
[Input(4)]
[Dense(6), Tanh, Dense(5)]
[CrossEntropyLoss(SampleWeights = true)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossWeightedSamples : IWeightedLabelNetwork<float>;

[Network(MaxBatch = 7)]
[Input(4)]
[Dense(6), Tanh, Dense(3)]
[MeanSquaredErrorLoss(SampleWeights = true, Weight = 0.5f)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossWeightedValues : IWeightedValueNetwork<float>;

[Network(MaxBatch = 7)]
[Input(5, 4)]
[Dense(4, PerStep = true)]
[CtcLoss(3, SampleWeights = true)]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossWeightedAlignments : IWeightedLabelNetwork<float>;
