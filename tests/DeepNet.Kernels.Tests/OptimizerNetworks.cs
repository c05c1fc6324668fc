// Networks for the update kernels of the optimizers; clipping by norm keeps most of them out of backward, which would double the text.
namespace DeepNet.Kernels.Tests;

[Network(MaxBatch = 16)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(Momentum = 0.9f, Dampening = 0.5f, ClipGlobalNorm = 1, L1 = 0.1f)]
internal sealed partial class OptimizerDampenedSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[AdamW(AmsGrad = true, ClipGlobalNorm = 1, AverageDecay = 0.9f)]
internal sealed partial class OptimizerAmsGradSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[AdaGrad(InitialSum = 0.1f, ClipGlobalNorm = 1, WeightDecay = 0.1f)]
internal sealed partial class OptimizerAdaGradSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[AdaDelta(ClipGlobalNorm = 1, L2 = 0.1f)]
internal sealed partial class OptimizerAdaDeltaSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[RmsProp(ClipGlobalNorm = 1)]
internal sealed partial class OptimizerRmsPropSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[RmsProp(Centered = true, Momentum = 0.5f, ClipGlobalNorm = 1, PolyakAverage = true)]
internal sealed partial class OptimizerRmsPropCenteredSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[Adamax(ClipGlobalNorm = 1)]
internal sealed partial class OptimizerAdamaxSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[NAdam(ClipGlobalNorm = 1)]
internal sealed partial class OptimizerNAdamSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[RAdam(ClipGlobalNorm = 1)]
internal sealed partial class OptimizerRAdamSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[Lamb(WeightDecay = 0.1f)]
internal sealed partial class OptimizerLambSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[Lion(ClipValue = 0.5f, WeightDecay = 0.1f)]
internal sealed partial class OptimizerLionSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Dense(9), ReLU, Dense(3)]
[MeanSquaredErrorLoss]
[Muon(ClipNorm = 1)]
internal sealed partial class OptimizerMuonSingle;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[AdamW(AmsGrad = true, ClipGlobalNorm = 1, AverageDecay = 0.9f)]
internal sealed partial class OptimizerAmsGradDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[RmsProp(Centered = true, Momentum = 0.5f, ClipGlobalNorm = 1, PolyakAverage = true)]
internal sealed partial class OptimizerRmsPropCenteredDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[Lion(ClipValue = 0.5f, WeightDecay = 0.1f)]
internal sealed partial class OptimizerLionDouble;
