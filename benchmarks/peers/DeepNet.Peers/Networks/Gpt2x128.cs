namespace DeepNet.Peers.Networks;

/// <summary>Two causal transformer blocks of 128 features and four heads over 64 tokens.</summary>
#if GPU
[Network(MaxBatch = 512, Gpu = true)]
#else
[Network(MaxBatch = 32)]
#endif
[Input(64, Integer = true)]
[Embedding(96, 128), PositionalEmbedding]
[TransformerBlock(4, 512, Causal = true), TransformerBlock(4, 512, Causal = true)]
[LayerNorm, Dense(96, PerStep = true)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class Gpt2x128;
