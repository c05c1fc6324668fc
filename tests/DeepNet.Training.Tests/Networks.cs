// Networks as small as can be, whose losses can be computed by hand: the trainer with what the generator writes.
namespace DeepNet.Training.Tests;

[Network(MaxBatch = 1)]
[Input(2), Dense(2)]
[CrossEntropyLoss(IgnoreIndex = -1)]
[Sgd]
internal sealed partial class CountedOneByOne;

[Network(MaxBatch = 2)]
[Input(2), Dense(2)]
[CrossEntropyLoss(IgnoreIndex = -1)]
[Sgd]
internal sealed partial class CountedByTwo;

[Network(MaxBatch = 1_000)]
[Input(2), Dense(2)]
[CrossEntropyLoss(IgnoreIndex = -1)]
[Sgd]
internal sealed partial class CountedAtOnce;

[Network(MaxBatch = 2, Precision = Precision.Double)]
[Input(2), Dense(2)]
[CrossEntropyLoss(ClassWeights = new[] { 1f, 3f })]
[Sgd]
internal sealed partial class WeightedByTwo;

[Network(MaxBatch = 2, Precision = Precision.Double)]
[Input(2, 3), Dense(3, PerStep = true)]
[CrossEntropyLoss(ClassWeights = new[] { 1f, 2f, 5f }, IgnoreIndex = 0, LabelSmoothing = 0.1f)]
[Sgd]
internal sealed partial class WeightedSteps;

[Network(MaxBatch = 3, Precision = Precision.Double)]
[Input(2), Dense(2)]
[CrossEntropyLoss(IgnoreIndex = 1, SampleWeights = true)]
[Sgd]
internal sealed partial class WeightedSamples;

[Network(MaxBatch = 2, Precision = Precision.Double)]
[Input(2), Dense(2)]
[CrossEntropyLoss(IgnoreIndex = -1)]
[Sgd(LearningRate = 0.5f, AccumulationSteps = 4)]
internal sealed partial class Accumulating;

[Network(MaxBatch = 2, Precision = Precision.Double)]
[Input(2), Dense(2)]
[CrossEntropyLoss(IgnoreIndex = -1)]
[Adam(AccumulationSteps = 4, AverageDecay = 0.5f)]
internal sealed partial class AccumulatingAverages;

[Network(MaxBatch = 4)]
[Input(2), Dense(3), Dropout(0.5f), Dense(2)]
[CrossEntropyLoss]
[Adam]
internal sealed partial record Counting;

[Network(MaxBatch = 4)]
[Input(3, Integer = true), Embedding(10, 2), Dense(2)]
[CrossEntropyLoss]
[Sgd]
internal sealed partial class Reading;

/// <summary>What forward in training mode changes, behind a trap: running statistics twice, masks, averages, batches that wait.</summary>
[Network(MaxBatch = 8, NanTrap = true)]
[Input(6)]
[Dense(4), BatchNorm, PReLU, Dropout(0.3f), Dense(5), BatchNorm, Tanh, Dense(3)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.1f, PolyakAverage = true, AccumulationSteps = 2)]
internal sealed partial class TrappedNet;

[Network(MaxBatch = 8, Precision = Precision.Double, NanTrap = true)]
[Input(3)]
[Dense(4), BatchNorm, Tanh, Dense(1)]
[MeanSquaredErrorLoss]
[Adam]
internal sealed partial record TrappedRecord;
