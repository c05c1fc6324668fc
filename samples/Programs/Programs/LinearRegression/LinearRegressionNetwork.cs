using DeepNet;

namespace Programs;

/// <summary>A weighted sum of ten measurements.</summary>
[Network(MaxBatch = 128)]
[Input(10)]
[Dense(1)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.02f, Momentum = 0.9f)]
internal sealed partial class LinearRegressionNetwork;
