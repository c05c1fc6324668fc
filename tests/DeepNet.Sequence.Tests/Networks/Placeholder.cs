namespace DeepNet.Networks.Tests.Networks;

// Keeps the project's tests from being empty; goes when its first network comes.

[Network(MaxBatch = 5)]
[Input(4)]
[Dense(6), Tanh, Dense(3)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class SequencePlaceholder : ILabelNetwork<float>;
