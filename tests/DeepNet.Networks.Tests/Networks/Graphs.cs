namespace DeepNet.Networks.Tests.Networks;

// Shapes of the graph: sums, joins, branches, shared outputs.
// Each network has a twin in double precision, declared alike; parity/declarations.py refuses a twin that differs.

// Nothing but one product.
[Network(MaxBatch = 7)]
[Input(9)]
[Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphLinear : IValueNetwork<float>;

[Network(MaxBatch = 7, Precision = Precision.Double)]
[Input(9)]
[Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphLinearDouble : IValueNetwork<double>;

// The gradient of the skip is a sum of two.
[Network(MaxBatch = 8)]
[Input(9)]
[Dense(9), ReLU(Name = "skip")]
[Dense(9), ReLU, Dense(9, Name = "branch")]
[Add("skip", "branch"), ReLU, Dense(9)]
[MeanSquaredErrorLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class GraphResidualAdd : IValueNetwork<float>;

[Network(MaxBatch = 8, Precision = Precision.Double)]
[Input(9)]
[Dense(9), ReLU(Name = "skip")]
[Dense(9), ReLU, Dense(9, Name = "branch")]
[Add("skip", "branch"), ReLU, Dense(9)]
[MeanSquaredErrorLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class GraphResidualAddDouble : IValueNetwork<double>;

[Network(MaxBatch = 7)]
[Input(9)]
[Dense(9, Name = "one")]
[Dense(9, Name = "two", From = "input"), Tanh(Name = "bent")]
[Dense(9, Name = "three", From = "one")]
[Add("one", "bent", "three"), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.005f)]
internal sealed partial class GraphAddOfThree : IValueNetwork<float>;

[Network(MaxBatch = 7, Precision = Precision.Double)]
[Input(9)]
[Dense(9, Name = "one")]
[Dense(9, Name = "two", From = "input"), Tanh(Name = "bent")]
[Dense(9, Name = "three", From = "one")]
[Add("one", "bent", "three"), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.005f)]
internal sealed partial class GraphAddOfThreeDouble : IValueNetwork<double>;

[Network(MaxBatch = 6)]
[Input(9)]
[Dense(9), Tanh(Name = "wide")]
[Dense(4, From = "input"), Sigmoid(Name = "narrow")]
[Concat("wide", "narrow"), Dense(9)]
[MeanSquaredErrorLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class GraphConcatOfTwo : IValueNetwork<float>;

[Network(MaxBatch = 6, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Tanh(Name = "wide")]
[Dense(4, From = "input"), Sigmoid(Name = "narrow")]
[Concat("wide", "narrow"), Dense(9)]
[MeanSquaredErrorLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class GraphConcatOfTwoDouble : IValueNetwork<double>;

[Network(MaxBatch = 5)]
[Input(9)]
[Dense(9, Name = "hidden"), Tanh(Name = "bent")]
[Concat("input", "bent", "hidden"), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphConcatWithInput : IValueNetwork<float>;

[Network(MaxBatch = 5, Precision = Precision.Double)]
[Input(9)]
[Dense(9, Name = "hidden"), Tanh(Name = "bent")]
[Concat("input", "bent", "hidden"), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphConcatWithInputDouble : IValueNetwork<double>;

// One output feeds two layers.
[Network(MaxBatch = 13)]
[Input(9)]
[Dense(9), Tanh(Name = "top")]
[Dense(9, From = "top"), Tanh(Name = "left")]
[Dense(9, From = "top"), Sigmoid(Name = "right")]
[Add("left", "right"), Dense(9)]
[MeanSquaredErrorLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class GraphDiamond : IValueNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Tanh(Name = "top")]
[Dense(9, From = "top"), Tanh(Name = "left")]
[Dense(9, From = "top"), Sigmoid(Name = "right")]
[Add("left", "right"), Dense(9)]
[MeanSquaredErrorLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class GraphDiamondDouble : IValueNetwork<double>;

// The output before the activation is used too, so the activation must not overwrite it.
[Network(MaxBatch = 7)]
[Input(9)]
[Dense(9, Name = "linear"), ReLU(Name = "bent")]
[Add("linear", "bent"), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.005f)]
internal sealed partial class GraphSharedBeforeActivation : IValueNetwork<float>;

[Network(MaxBatch = 7, Precision = Precision.Double)]
[Input(9)]
[Dense(9, Name = "linear"), ReLU(Name = "bent")]
[Add("linear", "bent"), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.005f)]
internal sealed partial class GraphSharedBeforeActivationDouble : IValueNetwork<double>;

// Here backward needs the value before the activation, too.
[Network(MaxBatch = 3)]
[Input(9)]
[Dense(9, Name = "linear"), Gelu(Name = "bent")]
[Concat("bent", "linear"), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.005f)]
internal sealed partial class GraphSharedBeforeGelu : IValueNetwork<float>;

[Network(MaxBatch = 3, Precision = Precision.Double)]
[Input(9)]
[Dense(9, Name = "linear"), Gelu(Name = "bent")]
[Concat("bent", "linear"), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.005f)]
internal sealed partial class GraphSharedBeforeGeluDouble : IValueNetwork<double>;

// Only the first of two activations can be fused.
[Network(MaxBatch = 6)]
[Input(9)]
[Dense(9), Tanh, Sigmoid, Dense(9), Softplus, Gelu]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphTwoActivations : IValueNetwork<float>;

[Network(MaxBatch = 6, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Tanh, Sigmoid, Dense(9), Softplus, Gelu]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphTwoActivationsDouble : IValueNetwork<double>;

[Network(MaxBatch = 5)]
[Input(9)]
[Dense(9), Tanh(Name = "bent")]
[Add("bent", "bent"), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphAddOfOneTwice : IValueNetwork<float>;

[Network(MaxBatch = 5, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Tanh(Name = "bent")]
[Add("bent", "bent"), Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphAddOfOneTwiceDouble : IValueNetwork<double>;

// Nothing before the Add has parameters, so no gradient flows there.
[Network(MaxBatch = 6)]
[Input(9, Name = "left")]
[Input(9, Name = "right")]
[Add("left", "right"), Dense(9), Tanh, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphAddOfInputs : ITwoInputValueNetwork<float>;

[Network(MaxBatch = 6, Precision = Precision.Double)]
[Input(9, Name = "left")]
[Input(9, Name = "right")]
[Add("left", "right"), Dense(9), Tanh, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphAddOfInputsDouble : ITwoInputValueNetwork<double>;

[Network(MaxBatch = 5)]
[Input(9)]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right")]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphLossOnAdd : IValueNetwork<float>;

[Network(MaxBatch = 5, Precision = Precision.Double)]
[Input(9)]
[Dense(9, Name = "left")]
[Dense(9, Name = "right", From = "input")]
[Add("left", "right")]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphLossOnAddDouble : IValueNetwork<double>;

[Network(MaxBatch = 8)]
[Input(9)]
[Dense(9, Name = "left"), Tanh(Name = "bent")]
[Dense(9, Name = "right", From = "input")]
[Concat("bent", "right")]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphLossOnConcat : ILabelNetwork<float>;

[Network(MaxBatch = 8, Precision = Precision.Double)]
[Input(9)]
[Dense(9, Name = "left"), Tanh(Name = "bent")]
[Dense(9, Name = "right", From = "input")]
[Concat("bent", "right")]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphLossOnConcatDouble : ILabelNetwork<double>;

[Network(MaxBatch = 8)]
[Input(9)]
[Dense(9, Bias = false), Tanh, Dense(9, Bias = false)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphNoBias : IValueNetwork<float>;

[Network(MaxBatch = 8, Precision = Precision.Double)]
[Input(9)]
[Dense(9, Bias = false), Tanh, Dense(9, Bias = false)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphNoBiasDouble : IValueNetwork<double>;

[Network(MaxBatch = 13)]
[Input(9)]
[Dense(9, Bias = false), ReLU, Dense(9), Sigmoid, Dense(9, Bias = false)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphMixedBias : IValueNetwork<float>;

[Network(MaxBatch = 13, Precision = Precision.Double)]
[Input(9)]
[Dense(9, Bias = false), ReLU, Dense(9), Sigmoid, Dense(9, Bias = false)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphMixedBiasDouble : IValueNetwork<double>;

[Network(MaxBatch = 7)]
[Input(4, 3, 2)]
[Dense(9), Tanh, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphImpliedFlatten : IValueNetwork<float>;

[Network(MaxBatch = 7, Precision = Precision.Double)]
[Input(4, 3, 2)]
[Dense(9), Tanh, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphImpliedFlattenDouble : IValueNetwork<double>;

[Network(MaxBatch = 7)]
[Input(4, 3, 2)]
[Flatten, Dense(9), Tanh, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphExplicitFlatten : IValueNetwork<float>;

[Network(MaxBatch = 7, Precision = Precision.Double)]
[Input(4, 3, 2)]
[Flatten, Dense(9), Tanh, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphExplicitFlattenDouble : IValueNetwork<double>;

[Network(MaxBatch = 5)]
[Input(3, 5)]
[Tanh, Flatten, Dense(9), Tanh, Flatten, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphFlattenAfterActivation : IValueNetwork<float>;

[Network(MaxBatch = 5, Precision = Precision.Double)]
[Input(3, 5)]
[Tanh, Flatten, Dense(9), Tanh, Flatten, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphFlattenAfterActivationDouble : IValueNetwork<double>;

// Softmax normalises each of the three rows of five by itself.
[Network(MaxBatch = 6)]
[Input(3, 5)]
[Softmax, Flatten, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphSoftmaxOverLastDimension : IValueNetwork<float>;

[Network(MaxBatch = 6, Precision = Precision.Double)]
[Input(3, 5)]
[Softmax, Flatten, Dense(9)]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class GraphSoftmaxOverLastDimensionDouble : IValueNetwork<double>;
