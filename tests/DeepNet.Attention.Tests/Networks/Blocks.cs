namespace DeepNet.Networks.Tests.Networks;

// Transformer blocks: tests/parity/test_attention.py holds their composition in PyTorch against torch.nn.TransformerEncoderLayer.

[Network(MaxBatch = 3)]
[Input(5, 8)]
[PositionalEmbedding]
[TransformerBlock(2, 12, Causal = true)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class TransformerPreNorm : IValueNetwork<float>;

[Network(MaxBatch = 3)]
[Input(4, 6, Name = "sequence"), Input(4, Integer = true, Name = "real")]
[PositionalEmbedding(From = "sequence")]
[TransformerBlock(3, 8, PreNorm = false, UseReLU = true, Mask = "real", Dropout = 0.2f)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class TransformerPostNorm : IMaskedValueNetwork<float>;

[Network(MaxBatch = 4)]
[Input(4, 6)]
[Dense(8, PerStep = true)]
[TransformerBlock(2, 12, UseRmsNorm = true, Rotary = true)]
[TransformerBlock(1, 10, Name = "last")]
[Dense(3), CrossEntropyLoss]
[Adam(LearningRate = 0.005f)]
internal sealed partial class TransformerStack : ILabelNetwork<float>;
