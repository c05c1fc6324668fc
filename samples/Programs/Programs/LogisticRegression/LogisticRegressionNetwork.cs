using DeepNet;

namespace Programs;

/// <summary>A weighted sum of thirty measurements; <c>Predict</c> applies the sigmoid.</summary>
[Network(MaxBatch = 128)]
[Input(30)]
[Dense(1)]
[BinaryCrossEntropyLoss]
[Sgd(LearningRate = 0.05f, Momentum = 0.9f)]
internal sealed partial class LogisticRegressionNetwork;
