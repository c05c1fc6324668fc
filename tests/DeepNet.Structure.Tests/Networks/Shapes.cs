using DeepNet.Networks.Tests.Subjects;

namespace DeepNet.Networks.Tests.Networks;

[Network(MaxBatch = 5)]
[Input(5)]
[Dense(24), Tanh, Reshape(2, -1, 4), Permute(2, 0, 1), Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StructureReshapePermute : IValueNetwork<float>;

[Network(MaxBatch = 5)]
[Input(3, 9)]
[Dense(9, PerStep = true), Tanh, Permute(1, 0), Reshape(3, 9), Permute(0, 1), Dense(3, PerStep = true)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StructurePermutePerStep : IValueNetwork<float>;

[Network(MaxBatch = 5)]
[Input(4, 9)]
[Dense(9, PerStep = true, Name = "stem"), Slice(1, 2, Name = "middle"), Slice(-1, From = "stem", Name = "last"), Slice(2, 5, Axis = -1, From = "stem"), Flatten(Name = "some")]
[Flatten(From = "middle", Name = "flatMiddle"), Flatten(From = "last", Name = "flatLast"), Concat("flatMiddle", "flatLast", "some"), Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StructureSlices : IValueNetwork<float>;

[Network(MaxBatch = 5)]
[Input(6)]
[Dense(27), Tanh, Reshape(3, 9, Name = "left"), Dense(9, From = "input"), Tanh(Name = "row"), Dense(3, From = "input"), Tanh, Reshape(3, 1, Name = "column")]
[Multiply("left", "row", Name = "m"), Subtract("m", "column", Name = "s"), Add("s", "row", Name = "t"), Add("t", "column", Name = "u"), Multiply("u", "column", Name = "v"), Subtract("v", "row"), Dense(2)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StructureRepeatedSides : IValueNetwork<float>;

[Network(MaxBatch = 5)]
[Input(6)]
[Dense(17), Tanh(Name = "a"), Dense(17, From = "input"), Tanh(Name = "b"), Multiply("a", "b", Name = "m"), Subtract("m", "a", Name = "s"), Subtract("b", "s"), Dense(2)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StructureProducts : IValueNetwork<float>;

[Network(MaxBatch = 5)]
[Input(6)]
[Dense(5), Tanh(Name = "a"), Dense(1, From = "a"), Tanh(Name = "v"), Subtract("a", "v", Name = "s"), Multiply("s", "v", Name = "q"), Add("q", "v")]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StructureOneNumber : IValueNetwork<float>;

[Network(MaxBatch = 5)]
[Input(6)]
[Dense(27), Reshape(3, 9), L2Normalize(Name = "a"), Dense(27, From = "input"), Reshape(3, 9, Name = "b"), Dot("a", "b"), Dense(2)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StructureDotOfNormalized : IValueNetwork<float>;

[Network(MaxBatch = 5)]
[Input(9)]
[L2Normalize, Dense(9), L2Normalize(Epsilon = 0.001f)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class StructureL2Normalize : IValueNetwork<float>;
