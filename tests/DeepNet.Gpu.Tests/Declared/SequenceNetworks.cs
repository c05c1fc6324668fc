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

/// <summary>A small transformer: causal attention with rotations and dropout, and one that sees everything.</summary>
[Network(MaxBatch = 4, Gpu = true)]
[Input(6, Integer = true)]
[Embedding(9, 8), MultiHeadAttention(2, Causal = true, Rotary = true, Dropout = 0.2f), LayerNorm, MultiHeadAttention(1), Dense(5, PerStep = true)]
[CrossEntropyLoss]
[Adam]
public sealed partial class Attentive : IBackpropagatedTokens<int>;

/// <summary>Attention that does not see some keys.</summary>
[Network(MaxBatch = 4, Gpu = true)]
[Input(5, 6, Name = "steps"), Input(5, Integer = true, Name = "seen")]
[MultiHeadAttention(2, From = "steps", Mask = "seen"), Dense(3)]
[MeanSquaredErrorLoss]
[Adam]
public sealed partial class PartlySeen;
