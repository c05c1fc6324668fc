namespace DeepNet.Networks.Tests.Networks;

// Channels: less than a vector, a vector, two kinds of vectors and a rest. Windows that tile the image, that overlap, that leave a border out or go over it.
// Normalisation gives the layers before a parameter, so that there are gradients of inputs.

[Network(MaxBatch = 3)]
[Input(4, 6, 15)]
[BatchNorm, MaxPool2D(2), Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.02f)]
internal sealed partial class MaxPoolTiles : IValueNetwork<float>;

// Not one after the other: neighbouring windows share their maximum, and in the next window the two would be equal.
[Network(MaxBatch = 2)]
[Input(5, 6, 3)]
[BatchNorm(Name = "b"), MaxPool2D(3, Stride = 2, Padding = 1), Flatten(Name = "numbered"), MaxPool2D(2, From = "b", Stride = 1, Padding = Padding.Same), Flatten(Name = "same")]
[Concat("numbered", "same"), Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.02f)]
internal sealed partial class MaxPoolOverlaps : IValueNetwork<float>;

[Network(MaxBatch = 3)]
[Input(7, 6, 9)]
[BatchNorm(Name = "b"), AveragePool2D(3, Stride = 2, Padding = 1, Name = "numbered"), AveragePool2D(2, From = "b", Padding = Padding.Same, Name = "same"), Add("numbered", "same")]
[AveragePool2D(2, Stride = 1), Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.02f)]
internal sealed partial class AveragePools : IValueNetwork<float>;

// Four gradients are added up in one place.
[Network(MaxBatch = 3)]
[Input(5, 3, 12)]
[BatchNorm(Name = "b"), GlobalMaxPool2D, GlobalAveragePool2D(From = "b"), MaxPool2D(3, From = "b", Name = "top"), AveragePool2D(2, From = "b", Name = "mean"), Flatten(Name = "means")]
[Flatten(From = "top", Name = "tops"), Concat("GlobalMaxPool2D1", "GlobalAveragePool2D1", "tops", "means"), Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.02f)]
internal sealed partial class GlobalPools : IValueNetwork<float>;

[Network(MaxBatch = 3)]
[Input(13, 6)]
[BatchNorm, AveragePool1D(2, Padding = 1), MaxPool1D(3, Stride = 3), GlobalMaxPool1D(Name = "m"), GlobalAveragePool1D(From = "AveragePool1D1", Name = "a"), Concat("m", "a"), Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.02f)]
internal sealed partial class SequencePools : IValueNetwork<float>;
