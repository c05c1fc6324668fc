namespace DeepNet.GpuPeers.Networks;

/// <summary>The 18-layer residual network for 224 x 224 images of He et al. 2016 (arXiv:1512.03385, table 1). 512 samples would take 10 GB on the processor too, which DEEP0116 refuses.</summary>
[Network(MaxBatch = 128, Gpu = true)]
[Input(224, 224, 3)]
[Conv2D(64, 7, Stride = 2, Padding = 3, Bias = false), BatchNorm, ReLU, MaxPool2D(3, Stride = 2, Padding = 1)]
[Repeat(2, typeof(Residual64))]
[Block(typeof(Down128)), Block(typeof(Residual128))]
[Block(typeof(Down256)), Block(typeof(Residual256))]
[Block(typeof(Down512)), Block(typeof(Residual512))]
[GlobalAveragePool2D, Dense(1000)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class ResNet18;

[Block, Conv2D(64, 3, Padding = 1, Bias = false), BatchNorm, ReLU, Conv2D(64, 3, Padding = 1, Bias = false), BatchNorm(Name = "change"), Add("change", "input"), ReLU]
internal static class Residual64;

[Block, Conv2D(128, 3, Padding = 1, Bias = false), BatchNorm, ReLU, Conv2D(128, 3, Padding = 1, Bias = false), BatchNorm(Name = "change"), Add("change", "input"), ReLU]
internal static class Residual128;

[Block, Conv2D(256, 3, Padding = 1, Bias = false), BatchNorm, ReLU, Conv2D(256, 3, Padding = 1, Bias = false), BatchNorm(Name = "change"), Add("change", "input"), ReLU]
internal static class Residual256;

[Block, Conv2D(512, 3, Padding = 1, Bias = false), BatchNorm, ReLU, Conv2D(512, 3, Padding = 1, Bias = false), BatchNorm(Name = "change"), Add("change", "input"), ReLU]
internal static class Residual512;

[Block]
[Conv2D(128, 1, Stride = 2, Bias = false), BatchNorm(Name = "shortcut")]
[Conv2D(128, 3, Stride = 2, Padding = 1, Bias = false, From = "input"), BatchNorm, ReLU, Conv2D(128, 3, Padding = 1, Bias = false), BatchNorm(Name = "change"), Add("change", "shortcut"), ReLU]
internal static class Down128;

[Block]
[Conv2D(256, 1, Stride = 2, Bias = false), BatchNorm(Name = "shortcut")]
[Conv2D(256, 3, Stride = 2, Padding = 1, Bias = false, From = "input"), BatchNorm, ReLU, Conv2D(256, 3, Padding = 1, Bias = false), BatchNorm(Name = "change"), Add("change", "shortcut"), ReLU]
internal static class Down256;

[Block]
[Conv2D(512, 1, Stride = 2, Bias = false), BatchNorm(Name = "shortcut")]
[Conv2D(512, 3, Stride = 2, Padding = 1, Bias = false, From = "input"), BatchNorm, ReLU, Conv2D(512, 3, Padding = 1, Bias = false), BatchNorm(Name = "change"), Add("change", "shortcut"), ReLU]
internal static class Down512;
