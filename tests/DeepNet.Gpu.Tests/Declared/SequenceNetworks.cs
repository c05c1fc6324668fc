namespace DeepNet.Gpu.Tests.Declared;

/// <summary>Long short-term memory in both directions, over two levels, with dropout between them.</summary>
[Network(MaxBatch = 5, Gpu = true)]
[Input(6, 4)]
[Lstm(40, Bidirectional = true, ReturnSequences = true, Layers = 2, Dropout = 0.2f), Lstm(9), Dense(3)]
[CrossEntropyLoss]
[Adam]
public sealed partial class LongMemory : IBackpropagated<int>;

/// <summary>Gated units with a bias of their own, simple ones, and gradients that end.</summary>
[Network(MaxBatch = 5, Gpu = true)]
[Input(7, 4)]
[Dense(5, PerStep = true), Gru(33, ReturnSequences = true, TruncatedSteps = 3), SimpleRnn(6, ReturnSequences = true), Gru(8, Bidirectional = true), Dense(2)]
[MeanSquaredErrorLoss]
[Adam]
public sealed partial class Gated : IBackpropagated<float>;
