namespace DeepNet.Networks.Tests.Networks;

[Network(MaxBatch = 5)]
[Input(4, 2)]
[SimpleRnn(9, Layers = 2, Bidirectional = true, ReturnSequences = true), SimpleRnn(3, TruncatedSteps = 2), Dense(3)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class SimpleRnnBothWays : ILabelNetwork<float>;

[Network(MaxBatch = 3)]
[Input(3, 2)]
[SimpleRnn(8, Activation = RecurrentActivation.ReLU), Dense(2)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class SimpleRnnReLU : IValueNetwork<float>;
