namespace DeepNet.Gpu.Tests.Declared;

/// <summary>Losses over rows, a head each: labels with weights, ignored labels and weights of samples; distributions; distances.</summary>
[Network(MaxBatch = 6, Gpu = true)]
[Input(7)]
[Dense(9), Tanh(Name = "trunk")]
[Dense(5, Name = "weighted"), Dense(4, From = "trunk", Name = "ignoring"), Dense(5, From = "trunk", Name = "dense"), Dense(6, From = "trunk", Name = "focal"), Dense(5, From = "trunk", Name = "hinge")]
[Dense(5, From = "trunk", Name = "divergent"), Dense(5, From = "trunk", Name = "distilled"), Dense(5, From = "trunk", Name = "turned"), Dense(3, From = "trunk", Name = "values")]
[Dense(8, From = "trunk", Name = "anchor"), Dense(8, From = "trunk", Name = "near"), Dense(8, From = "trunk", Name = "far")]
[CrossEntropyLoss(From = "weighted", ClassWeights = new[] { 1f, 2f, 0.5f, 0f, 3f }, LabelSmoothing = 0.1f, SampleWeights = true, Weight = 0.7f)]
[CrossEntropyLoss(From = "ignoring", IgnoreIndex = 2)]
[CrossEntropyLoss(From = "dense", DenseTargets = true, ClassWeights = new[] { 1f, 2f, 0.5f, 0f, 3f })]
[FocalLoss(From = "focal", Gamma = 1.5f, Alpha = new[] { 1f, 2f, 0.5f, 0.25f, 3f, 1f })]
[MultiClassHingeLoss(From = "hinge", Margin = 0.5f, Squared = true)]
[KLDivergenceLoss(From = "divergent", Temperature = 2f)]
[KLDivergenceLoss(From = "distilled", Temperature = 3f, LogitTargets = true)]
[CosineLoss(From = "turned")]
[MeanSquaredErrorLoss(From = "values", SampleWeights = true)]
[TripletLoss(From = "anchor", Positive = "near", Negative = "far", Margin = 2f)]
[Adam]
public sealed partial class ManyLosses;

[Network(MaxBatch = 5, Gpu = true)]
[Input(8, 3)]
[Dense(6, PerStep = true)]
[CtcLoss(3, Blank = 5)]
[Adam]
public sealed partial class Transcribed : IBackpropagated<int>;
