using DeepNet;

namespace DeepNet.Memory;

/// <summary>The 20-layer residual network for 32 x 32 images of He et al. 2016 (arXiv:1512.03385, section 4.2), with projections where sizes change.</summary>
[Network(MaxBatch = 64)]
[Input(32, 32, 3)]
[Conv2D(16, 3, Padding = 1, Bias = false), BatchNorm, ReLU]
[Repeat(3, typeof(Residual16))]
[Block(typeof(Down32)), Repeat(2, typeof(Residual32))]
[Block(typeof(Down64)), Repeat(2, typeof(Residual64))]
[GlobalAveragePool2D, Dense(10)]
[CrossEntropyLoss]
[Adam(LearningRate = 1e-3f)]
internal sealed partial class ResNet20;

[Block, Conv2D(16, 3, Padding = 1, Bias = false), BatchNorm, ReLU, Conv2D(16, 3, Padding = 1, Bias = false), BatchNorm(Name = "change"), Add("change", "input"), ReLU]
internal static class Residual16;

[Block, Conv2D(32, 3, Padding = 1, Bias = false), BatchNorm, ReLU, Conv2D(32, 3, Padding = 1, Bias = false), BatchNorm(Name = "change"), Add("change", "input"), ReLU]
internal static class Residual32;

[Block, Conv2D(64, 3, Padding = 1, Bias = false), BatchNorm, ReLU, Conv2D(64, 3, Padding = 1, Bias = false), BatchNorm(Name = "change"), Add("change", "input"), ReLU]
internal static class Residual64;

[Block]
[Conv2D(32, 1, Stride = 2, Bias = false), BatchNorm(Name = "shortcut")]
[Conv2D(32, 3, Stride = 2, Padding = 1, Bias = false, From = "input"), BatchNorm, ReLU, Conv2D(32, 3, Padding = 1, Bias = false), BatchNorm(Name = "change"), Add("change", "shortcut"), ReLU]
internal static class Down32;

[Block]
[Conv2D(64, 1, Stride = 2, Bias = false), BatchNorm(Name = "shortcut")]
[Conv2D(64, 3, Stride = 2, Padding = 1, Bias = false, From = "input"), BatchNorm, ReLU, Conv2D(64, 3, Padding = 1, Bias = false), BatchNorm(Name = "change"), Add("change", "shortcut"), ReLU]
internal static class Down64;
