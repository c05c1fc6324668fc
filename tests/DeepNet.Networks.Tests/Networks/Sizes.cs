namespace DeepNet.Networks.Tests.Networks;

// Sizes that leave every kind of edge in a 6x16 product, and two well-known networks.
// Each network has a twin in double precision, declared alike; parity/declarations.py refuses a twin that differs.

[Network(MaxBatch = 3)]
[Input(1)]
[Dense(2), Tanh, Dense(1)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class SizesTiny : IValueNetwork<float>;

[Network(MaxBatch = 3, Precision = Precision.Double)]
[Input(1)]
[Dense(2), Tanh, Dense(1)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class SizesTinyDouble : IValueNetwork<double>;

[Network(MaxBatch = 1)]
[Input(2)]
[Dense(3), Tanh, Dense(1), Tanh, Dense(2)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class SizesSingleSample : IValueNetwork<float>;

[Network(MaxBatch = 1, Precision = Precision.Double)]
[Input(2)]
[Dense(3), Tanh, Dense(1), Tanh, Dense(2)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class SizesSingleSampleDouble : IValueNetwork<double>;

[Network(MaxBatch = 2)]
[Input(17)]
[Dense(16), Tanh, Dense(15), ReLU, Dense(1)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class SizesBatchOfTwo : IValueNetwork<float>;

[Network(MaxBatch = 2, Precision = Precision.Double)]
[Input(17)]
[Dense(16), Tanh, Dense(15), ReLU, Dense(1)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class SizesBatchOfTwoDouble : IValueNetwork<double>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(7), Tanh, Dense(8), Tanh, Dense(9), Tanh, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class SizesFiveToNine : IValueNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(5)]
[Dense(7), Tanh, Dense(8), Tanh, Dense(9), Tanh, Dense(3)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class SizesFiveToNineDouble : IValueNetwork<double>;

[Network(MaxBatch = 13)]
[Input(13)]
[Dense(33), ReLU, Dense(17), Sigmoid, Dense(5)]
[CrossEntropyLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class SizesThirteenToThirtyThree : ILabelNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(13)]
[Dense(33), ReLU, Dense(17), Sigmoid, Dense(5)]
[CrossEntropyLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class SizesThirteenToThirtyThreeDouble : ILabelNetwork<double>;

[Network(MaxBatch = 8)]
[Input(33)]
[Dense(31), ReLU, Dense(17), ReLU, Dense(13), ReLU, Dense(2)]
[CrossEntropyLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class SizesThirtyThreeToTwo : ILabelNetwork<float>;

[Network(MaxBatch = 8, Precision = Precision.Double)]
[Input(33)]
[Dense(31), ReLU, Dense(17), ReLU, Dense(13), ReLU, Dense(2)]
[CrossEntropyLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class SizesThirtyThreeToTwoDouble : ILabelNetwork<double>;

// No edge tile anywhere.
[Network(MaxBatch = 12)]
[Input(16)]
[Dense(32), ReLU, Dense(48), ReLU, Dense(16)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class SizesWholeTiles : IValueNetwork<float>;

[Network(MaxBatch = 12, Precision = Precision.Double)]
[Input(16)]
[Dense(32), ReLU, Dense(48), ReLU, Dense(16)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class SizesWholeTilesDouble : IValueNetwork<double>;

[Network(MaxBatch = 6)]
[Input(4)]
[Dense(64), ReLU, Dense(64), ReLU, Dense(2)]
[MeanSquaredErrorLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class SizesCartPole : IValueNetwork<float>;

[Network(MaxBatch = 6, Precision = Precision.Double)]
[Input(4)]
[Dense(64), ReLU, Dense(64), ReLU, Dense(2)]
[MeanSquaredErrorLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class SizesCartPoleDouble : IValueNetwork<double>;

// Inputs and parameters come from a rule (parity/recipe.py, Recipe.cs), so that the fixture stays small.
[Network(MaxBatch = 8)]
[Input(784)]
[Dense(128), ReLU, Dense(10)]
[CrossEntropyLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class SizesDigits : ILabelNetwork<float>;

[Network(MaxBatch = 8, Precision = Precision.Double)]
[Input(784)]
[Dense(128), ReLU, Dense(10)]
[CrossEntropyLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class SizesDigitsDouble : ILabelNetwork<double>;
