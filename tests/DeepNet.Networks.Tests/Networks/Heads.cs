namespace DeepNet.Networks.Tests.Networks;

// Several inputs, several losses.
// Each network has a twin in double precision, declared alike; parity/declarations.py refuses a twin that differs.

[Network(MaxBatch = 8)]
[Input(9, Name = "left")]
[Input(4, Name = "right")]
[Dense(9, From = "left"), Tanh(Name = "leftBranch")]
[Dense(9, From = "right"), Tanh(Name = "rightBranch")]
[Concat("leftBranch", "rightBranch"), Dense(9)]
[CrossEntropyLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class HeadsTwoInputs : ITwoInputLabelNetwork<float>;

[Network(MaxBatch = 8, Precision = Precision.Double)]
[Input(9, Name = "left")]
[Input(4, Name = "right")]
[Dense(9, From = "left"), Tanh(Name = "leftBranch")]
[Dense(9, From = "right"), Tanh(Name = "rightBranch")]
[Concat("leftBranch", "rightBranch"), Dense(9)]
[CrossEntropyLoss]
[Adam(LearningRate = 0.01f)]
internal sealed partial class HeadsTwoInputsDouble : ITwoInputLabelNetwork<double>;

// An actor and a critic: one label head, one value head.
[Network(MaxBatch = 7)]
[Input(9)]
[Dense(9), Tanh(Name = "trunk")]
[Dense(4, Name = "actor", From = "trunk")]
[CrossEntropyLoss(From = "actor")]
[Dense(1, Name = "critic", From = "trunk")]
[MeanSquaredErrorLoss(From = "critic", Weight = 0.5f)]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class HeadsTwoLosses : ITwoHeadNetwork<float>;

[Network(MaxBatch = 7, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Tanh(Name = "trunk")]
[Dense(4, Name = "actor", From = "trunk")]
[CrossEntropyLoss(From = "actor")]
[Dense(1, Name = "critic", From = "trunk")]
[MeanSquaredErrorLoss(From = "critic", Weight = 0.5f)]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class HeadsTwoLossesDouble : ITwoHeadNetwork<double>;

// The second loss is taken of a layer in the middle, whose gradient is then a sum.
[Network(MaxBatch = 6)]
[Input(9)]
[Dense(9), Tanh(Name = "middle")]
[Dense(9), Tanh, Dense(9, Name = "last")]
[CrossEntropyLoss(From = "last")]
[HuberLoss(0.7f, From = "middle", Weight = 0.3f)]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class HeadsAuxiliaryLoss : ITwoHeadNetwork<float>;

[Network(MaxBatch = 6, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Tanh(Name = "middle")]
[Dense(9), Tanh, Dense(9, Name = "last")]
[CrossEntropyLoss(From = "last")]
[HuberLoss(0.7f, From = "middle", Weight = 0.3f)]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class HeadsAuxiliaryLossDouble : ITwoHeadNetwork<double>;

// The second head reads the logits of the first, which Predict turns into probabilities.
[Network(MaxBatch = 6)]
[Input(9)]
[Dense(9), Tanh, Dense(9, Name = "logits")]
[CrossEntropyLoss]
[Dense(9, Name = "deep", From = "logits")]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class HeadsChained : ITwoHeadNetwork<float>;

[Network(MaxBatch = 6, Precision = Precision.Double)]
[Input(9)]
[Dense(9), Tanh, Dense(9, Name = "logits")]
[CrossEntropyLoss]
[Dense(9, Name = "deep", From = "logits")]
[MeanSquaredErrorLoss]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class HeadsChainedDouble : ITwoHeadNetwork<double>;

// A head in front of an activation that would be fused otherwise.
[Network(MaxBatch = 7)]
[Input(9)]
[Dense(9, Name = "logits")]
[CrossEntropyLoss]
[Gelu(From = "logits"), Dense(9, Name = "deep")]
[MeanSquaredErrorLoss(Weight = 0.5f)]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class HeadsBeforeActivation : ITwoHeadNetwork<float>;

[Network(MaxBatch = 7, Precision = Precision.Double)]
[Input(9)]
[Dense(9, Name = "logits")]
[CrossEntropyLoss]
[Gelu(From = "logits"), Dense(9, Name = "deep")]
[MeanSquaredErrorLoss(Weight = 0.5f)]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class HeadsBeforeActivationDouble : ITwoHeadNetwork<double>;

// One term of a sum has a loss of its own, so its gradient is not the sum's.
[Network(MaxBatch = 8)]
[Input(9)]
[Dense(9, Name = "part")]
[Dense(9, Name = "other", From = "input")]
[Add("part", "other", Name = "sum")]
[CrossEntropyLoss(From = "sum")]
[HuberLoss(0.7f, From = "part", Weight = 2f)]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class HeadsSumAndPart : ITwoHeadNetwork<float>;

[Network(MaxBatch = 8, Precision = Precision.Double)]
[Input(9)]
[Dense(9, Name = "part")]
[Dense(9, Name = "other", From = "input")]
[Add("part", "other", Name = "sum")]
[CrossEntropyLoss(From = "sum")]
[HuberLoss(0.7f, From = "part", Weight = 2f)]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class HeadsSumAndPartDouble : ITwoHeadNetwork<double>;

[Network(MaxBatch = 5)]
[Input(4, Name = "state")]
[Input(2, 2, Name = "image")]
[Flatten(From = "image", Name = "pixels")]
[Concat("state", "pixels"), Dense(11), ReLU(Name = "trunk")]
[Dense(3, Name = "classes", From = "trunk")]
[CrossEntropyLoss(From = "classes", LabelSmoothing = 0.1f, Weight = 2f)]
[Dense(2, Name = "values", From = "trunk")]
[BinaryCrossEntropyLoss(From = "values", Weight = 0.25f)]
[Adam(LearningRate = 0.01f)]
internal sealed partial class HeadsTwoInputsTwoLosses : ITwoInputTwoHeadNetwork<float>;

[Network(MaxBatch = 5, Precision = Precision.Double)]
[Input(4, Name = "state")]
[Input(2, 2, Name = "image")]
[Flatten(From = "image", Name = "pixels")]
[Concat("state", "pixels"), Dense(11), ReLU(Name = "trunk")]
[Dense(3, Name = "classes", From = "trunk")]
[CrossEntropyLoss(From = "classes", LabelSmoothing = 0.1f, Weight = 2f)]
[Dense(2, Name = "values", From = "trunk")]
[BinaryCrossEntropyLoss(From = "values", Weight = 0.25f)]
[Adam(LearningRate = 0.01f)]
internal sealed partial class HeadsTwoInputsTwoLossesDouble : ITwoInputTwoHeadNetwork<double>;
