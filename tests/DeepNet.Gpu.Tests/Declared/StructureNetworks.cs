namespace DeepNet.Gpu.Tests.Declared;

/// <summary>Elements moved: ranges, permutations, joins and borders, each used twice so that gradients are added.</summary>
[Network(MaxBatch = 4, Gpu = true)]
[Input(5, 4, 6)]
[Conv2D(6, 1, Name = "stem"), Permute(2, 0, 1, Name = "turned"), Permute(1, 2, 0, From = "turned", Name = "back"), Add("stem", "back", Name = "both")]
[Slice(1, 3, Name = "middle"), Slice(2, 3, From = "both", Name = "late"), Concat("middle", "late", Name = "joined")]
[Crop(1, 0, 1, 1), Flatten(Name = "cropped"), ZeroPad2D(1, 0, 0, 2, From = "joined"), Conv2D(3, 2), Flatten(Name = "padded"), Concat("cropped", "padded"), Dense(5), Tanh, Dense(2)]
[MeanSquaredErrorLoss]
[Adam]
public sealed partial class Moved : IBackpropagated<float>;

/// <summary>Pairs of equal shapes, repeated rows and repeated columns; dot products; images made larger.</summary>
[Network(MaxBatch = 4, Gpu = true)]
[Input(30)]
[Dense(24, Name = "flat"), Reshape(2, 3, 4, Name = "image"), UpSample2D(3, Interpolation = Interpolation.Bilinear, Name = "smooth"), UpSample2D(3, From = "image", Name = "near")]
[Multiply("smooth", "near", Name = "product"), Dense(4, From = "flat", Name = "row"), Multiply("product", "row", Name = "scaled"), Subtract("scaled", "row", Name = "shifted"), Add("shifted", "row", Name = "added")]
[Subtract("added", "near", Name = "difference"), Conv2D(1, 1, Name = "column"), Multiply("difference", "column", Name = "weighted"), Subtract("weighted", "column", Name = "lowered")]
[Reshape(54, 4, Name = "left"), Reshape(54, 4, From = "added", Name = "right"), Dot("left", "right"), Dense(3)]
[HuberLoss]
[Adam]
public sealed partial class Paired : IBackpropagated<float>;

/// <summary>Convolutions of each channel by itself.</summary>
[Network(MaxBatch = 3, Gpu = true)]
[Input(9, 9, 4)]
[DepthwiseConv2D(3, Padding = 1), ReLU, DepthwiseConv2D(3, Multiplier = 2, Stride = 2), Gelu, DepthwiseConv2D(2, Dilation = 2, Bias = false), PReLU, Dense(3)]
[CrossEntropyLoss]
[Adam]
public sealed partial class Depthwise : IBackpropagated<int>;

/// <summary>A table of rows that tokens choose, learned and fixed positions.</summary>
[Network(MaxBatch = 6, Gpu = true)]
[Input(7, Integer = true)]
[Embedding(11, 8), PositionalEmbedding, Dense(8, PerStep = true), Tanh, PositionalEmbedding(Sinusoidal = true), LayerNorm, Dense(4)]
[CrossEntropyLoss]
[Adam]
public sealed partial class Embedded : IBackpropagatedTokens<int>;
