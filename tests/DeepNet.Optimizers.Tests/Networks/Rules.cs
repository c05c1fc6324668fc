namespace DeepNet.Networks.Tests.Networks;

// Every rule that DeepNet.Networks.Tests has not, plain and with every argument set. Epsilons are large where rounding would decide: a gradient that is
// nearly zero is divided by its own magnitude.

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Sgd(LearningRate = 0.1f, Momentum = 0.9f, Dampening = 0.3f)]
internal sealed partial class RuleSgdDampened : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Adam(LearningRate = 0.01f, Beta1 = 0.8f, Beta2 = 0.6f, Epsilon = 1e-4f, AmsGrad = true)]
internal sealed partial class RuleAdamAmsGrad : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[AdamW(LearningRate = 0.01f, Beta2 = 0.7f, Epsilon = 1e-4f, AmsGrad = true)]
internal sealed partial class RuleAdamWAmsGrad : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[AdaGrad]
internal sealed partial class RuleAdaGrad : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[AdaGrad(LearningRate = 0.05f, LearningRateDecay = 0.1f, InitialSum = 0.2f, Epsilon = 1e-6f, WeightDecay = 0.02f)]
internal sealed partial class RuleAdaGradTuned : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[AdaDelta(Epsilon = 1e-4f)]
internal sealed partial class RuleAdaDelta : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[AdaDelta(LearningRate = 0.5f, Rho = 0.8f, Epsilon = 1e-3f, WeightDecay = 0.02f)]
internal sealed partial class RuleAdaDeltaTuned : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[RmsProp(Epsilon = 1e-3f)]
internal sealed partial class RuleRmsProp : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[RmsProp(LearningRate = 0.02f, Alpha = 0.8f, Epsilon = 0.01f, Centered = true, Momentum = 0.7f, WeightDecay = 0.02f)]
internal sealed partial class RuleRmsPropTuned : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Adamax(Epsilon = 1e-3f)]
internal sealed partial class RuleAdamax : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Adamax(LearningRate = 0.01f, Beta1 = 0.8f, Beta2 = 0.9f, Epsilon = 0.01f, WeightDecay = 0.05f)]
internal sealed partial class RuleAdamaxTuned : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[NAdam(Epsilon = 1e-3f)]
internal sealed partial class RuleNAdam : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[NAdam(LearningRate = 0.01f, Beta1 = 0.8f, Beta2 = 0.95f, Epsilon = 0.01f, MomentumDecay = 0.1f, WeightDecay = 0.05f)]
internal sealed partial class RuleNAdamTuned : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[RAdam(Epsilon = 1e-3f)]
internal sealed partial class RuleRAdam : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[RAdam(LearningRate = 0.01f, Beta1 = 0.8f, Beta2 = 0.95f, Epsilon = 0.01f, WeightDecay = 0.05f)]
internal sealed partial class RuleRAdamTuned : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Lion(LearningRate = 0.001f)]
internal sealed partial class RuleLion : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Lion(LearningRate = 0.002f, Beta1 = 0.8f, Beta2 = 0.95f, WeightDecay = 0.1f)]
internal sealed partial class RuleLionTuned : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Lamb(LearningRate = 0.02f, Epsilon = 1e-3f)]
internal sealed partial class RuleLamb : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(9), Tanh, Dense(4)]
[CrossEntropyLoss]
[Lamb(LearningRate = 0.01f, Beta1 = 0.8f, Beta2 = 0.95f, Epsilon = 0.01f, WeightDecay = 0.05f)]
internal sealed partial class RuleLambTuned : ILabelNetwork<float>;

// Wide and tall matrices, and a last one that AdamW updates.
[Network(MaxBatch = 13)]
[Input(5)]
[Dense(12), Tanh, Dense(7), Tanh, Dense(4)]
[CrossEntropyLoss]
[Muon]
internal sealed partial class RuleMuon : ILabelNetwork<float>;

[Network(MaxBatch = 13)]
[Input(5)]
[Dense(12), Tanh, Dense(7), Tanh, Dense(4)]
[CrossEntropyLoss]
[Muon(LearningRate = 0.01f, Momentum = 0.8f, Nesterov = false, WeightDecay = 0.1f, AdamLearningRate = 0.002f, Beta1 = 0.8f, Beta2 = 0.9f, Epsilon = 0.001f)]
internal sealed partial class RuleMuonTuned : ILabelNetwork<float>;
