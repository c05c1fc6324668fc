// The bias of each network is its output: the tests write it.
namespace DeepNet.Extremes.Tests;

[Network, Input(1), Dense(2), CrossEntropyLoss, Sgd]
internal sealed partial class Labels;

[Network, Input(1), Dense(2), CrossEntropyLoss(LabelSmoothing = 0.1f), Sgd]
internal sealed partial class SmoothedLabels;

[Network, Input(1), Dense(3), CrossEntropyLoss(ClassWeights = [2f, 0f, 1f]), Sgd]
internal sealed partial class WeightedLabels;

[Network, Input(1), Dense(2), CrossEntropyLoss(DenseTargets = true), Sgd]
internal sealed partial class DenseTargets;

// Long rows, so that vectors and single elements both meet infinity.
[Network(Precision = Precision.Double), Input(1), Dense(11), CrossEntropyLoss(DenseTargets = true), Sgd]
internal sealed partial class DenseTargetsDouble;

[Network, Input(1), Dense(11), KLDivergenceLoss, Sgd]
internal sealed partial class Divergence;

[Network, Input(1), Dense(11), KLDivergenceLoss(LogitTargets = true, Temperature = 2f), Sgd]
internal sealed partial class LogitDivergence;

[Network, Input(1), Dense(2), FocalLoss, Sgd]
internal sealed partial class Focal;

[Network, Input(2, 1), Dense(2, PerStep = true), CtcLoss(1), Sgd]
internal sealed partial class Alignment;

[Network, Input(1), Dense(2), MultiClassHingeLoss, Sgd]
internal sealed partial class ClassHinge;

[Network, Input(1), Dense(9), BinaryCrossEntropyLoss, Sgd]
internal sealed partial class Binary;

[Network, Input(1), Dense(9), BinaryCrossEntropyLoss(PosWeight = 3f), Sgd]
internal sealed partial class WeightedBinary;

[Network, Input(1), Dense(9), BinaryFocalLoss, Sgd]
internal sealed partial class BinaryFocal;

[Network, Input(1), Dense(9), PoissonLoss, Sgd]
internal sealed partial class Poisson;

[Network, Input(1), Dense(1), LogCoshLoss, Sgd]
internal sealed partial class LogCosh;

[Network(Precision = Precision.Double), Input(1), Dense(1), LogCoshLoss, Sgd]
internal sealed partial class LogCoshDouble;

[Network, Input(1), Dense(9), LogCoshLoss, Sgd]
internal sealed partial class LogCoshRow;

[Network, Input(1), Dense(2), CosineLoss, Sgd]
internal sealed partial class Cosine;

[Network(MaxBatch = 128), Input(1024, 1), Dense(10, PerStep = true, Initializer = Initializer.Zeros), CrossEntropyLoss, Sgd]
internal sealed partial class ManyRows;

[Network(MaxBatch = 128), Input(1024, 1), Dense(10, PerStep = true, Initializer = Initializer.Zeros), MeanSquaredErrorLoss, Sgd]
internal sealed partial class ManyElements;

[Network, Input(1), Dense(3), FocalLoss(Gamma = 0.5f), Sgd]
internal sealed partial class FocalOfThree;

[Network, Input(1), Dense(2), KLDivergenceLoss(LogitTargets = true), Sgd]
internal sealed partial class PlainLogitDivergence;

[Network, Input(1), Dense(2), KLDivergenceLoss(LogitTargets = true, Temperature = 1e18f), Sgd]
internal sealed partial class HotLogitDivergence;

[Network(Precision = Precision.Double), Input(1), Dense(9), KLDivergenceLoss(LogitTargets = true), Sgd]
internal sealed partial class LogitDivergenceDouble;

[Network, Input(1), Dense(2), KLDivergenceLoss, Sgd]
internal sealed partial class PlainDivergence;
