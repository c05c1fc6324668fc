using DeepNet;

namespace Programs;

/// <summary>64 characters, a vector of 64 for each, two causal blocks with four heads, and at each step a guess at the next of 83 characters.</summary>
[Network(MaxBatch = 64)]
[Input(64, Integer = true)]
[Embedding(83, 64), PositionalEmbedding]
[TransformerBlock(4, 256, Causal = true), TransformerBlock(4, 256, Causal = true)]
[LayerNorm, Dense(83, PerStep = true)]
[CrossEntropyLoss]
[Adam(LearningRate = 3e-3f)]
internal sealed partial class TransformerNetwork;
