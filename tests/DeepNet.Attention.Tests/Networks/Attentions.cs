namespace DeepNet.Networks.Tests.Networks;

// Every argument of MultiHeadAttention, and sequences on both sides of its blocks: 24 queries, and 64 keys or, causal, 32.

[Network(MaxBatch = 4)]
[Input(5, 6)]
[PositionalEmbedding]
[MultiHeadAttention(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class AttentionSelf : IValueNetwork<float>;

[Network(MaxBatch = 3)]
[Input(7, 4)]
[Dense(4, PerStep = true), Tanh]
[MultiHeadAttention(1, Causal = true)]
[Dense(3), CrossEntropyLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class AttentionCausal : ILabelNetwork<float>;

[Network(MaxBatch = 6)]
[Input(6, 8, Name = "sequence"), Input(6, Integer = true, Name = "mask")]
[PositionalEmbedding(From = "sequence")]
[MultiHeadAttention(2, Mask = "mask")]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class AttentionMasked : IMaskedValueNetwork<float>;

// A query that sees no key at all is common here: the first key is often padding.
[Network(MaxBatch = 7)]
[Input(3, 6, Name = "sequence"), Input(3, Integer = true, Name = "mask")]
[PositionalEmbedding(From = "sequence")]
[MultiHeadAttention(2, Mask = "mask", Causal = true)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class AttentionMaskedCausal : IMaskedValueNetwork<float>;

[Network(MaxBatch = 4)]
[Input(3, 8, Name = "left"), Input(5, 6, Name = "right")]
[PositionalEmbedding(From = "right", Name = "other")]
[PositionalEmbedding(From = "left")]
[MultiHeadAttention(2, Memory = "other")]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class AttentionCross : ITwoInputValueNetwork<float>;

[Network(MaxBatch = 4)]
[Input(6, 8)]
[PositionalEmbedding(Sinusoidal = true)]
[Dense(8, PerStep = true, Name = "stem")]
[MultiHeadAttention(2, Rotary = true, Bias = false, Causal = true)]
[MultiHeadAttention(1, Rotary = true, Name = "second")]
[Add("stem", "second")]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class AttentionRotary : IValueNetwork<float>;

[Network(MaxBatch = 5)]
[Input(4, 7)]
[Dense(7, PerStep = true)]
[MultiHeadAttention(2, HeadSize = 5, Dropout = 0.25f)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class AttentionHeadSize : IValueNetwork<float>;

// Three blocks of queries, two of keys, the last of each in part.
[Network(MaxBatch = 2)]
[Input(70, 4)]
[Dense(4, PerStep = true)]
[MultiHeadAttention(2)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class AttentionLong : IValueNetwork<float>;

[Network(MaxBatch = 2)]
[Input(45, 4, Name = "sequence"), Input(45, Integer = true, Name = "mask")]
[Dense(4, PerStep = true, From = "sequence")]
[MultiHeadAttention(2, Causal = true, Rotary = true, Mask = "mask", Dropout = 0.1f)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class AttentionLongCausal : IMaskedValueNetwork<float>;

[Network(MaxBatch = 3)]
[Input(4, 6)]
[Dense(6, PerStep = true)]
[MultiHeadAttention(2, Name = "first"), MultiHeadAttention(2, Freeze = true)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class AttentionFirstFrozen : IValueNetwork<float>;
