namespace DeepNet.Networks.Tests.Networks;

// Losses of embeddings: directions, and distances between three outputs.

[Network(MaxBatch = 7)]
[Input(4)]
[Dense(6), Tanh, Dense(5)]
[CosineLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossCosine : IValueNetwork<float>;

[Network(MaxBatch = 5)]
[Input(3, 4)]
[Dense(5, PerStep = true)]
[CosineLoss]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossCosineSteps : IValueNetwork<float>;

[Network(MaxBatch = 6)]
[Input(4, Name = "anchor"), Input(4, Name = "positive"), Input(4, Name = "negative")]
[Dense(6, Name = "p", From = "positive"), Dense(6, Name = "n", From = "negative"), Dense(6, Name = "a", From = "anchor")]
[TripletLoss(Positive = "p", Negative = "n")]
[Sgd(LearningRate = 0.1f)]
internal sealed partial class LossTriplet : ITripletNetwork<float>;

[Network(MaxBatch = 5)]
[Input(4, Name = "anchor"), Input(4, Name = "positive"), Input(4, Name = "negative")]
[Dense(6, Name = "p", From = "positive"), Dense(6, Name = "n", From = "negative"), Dense(6, Name = "a", From = "anchor")]
[TripletLoss(Positive = "p", Negative = "n", Margin = 0.5f, Squared = true)]
[Sgd(LearningRate = 0.05f)]
internal sealed partial class LossTripletSquared : ITripletNetwork<float>;
