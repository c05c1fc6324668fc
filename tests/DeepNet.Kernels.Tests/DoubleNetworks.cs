// The networks of Networks.cs in double precision.
namespace DeepNet.Kernels.Tests;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[ReLU, Dense(9), ReLU, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationReLUDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[LeakyReLU, Dense(9), LeakyReLU, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationLeakyReLUDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[LeakyReLU(0.2f), Dense(9), LeakyReLU(0.2f), Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationLeakyReLU0p2fDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[PReLU(Shared = true), Dense(8), PReLU, Dense(3), PReLU]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationPReLU8Double;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[PReLU(Shared = true), Dense(19), PReLU, Dense(3), PReLU]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationPReLU19Double;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[Elu, Dense(9), Elu, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationEluDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[Elu(1.3f), Dense(9), Elu(1.3f), Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationElu1p3fDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[Selu, Dense(9), Selu, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationSeluDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[Gelu, Dense(9), Gelu, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationGeluDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[Gelu(Approximate = true), Dense(9), Gelu(Approximate = true), Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationGeluApproximateDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[Silu, Dense(9), Silu, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationSiluDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[Sigmoid, Dense(9), Sigmoid, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationSigmoidDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[Tanh, Dense(9), Tanh, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationTanhDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[Softplus, Dense(9), Softplus, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationSoftplusDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[HardSwish, Dense(9), HardSwish, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class ActivationHardSwishDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(3)]
[Dense(2), ReLU, Dense(3, Bias = false), Dense(2)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class Sizes3x2Double;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(7)]
[Dense(5), ReLU, Dense(7, Bias = false), Dense(2)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class Sizes7x5Double;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(9)]
[Dense(17), ReLU, Dense(9, Bias = false), Dense(2)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class Sizes9x17Double;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(33)]
[Dense(24), ReLU, Dense(33, Bias = false), Dense(2)]
[CrossEntropyLoss]
[Adam]
internal sealed partial class Sizes33x24Double;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[Sgd]
internal sealed partial class OptimizerSgdDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(Momentum = 0.9f)]
internal sealed partial class OptimizerMomentumDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(Momentum = 0.9f, Nesterov = true)]
internal sealed partial class OptimizerNesterovDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(Momentum = 0.9f, WeightDecay = 0.01f)]
internal sealed partial class OptimizerDecayDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[Adam]
internal sealed partial class OptimizerAdamDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[Adam(WeightDecay = 0.01f)]
internal sealed partial class OptimizerAdamDecayDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[AdamW]
internal sealed partial class OptimizerAdamWDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5)]
[Dense(9)]
[MeanSquaredErrorLoss]
[AdamW(WeightDecay = 0)]
internal sealed partial class OptimizerAdamWNoDecayDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(2)]
[Tanh]
[CrossEntropyLoss]
[Sgd]
internal sealed partial class LossCrossEntropy2Double;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(10)]
[Tanh]
[CrossEntropyLoss]
[Sgd]
internal sealed partial class LossCrossEntropy10Double;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(19)]
[Tanh]
[CrossEntropyLoss]
[Sgd]
internal sealed partial class LossCrossEntropy19Double;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(2)]
[Tanh]
[CrossEntropyLoss(LabelSmoothing = 0.1f)]
[Sgd]
internal sealed partial class LossSmooth2Double;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(10)]
[Tanh]
[CrossEntropyLoss(LabelSmoothing = 0.1f)]
[Sgd]
internal sealed partial class LossSmooth10Double;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(19)]
[Tanh]
[CrossEntropyLoss(LabelSmoothing = 0.1f)]
[Sgd]
internal sealed partial class LossSmooth19Double;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(2)]
[Tanh]
[CrossEntropyLoss(DenseTargets = true)]
[Sgd]
internal sealed partial class LossDense2Double;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(10)]
[Tanh]
[CrossEntropyLoss(DenseTargets = true)]
[Sgd]
internal sealed partial class LossDense10Double;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(19)]
[Tanh]
[CrossEntropyLoss(DenseTargets = true)]
[Sgd]
internal sealed partial class LossDense19Double;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(2)]
[Tanh]
[CrossEntropyLoss(DenseTargets = true, LabelSmoothing = 0.2f)]
[Sgd]
internal sealed partial class LossDenseSmooth2Double;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(10)]
[Tanh]
[CrossEntropyLoss(DenseTargets = true, LabelSmoothing = 0.2f)]
[Sgd]
internal sealed partial class LossDenseSmooth10Double;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(19)]
[Tanh]
[CrossEntropyLoss(DenseTargets = true, LabelSmoothing = 0.2f)]
[Sgd]
internal sealed partial class LossDenseSmooth19Double;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(3)]
[Tanh]
[BinaryCrossEntropyLoss]
[Sgd]
internal sealed partial class LossBinaryDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(3)]
[Tanh]
[MeanAbsoluteErrorLoss]
[Sgd]
internal sealed partial class LossAbsoluteDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(3)]
[Tanh]
[HuberLoss]
[Sgd]
internal sealed partial class LossHuberDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(3)]
[Tanh]
[HuberLoss(0.5f)]
[Sgd]
internal sealed partial class LossHuberHalfDouble;

[Network(MaxBatch = 16, Precision = Precision.Double)]
[Input(5, Name = "image")]
[Dense(5, Name = "a"), Dense(5, Name = "b")]
[Add("a", "b", "image", Name = "sum"), ReLU, Dropout(0.3f, Name = "dropped"), Concat("dropped", "a"), Softmax, Dense(4, Name = "left"), Dense(3, From = "sum", Name = "right")]
[MeanSquaredErrorLoss(From = "left"), MeanAbsoluteErrorLoss(From = "right")]
[Sgd]
internal sealed partial class GraphDouble;
