namespace DeepNet.Networks.Tests.Networks;

// Keeps the project's tests from being empty; goes when its first network comes.

[Network(MaxBatch = 5)]
[Input(4)]
[Dense(6), Tanh, Flatten, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StructurePlaceholder : IValueNetwork<float>;
