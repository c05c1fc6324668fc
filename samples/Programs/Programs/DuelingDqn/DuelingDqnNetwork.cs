using DeepNet;

namespace Programs;

/// <summary>64 hidden units, from which one head tells the value of a state and one what each action adds: <c>value + advantage - mean(advantage)</c>.</summary>
[Network(MaxBatch = 128)]
[Input(4)]
[Dense(64), ReLU(Name = "features")]
[Dense(1, From = "features", Name = "value")]
[Dense(2, From = "features", Name = "advantage")]
[Reshape(2, 1), GlobalAveragePool1D(Name = "mean")]
[Subtract("advantage", "mean", Name = "centred")]
[Add("centred", "value")]
[MeanSquaredErrorLoss]
[Adam(LearningRate = 1e-3f)]
internal sealed partial class DuelingDqnNetwork;
