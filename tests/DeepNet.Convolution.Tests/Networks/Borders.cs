namespace DeepNet.Networks.Tests.Networks;

[Network(MaxBatch = 3)]
[Input(3, 2, 9)]
[BatchNorm(Name = "b"), UpSample2D(3, Name = "near"), UpSample2D(3, From = "b", Interpolation = Interpolation.Bilinear, Name = "far"), Add("near", "far"), Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.005f)]
internal sealed partial class UpSamples : IValueNetwork<float>;

[Network(MaxBatch = 3)]
[Input(3, 2, 5)]
[BatchNorm, UpSample2D(2, Interpolation = Interpolation.Bilinear), Tanh, UpSample2D(2), Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.005f)]
internal sealed partial class UpSampleChain : IValueNetwork<float>;

[Network(MaxBatch = 3)]
[Input(5, 4, 3)]
[BatchNorm(Name = "b"), ZeroPad2D(1), Crop(2, 0, 1, 3), Flatten(Name = "left"), ZeroPad2D(0, 1, 2, 0, From = "b"), Flatten(Name = "middle"), Crop(0, 2, 1, 1, From = "b"), Flatten(Name = "right")]
[Concat("left", "middle", "right"), Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.02f)]
internal sealed partial class BorderLayers : IValueNetwork<float>;
