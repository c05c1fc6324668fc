// The bias is the row that is normalised or compared, so its gradient is that of the row. Eleven: vectors and single elements.
namespace DeepNet.Extremes.Tests;

[Network, Input(1), Dense(11), LayerNorm, MeanSquaredErrorLoss, Sgd]
internal sealed partial class LayerNormRow;

[Network, Input(1), Dense(11), RmsNorm, MeanSquaredErrorLoss, Sgd]
internal sealed partial class RmsNormRow;

[Network, Input(1), Dense(11), L2Normalize, MeanSquaredErrorLoss, Sgd]
internal sealed partial class L2NormalizeRow;

[Network, Input(1), Dense(11), CosineLoss, Sgd]
internal sealed partial class CosineRow;

[Network, Input(1)]
[Dense(11, Name = "p"), Dense(11, Name = "n", From = "Input"), Dense(11, Name = "a", From = "Input")]
[TripletLoss(Positive = "p", Negative = "n"), Sgd]
internal sealed partial class TripletRow;
