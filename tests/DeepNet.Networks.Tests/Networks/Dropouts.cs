namespace DeepNet.Networks.Tests.Networks;

// Dropout at every place where it may stand.
// Each network has a twin in double precision, declared alike; parity/declarations.py refuses a twin that differs.

[Network(MaxBatch = 6)]
[Input(9)]
[Dense(9), Tanh, Dropout(0f), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class DropoutZero : IValueNetwork<float>;

[Network(MaxBatch = 6, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Tanh, Dropout(0f), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class DropoutZeroDouble : IValueNetwork<double>;

[Network(MaxBatch = 7)]
[Input(9)]
[Dense(9), Tanh, Dropout(0.5f), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class DropoutHalf : IValueNetwork<float>;

[Network(MaxBatch = 7, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Tanh, Dropout(0.5f), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class DropoutHalfDouble : IValueNetwork<double>;

[Network(MaxBatch = 8)]
[Input(9)]
[Dense(9), Dropout(0.3f), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class DropoutAfterDense : IValueNetwork<float>;

[Network(MaxBatch = 8, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Dropout(0.3f), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class DropoutAfterDenseDouble : IValueNetwork<double>;

[Network(MaxBatch = 5)]
[Input(9)]
[Dropout(0.25f), Dense(9), ReLU, Dense(9)]
[CrossEntropyLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class DropoutOfInput : ILabelNetwork<float>;

[Network(MaxBatch = 5, Precision = Precision.Double)]
[Input(9)]
[Dropout(0.25f), Dense(9), ReLU, Dense(9)]
[CrossEntropyLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class DropoutOfInputDouble : ILabelNetwork<double>;

// Every layer needs a mask of its own.
[Network(MaxBatch = 13)]
[Input(9)]
[Dense(9), ReLU, Dropout(0.25f, Name = "kept")]
[Dense(9), ReLU, Dropout(0.5f, Name = "branch")]
[Add("kept", "branch"), Dropout(0.1f), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class DropoutTwice : IValueNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(9)]
[Dense(9), ReLU, Dropout(0.25f, Name = "kept")]
[Dense(9), ReLU, Dropout(0.5f, Name = "branch")]
[Add("kept", "branch"), Dropout(0.1f), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class DropoutTwiceDouble : IValueNetwork<double>;
