// Networks whose only purpose is that their kernels exist: every activation, loss and optimizer, sizes on all sides of the vector widths, both precisions.
namespace DeepNet.Kernels.Tests;

[Network(MaxBatch = 16)]
[Input(5)]
[ReLU, Dense(9), ReLU, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationReLUSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[LeakyReLU, Dense(9), LeakyReLU, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationLeakyReLUSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[LeakyReLU(0.2f), Dense(9), LeakyReLU(0.2f), Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationLeakyReLU0p2fSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[PReLU(Shared = true), Dense(8), PReLU, Dense(3), PReLU]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationPReLU8Single;

[Network(MaxBatch = 16)]
[Input(5)]
[PReLU(Shared = true), Dense(19), PReLU, Dense(3), PReLU]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationPReLU19Single;

[Network(MaxBatch = 16)]
[Input(5)]
[Elu, Dense(9), Elu, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationEluSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Elu(1.3f), Dense(9), Elu(1.3f), Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationElu1p3fSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Selu, Dense(9), Selu, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationSeluSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Gelu, Dense(9), Gelu, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationGeluSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Gelu(Approximate = true), Dense(9), Gelu(Approximate = true), Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationGeluApproximateSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Silu, Dense(9), Silu, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationSiluSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Sigmoid, Dense(9), Sigmoid, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationSigmoidSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Tanh, Dense(9), Tanh, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationTanhSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Softplus, Dense(9), Softplus, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationSoftplusSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[HardSwish, Dense(9), HardSwish, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationHardSwishSingle;

[Network(MaxBatch = 16)]
[Input(1)]
[Dense(1), ReLU, Dense(1, Bias = false), Dense(2)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class Sizes1x1Single;

[Network(MaxBatch = 16)]
[Input(2)]
[Dense(3), ReLU, Dense(2, Bias = false), Dense(2)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class Sizes2x3Single;

[Network(MaxBatch = 16)]
[Input(5)]
[Dense(7), ReLU, Dense(5, Bias = false), Dense(2)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class Sizes5x7Single;

[Network(MaxBatch = 16)]
[Input(8)]
[Dense(8), ReLU, Dense(8, Bias = false), Dense(2)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class Sizes8x8Single;

[Network(MaxBatch = 16)]
[Input(9)]
[Dense(16), ReLU, Dense(9, Bias = false), Dense(2)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class Sizes9x16Single;

[Network(MaxBatch = 16)]
[Input(13)]
[Dense(17), ReLU, Dense(13, Bias = false), Dense(2)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class Sizes13x17Single;

[Network(MaxBatch = 16)]
[Input(33)]
[Dense(24), ReLU, Dense(33, Bias = false), Dense(2)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class Sizes33x24Single;

[Network(MaxBatch = 16)]
[Input(40)]
[Dense(65), ReLU, Dense(40, Bias = false), Dense(2)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class Sizes40x65Single;

[Network(MaxBatch = 16)]
[Input(130)]
[Dense(10), ReLU, Dense(130, Bias = false), Dense(2)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class Sizes130x10Single;

[Network(MaxBatch = 16)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class OptimizerSgdSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(Momentum = 0.9f)]
internal sealed partial class OptimizerMomentumSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(Momentum = 0.9f, Nesterov = true)]
internal sealed partial class OptimizerNesterovSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(Momentum = 0.9f, WeightDecay = 0.01f)]
internal sealed partial class OptimizerDecaySingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[Adam]
internal sealed partial class OptimizerAdamSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[Adam(WeightDecay = 0.01f)]
internal sealed partial class OptimizerAdamDecaySingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[AdamW]
internal sealed partial class OptimizerAdamWSingle;

[Network(MaxBatch = 16)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[AdamW(WeightDecay = 0)]
internal sealed partial class OptimizerAdamWNoDecaySingle;

[Network(MaxBatch = 16)]
[Input(2)]
[Tanh]
[CrossEntropyLoss]
[Sgd]
internal sealed partial class LossCrossEntropy2Single;

[Network(MaxBatch = 16)]
[Input(10)]
[Tanh]
[CrossEntropyLoss]
[Sgd]
internal sealed partial class LossCrossEntropy10Single;

[Network(MaxBatch = 16)]
[Input(19)]
[Tanh]
[CrossEntropyLoss]
[Sgd]
internal sealed partial class LossCrossEntropy19Single;

[Network(MaxBatch = 16)]
[Input(2)]
[Tanh]
[CrossEntropyLoss(LabelSmoothing = 0.1f)]
[Sgd]
internal sealed partial class LossSmooth2Single;

[Network(MaxBatch = 16)]
[Input(10)]
[Tanh]
[CrossEntropyLoss(LabelSmoothing = 0.1f)]
[Sgd]
internal sealed partial class LossSmooth10Single;

[Network(MaxBatch = 16)]
[Input(19)]
[Tanh]
[CrossEntropyLoss(LabelSmoothing = 0.1f)]
[Sgd]
internal sealed partial class LossSmooth19Single;

[Network(MaxBatch = 16)]
[Input(2)]
[Tanh]
[CrossEntropyLoss(DenseTargets = true)]
[Sgd]
internal sealed partial class LossDense2Single;

[Network(MaxBatch = 16)]
[Input(10)]
[Tanh]
[CrossEntropyLoss(DenseTargets = true)]
[Sgd]
internal sealed partial class LossDense10Single;

[Network(MaxBatch = 16)]
[Input(19)]
[Tanh]
[CrossEntropyLoss(DenseTargets = true)]
[Sgd]
internal sealed partial class LossDense19Single;

[Network(MaxBatch = 16)]
[Input(2)]
[Tanh]
[CrossEntropyLoss(DenseTargets = true, LabelSmoothing = 0.2f)]
[Sgd]
internal sealed partial class LossDenseSmooth2Single;

[Network(MaxBatch = 16)]
[Input(10)]
[Tanh]
[CrossEntropyLoss(DenseTargets = true, LabelSmoothing = 0.2f)]
[Sgd]
internal sealed partial class LossDenseSmooth10Single;

[Network(MaxBatch = 16)]
[Input(19)]
[Tanh]
[CrossEntropyLoss(DenseTargets = true, LabelSmoothing = 0.2f)]
[Sgd]
internal sealed partial class LossDenseSmooth19Single;

[Network(MaxBatch = 16)]
[Input(3)]
[Tanh]
[BinaryCrossEntropyLoss]
[Sgd]
internal sealed partial class LossBinarySingle;

[Network(MaxBatch = 16)]
[Input(3)]
[Tanh]
[MeanAbsoluteErrorLoss]
[Sgd]
internal sealed partial class LossAbsoluteSingle;

[Network(MaxBatch = 16)]
[Input(3)]
[Tanh]
[HuberLoss]
[Sgd]
internal sealed partial class LossHuberSingle;

[Network(MaxBatch = 16)]
[Input(3)]
[Tanh]
[HuberLoss(0.5f)]
[Sgd]
internal sealed partial class LossHuberHalfSingle;

[Network(MaxBatch = 16)]
[Input(5, Name = "image")]
[Dense(5, Name = "a"), Dense(5, Name = "b")]
[Add("a", "b", "image", Name = "sum"), ReLU, Dropout(0.3f, Name = "dropped"), Concat("dropped", "a"), Softmax, Dense(4, Name = "left"), Dense(3, From = "sum", Name = "right")]
[MeanSquaredErrorLoss(From = "left"), MeanAbsoluteErrorLoss(From = "right")]
[Sgd]
internal sealed partial class GraphSingle;

// Large enough for packed operands, with edges on all sides.
[Network(MaxBatch = 16)]
[Input(72)]
[Dense(97), ReLU, Dense(72), ReLU, Dense(3)]
[MeanSquaredErrorLoss]
[Adam]
internal sealed partial class PackedSingle;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(72)]
[Dense(97), ReLU, Dense(72), ReLU, Dense(3)]
[MeanSquaredErrorLoss]
[Adam]
internal sealed partial class PackedDouble;

[Network(MaxBatch = 16)]
[Input(72)]
[Dense(97), ReLU, Dense(72), ReLU, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(ClipGlobalNorm = 1)]
internal sealed partial class PackedAccumulateSingle;
